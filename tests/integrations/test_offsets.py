"""Spans of an article find their place in the text that it was read from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lapwing.integrations.offsets import Offsets
from lapwing.records import Paragraph, Span


def offsets_of(article: str, source: str) -> Offsets:
    starts = [0, *(i + 1 for i, c in enumerate(article) if c == "\n")]
    ends = [*(i for i, c in enumerate(article) if c == "\n"), len(article)]
    return Offsets(article, [Paragraph(Span(s, e)) for s, e in zip(starts, ends, strict=True)], source)


def test_lines_left_out_and_blanks_changed():
    """A date above, wrapped lines, no-break spaces and soft hyphens do not move what is found."""
    source = "date 2024-05-10\n\nPeru\u00a0met\n Chi\u00adle.\n\nBoth  signed.\nreader1\nsigned."
    offsets = offsets_of("Peru met Chile.\nBoth signed.", source)
    assert offsets.in_source(Span(0, 4)).of(source) == "Peru"
    assert offsets.in_source(Span(5, 14)).of(source) == "met\n Chi\u00adle"
    assert offsets.in_source(Span(21, 27)) == Span(source.index("signed"), source.index("signed") + 6)


def test_same_words_twice():
    """Paragraphs are found in order, so the second telling is the second place."""
    offsets = offsets_of("It rained.\nIt rained.", "It rained.\nIt rained.")
    assert offsets.in_source(Span(11, 13)) == Span(11, 13)


def test_what_is_not_found_has_no_place():
    """A paragraph with other characters gives no spans, and the ones after it are still found."""
    offsets = offsets_of("AT&T paid.\nPeru met Chile.", "AT&amp;T paid.\nPeru met Chile.")
    assert offsets.in_source(Span(0, 4)) is None
    assert offsets.in_source(Span(11, 15)) == Span(15, 19)
    assert offsets.in_source(Span(4, 5)) is None


@given(st.lists(st.text("ab c", min_size=1, max_size=8), min_size=1, max_size=5), st.data())
def test_found_words_are_the_same(lines, data):
    """Whatever is found reads the same, blanks aside."""
    source = " \n".join(lines)
    article = "\n".join(" ".join(line.split()) for line in lines)
    span = Span(*sorted(data.draw(st.integers(0, len(article))) for _ in range(2)))
    found = offsets_of(article, source).in_source(span)
    assert (found.of(source).split() if found else []) == span.of(article).split()
