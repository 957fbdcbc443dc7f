"""Highlights: overlapping spans cut into pieces of text that each know which records they belong to."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from lapwing.records import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to highlight: what it is (trigger, actor, recipient, place, time, quote, noted) and whose (the record's number)."""

    span: Span
    role: str
    record: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters under the same marks. `role` is the one to colour it by, the most telling first."""

    text: str
    role: str
    roles: tuple[str, ...]
    records: tuple[str, ...]


_ORDER = ("trigger", "actor", "recipient", "place", "time", "quote", "noted")


def lay_out(text: str, span: Span, marks: Sequence[Mark]) -> list[Piece]:
    """The characters of `span` as pieces in order, nothing lost and nothing twice.

    >>> t = "Peru met Chile"
    >>> [(p.text, p.role) for p in lay_out(t, Span(0, 14), [Mark(Span(0, 4), "actor", "1"), Mark(Span(5, 8), "trigger", "1")])]
    [('Peru', 'actor'), (' ', ''), ('met', 'trigger'), (' Chile', '')]
    """
    inside = [m for m in marks if m.span.overlaps(span)]
    cuts = sorted(
        {span.start, span.end, *(min(max(e, span.start), span.end) for m in inside for e in (m.span.start, m.span.end))}
    )
    pieces = []
    for start, end in itertools.pairwise(cuts):
        over = [m for m in inside if m.span.start <= start and end <= m.span.end]
        roles = tuple(role for role in _ORDER if any(m.role == role for m in over))
        records = tuple(dict.fromkeys(m.record for m in over))
        pieces.append(Piece(text[start:end], roles[0] if roles else "", roles, records))
    return pieces
