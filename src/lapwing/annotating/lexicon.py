"""The trigger lexicon: patterns of words that tell an event, and the frames that say where its parties stand."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lapwing.annotating.tokens import Token
from lapwing.annotating.words import CONJUNCTIONS, MODALS, SUBORDINATORS
from lapwing.errors import BrokenData
from lapwing.ontology import check_type

NONE = "NONE"
MAX_GAP = 4
_GAP_STOPS = MODALS | (SUBORDINATORS - {"as"}) | {"to"} | (CONJUNCTIONS - {"and"})
_COLUMNS = ["pattern", "pos", "type", "mode", "actor", "recipient", "needs"]
_FORMS = ("base", "third", "past", "participle", "gerund")


@dataclass(frozen=True, slots=True)
class Frame:
    """A row of triggers.tsv. `pos` is v or n; `actor` and `recipient` list places to look, best first."""

    pattern: str
    pos: str
    type: str
    mode: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    needs: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A frame found at tokens `start` to `end`. `form` tells a verb's form (base, third, past, participle, gerund);
    past and participle that look alike are "past"."""

    start: int
    end: int
    frame: Frame
    form: str


class Lexicon:
    """Frames indexed by their first word in every form."""

    def __init__(self, frames: Sequence[Frame], irregular: dict[str, dict[str, str]]) -> None:
        self._by_first: dict[str, list[tuple[Frame, str, tuple[frozenset[str] | None, ...]]]] = {}
        for frame in frames:
            first, *rest = frame.pattern.split(" ")
            elements = tuple(None if word == "~" else _noun_forms(word.split("|")) for word in rest)
            for word in first.split("|"):
                forms = verb_forms(word, irregular) if frame.pos == "v" else dict.fromkeys(_noun_forms([word]), "noun")
                for surface, form in forms.items():
                    self._by_first.setdefault(surface, []).append((frame, form, elements))

    def hits(self, tokens: Sequence[Token], i: int) -> Iterator[Hit]:
        """Every frame that matches at token `i`."""
        for frame, form, elements in self._by_first.get(tokens[i].lower, ()):
            end = _match(tokens, i + 1, elements)
            if end is not None:
                yield Hit(i, end, frame, form)

    def passive_hits(self, tokens: Sequence[Token], i: int, subject: Sequence[str]) -> Iterator[Hit]:
        """Frames of a verb and its object noun ("impose ~ sanction on") that the participle at token `i` fulfils in the
        passive: the noun is among the words of its `subject`, the preposition follows."""
        if not subject:
            return
        for frame, form, elements in self._by_first.get(tokens[i].lower, ()):
            if frame.pos != "v" or form not in ("past", "participle", "base"):
                continue
            wanted = [e for e in elements if e is not None]
            if not wanted or not any(word in wanted[0] for word in subject):
                continue
            end = _match(tokens, i + 1, tuple(wanted[1:]))
            if end is not None:
                yield Hit(i, end, frame, "participle")

    def is_verb_form(self, word: str) -> bool:
        """Whether a word is a form of a verb in the lexicon."""
        return any(frame.pos == "v" for frame, _, _ in self._by_first.get(word, ()))


def _match(tokens: Sequence[Token], i: int, elements: tuple[frozenset[str] | None, ...]) -> int | None:
    """The end of a match of `elements` from token `i`; a gap takes as few words as it can."""
    if not elements:
        return i
    head, *rest = elements
    if head is not None:
        return _match(tokens, i + 1, tuple(rest)) if i < len(tokens) and tokens[i].lower in head else None
    for skip in range(MAX_GAP + 1):
        end = _match(tokens, i + skip, tuple(rest))
        if end is not None:
            return end
        if i + skip >= len(tokens) or not _may_skip(tokens[i + skip]):
            return None
    return None


def _may_skip(token: Token) -> bool:
    return (token.is_word or token.text in "'’$€£%-" or token.lower == "'s") and token.lower not in _GAP_STOPS


def _noun_forms(words: Sequence[str]) -> frozenset[str]:
    forms: set[str] = set()
    for word in words:
        forms.add(word)
        if word.endswith(("s", "x", "ch", "sh", "z")):
            forms.add(word + "es")
        elif word.endswith("y") and word[-2:-1] not in "aeiou":
            forms.add(word[:-1] + "ies")
        else:
            forms.add(word + "s")
    return frozenset(forms)


def verb_forms(base: str, irregular: dict[str, dict[str, str]]) -> dict[str, str]:
    """Each surface of a verb and the form it shows. Where two forms look alike the later in base..gerund order loses,
    except that past and participle together are "past".

    >>> verb_forms("deny", {})
    {'deny': 'base', 'denies': 'third', 'denied': 'past', 'denying': 'gerund'}
    """
    forms = {
        "base": base,
        "third": _third(base),
        "past": _past(base),
        "participle": _past(base),
        "gerund": _gerund(base),
    }
    forms |= {form: surface for form, surface in irregular.get(base, {}).items() if surface}
    out: dict[str, str] = {}
    for form in _FORMS:
        for surface in forms[form].split("|"):
            out.setdefault(surface, form)
    return out


def _third(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    return base[:-1] + "ies" if base.endswith("y") and base[-2] not in "aeiou" else base + "s"


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    return base[:-1] + "ied" if base.endswith("y") and base[-2] not in "aeiou" else base + "ed"


def _gerund(base: str) -> str:
    return base[:-1] + "ing" if base.endswith("e") and not base.endswith(("ee", "ye", "oe")) else base + "ing"


@cache
def load_lexicon() -> Lexicon:
    """The lexicon that ships. Raises BrokenData when a row is not legal."""
    data = files(__package__).joinpath("data")
    frames = [_frame(row, n) for n, row in enumerate(read_table(data.joinpath("triggers.tsv").read_text("utf-8")), 2)]
    irregular: dict[str, dict[str, str]] = {}
    for row in read_table(data.joinpath("verb_forms.tsv").read_text("utf-8")):
        forms = irregular.setdefault(row["base"], {})  # a base has two rows where spellings differ: cancelled, canceled
        for form in _FORMS[1:]:
            forms[form] = "|".join(dict.fromkeys(filter(None, [*forms.get(form, "").split("|"), row[form]])))
    return Lexicon(frames, irregular)


def read_table(text: str) -> list[dict[str, str]]:
    """Rows of a tab-separated table with a header, without quoting."""
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def _frame(row: dict[str, str], line: int) -> Frame:
    if list(row) != _COLUMNS or None in row.values():
        raise BrokenData(f"triggers.tsv line {line}: the columns must be {', '.join(_COLUMNS)}.")
    if row["type"] != NONE:
        try:
            check_type(row["type"], row["mode"] or None)
        except BrokenData as fault:
            raise BrokenData(f"triggers.tsv line {line}: {fault}") from fault
    places = {key: tuple(p for p in row[key].split("|") if p not in ("", "-")) for key in ("actor", "recipient")}
    return Frame(
        row["pattern"], row["pos"], row["type"], row["mode"] or None, places["actor"], places["recipient"], row["needs"]
    )
