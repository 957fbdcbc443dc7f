"""Contexts that a word of the sentence grounds: PLOVER's 37, each with the span that tells it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from lapwing.annotating.lexicon import read_table
from lapwing.annotating.parse import Parse
from lapwing.records import Span


@cache
def _context_words() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Contexts by the first word of their patterns."""
    out: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in read_table(files(__package__).joinpath("data/contexts.tsv").read_text("utf-8")):
        words = tuple(row["pattern"].split())
        for last in (words[-1], words[-1] + "s"):
            full = (*words[:-1], last)
            out.setdefault(full[0], []).append((full, row["context"]))
    return {first: tuple(rows) for first, rows in out.items()}


_PARTICULAR_CRIMES = {"corruption", "illegal_drugs", "trafficking"}


def find_contexts(parse: Parse) -> tuple[tuple[str, Span], ...]:
    """Contexts that a word of the sentence grounds, each with its first such word."""
    found: dict[str, Span] = {}
    lowers = [t.lower for t in parse.tokens]
    for i, word in enumerate(lowers):
        for words, context in _context_words().get(word, ()):
            if tuple(lowers[i : i + len(words)]) == words and context not in found:
                found[context] = Span(parse.tokens[i].start, parse.tokens[i + len(words) - 1].end)
    if found.keys() & _PARTICULAR_CRIMES:
        found.pop("crime", None)  # PLOVER: not beside a more particular one
    return tuple(sorted(found.items()))
