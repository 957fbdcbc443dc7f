"""The table of words that judge, by every form that they take in a text (data/README.md)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lapwing.errors import BrokenData

KINDS = ("quality", "epithet", "trait", "deed", "stance")


@dataclass(frozen=True, slots=True)
class Word:
    """A word that judges. `weight` lies in -1..1; `form` says how a verb is used: base, s, past or ing, and adverb of a quality in -ly."""

    word: str
    weight: float
    kind: str
    form: str = "base"


@cache
def load_words() -> dict[str, tuple[Word, ...]]:
    """Every form of every word and phrase, in lower case. Raises BrokenData for a weight or kind that is none."""
    text = files(__package__).joinpath("data", "polarity.tsv").read_text("utf-8")
    out: dict[str, tuple[Word, ...]] = {}
    for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        weight = float(row["weight"])
        if row["kind"] not in KINDS or not 0 < abs(weight) <= 1:
            raise BrokenData(f"polarity.tsv, '{row['word']}': kind {row['kind']}, weight {row['weight']}.")
        for text, form in dict(_forms(row["word"], row["kind"], list(filter(None, row["forms"].split("|"))))).items():
            if all(word.kind != row["kind"] for word in out.get(text, ())):
                out[text] = (*out.get(text, ()), Word(row["word"], weight, row["kind"], form))
    return out


@cache
def longest_phrases() -> dict[str, int]:
    """For a first word, how many words the longest entry that begins with it has."""
    out: dict[str, int] = {}
    for text in load_words():
        words = text.split()
        out[words[0]] = max(out.get(words[0], 0), len(words))
    return out


def _forms(word: str, kind: str, more: list[str]) -> Iterator[tuple[str, str]]:
    """A word's forms and how a verb is used in each. Forms that are given stand for the regular ones of their ending."""
    yield word, "base"
    if kind == "quality":
        yield _adverb(word), "adverb"
    elif kind in ("epithet", "trait"):
        yield from ((form, "base") for form in more or [_with_s(word)])
    elif " " not in word:
        stem = word.removesuffix("e")
        yield _with_s(word), "s"
        yield next((form for form in more if form.endswith("ing")), f"{stem}ing"), "ing"
        if not any(not form.endswith(("ing", "s")) for form in more):
            yield f"{stem}ed", "past"
        for form in more:
            yield form, "ing" if form.endswith("ing") else "past" if not form.endswith("s") else "s"


def _with_s(word: str) -> str:
    if word.endswith("man"):
        return f"{word[:-3]}men"
    if word.endswith("y") and word[-2] not in "aeou":
        return f"{word[:-1]}ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x", "z", "ero")) else "s")


def _adverb(word: str) -> str:
    if word.endswith("le"):
        return f"{word[:-1]}y"
    if word.endswith("y"):
        return f"{word[:-1]}ily"
    return word + ("ally" if word.endswith("ic") else "ly")
