"""What an alert waits for: a selection of events, and perhaps a rise of them."""

from __future__ import annotations

import shlex
from dataclasses import dataclass

from lapwing.errors import WrongCall
from lapwing.records import digest
from lapwing.selection import Selection

# Fewer weeks tell nothing of how much a number changes from week to week by itself.
LEAST_WEEKS = 4


@dataclass(frozen=True, slots=True)
class RiseRule:
    """A rise: the last 7 days exceed the mean of the `weeks` before by `factor`, and by chance alone would do so with a probability below `chance`."""

    factor: float
    weeks: int = 8
    chance: float = 0.01

    def __post_init__(self) -> None:
        if not (self.factor > 1 and self.weeks >= LEAST_WEEKS and 0 < self.chance < 1):
            raise WrongCall(
                f"A rise needs a factor above 1, {LEAST_WEEKS} weeks at least and a probability between 0 and 1."
            )


@dataclass(frozen=True, slots=True)
class Rule:
    """What is waited for. The id is the same whenever the same is."""

    selection: Selection
    rise: RiseRule | None = None

    @property
    def id(self) -> str:
        rise = self.rise and f"{self.rise.factor:g} {self.rise.weeks} {self.rise.chance:g}"
        return digest("alert rule", self.selection.kind, self.selection.query_string, rise or "")

    @property
    def words(self) -> str:
        """The rule as somebody would write it."""
        terms = [f"kind={self.selection.kind}"] if self.selection.kind != "events" else []
        terms += [f"{name}={_quoted(','.join(values))}" for name, values in self.selection.asked]
        return " and ".join(terms) or "every event"


def read_rule(when: str, rise: RiseRule | None = None) -> Rule:
    """The rule that terms joined by "and" make. A value in double quotes may hold the word "and". Raises WrongCall.

    >>> read_rule('type=assault,protest and words="bread and peace"').words
    'type=ASSAULT,PROTEST and words="bread and peace"'
    """
    given: dict[str, list[str]] = {}
    for term in _terms(when):
        key, _, value = term.partition("=")
        if not (key and value):
            told = "Write terms as key=value with 'and' between, such as: type=ASSAULT and country=SDN. A value with blanks stands in double quotes."
            raise WrongCall(f"'{term}' is no term of a rule. {told}")
        if key in given:
            raise WrongCall(f"'{key}' stands twice. For either of two values write {key}=A,B.")
        given[key] = [value]
    return Rule(Selection.parse(given), rise)


def _terms(when: str) -> list[str]:
    """What stands between the words "and", which have to stand in every second place."""
    words = shlex.shlex(when, posix=True)
    words.whitespace_split, words.quotes, words.escape, words.commenters = True, '"', "", ""
    try:
        found = list(words)
    except ValueError as fault:
        raise WrongCall(f"A double quote of {when!r} is not closed.") from fault
    if any(word.lower() != "and" for word in found[1::2]) or len(found) % 2 == 0:
        raise WrongCall(
            f"{when!r} is no rule. Write key=value, and between two of them the word 'and'. A value with blanks stands in double quotes."
        )
    return found[::2]


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value
