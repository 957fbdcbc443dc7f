"""Where the characters of an article's text stand in the text that it was read from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from lapwing.records import Paragraph, Span

# Characters that reading drops (reading/decode.py): they may stand inside a word.
_DROPPED = frozenset(map(chr, [*range(9), *range(14, 32), 127])) | {"\xad", "\ufeff"}


class Offsets:
    """Spans of an article -> spans of its source. Reading leaves lines out (a date above, comments below) and changes blanks, so paragraphs are looked for in
    order, by their characters without blanks. A paragraph that is not found so has no place, and no span in it has one.

    >>> source = "Date 2024-05-10\\n\\nPeru  and Chile met."
    >>> offsets = Offsets("Peru and Chile met.", [Paragraph(Span(0, 19))], source)
    >>> offsets.in_source(Span(5, 14)), offsets.in_source(Span(5, 14)).of(source)
    (Span(start=23, end=32), 'and Chile')
    """

    def __init__(self, text: str, paragraphs: Sequence[Paragraph], source: str) -> None:
        there = _solid(source, Span(0, len(source)))
        solid_source = "".join(source[i] for i in there)
        self._here: list[int] = []
        self._there: list[int] = []
        after = 0
        for paragraph in paragraphs:
            here = _solid(text, paragraph.span)
            found = solid_source.find("".join(text[i] for i in here), after)
            if found < 0:
                continue
            after = found + len(here)
            self._here += here
            self._there += there[found:after]

    def in_source(self, span: Span) -> Span | None:
        """The characters of the source from the span's first to its last that is no blank, or None when one of both has no place there."""
        first = bisect_left(self._here, span.start)
        last = bisect_left(self._here, span.end) - 1
        if first > last or self._here[first] >= span.end:
            return None
        return Span(self._there[first], self._there[last] + 1)


def _solid(text: str, span: Span) -> list[int]:
    """The positions of the characters that reading neither drops nor changes."""
    return [i for i in range(span.start, span.end) if not text[i].isspace() and text[i] not in _DROPPED]
