from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lapwing.records import Span
from lapwing.report.marks import Mark, lay_out

TEXT = "x" * 40
marks = st.lists(
    st.tuples(st.integers(0, 39), st.integers(1, 12), st.sampled_from(["trigger", "actor", "quote"])).map(
        lambda t: Mark(Span(t[0], min(40, t[0] + t[1])), t[2], f"E{t[1]}")
    ),
    max_size=8,
)


@given(marks, st.integers(0, 20), st.integers(21, 40))
def test_pieces_tile_the_span(marks, start, end):
    """However marks overlap, the pieces joined are the text, and a piece knows all its marks."""
    pieces = lay_out(TEXT, Span(start, end), marks)
    assert "".join(p.text for p in pieces) == TEXT[start:end]
    position = start
    for piece in pieces:
        here = Span(position, position + len(piece.text))
        assert set(piece.records) == {m.record for m in marks if m.span.covers(here)}
        position = here.end
