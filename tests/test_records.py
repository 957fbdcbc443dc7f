from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.records import Match, Resolution, Span, StoryDate, digest

spans = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda t: Span(min(t), max(t) + 1))


@given(spans, spans)
def test_overlap_is_mutual_and_follows_from_cover(a, b):
    """Overlap does not depend on the order, and a span that covers another overlaps it."""
    assert a.overlaps(b) == b.overlaps(a)
    assert not a.covers(b) or a.overlaps(b)


@given(spans)
def test_span_of_text(span):
    """A span's words are the characters between its ends."""
    text = "x" * 100
    assert len(span.of(text)) == span.end - span.start


def test_digest_separates_parts():
    """Two lists of parts that read the same when joined have different digests."""
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("ab", "c") == digest("ab", "c")
    assert len(digest("a")) == 32


def test_resolution_cannot_be_changed():
    """The maps of a resolution are copies that nobody can write to."""
    mine = {Span(0, 1): ()}
    resolution = Resolution(StoryDate(None, None, 0.0, (), Match(0, "none")), actors_by_span=mine)
    mine[Span(5, 6)] = ()
    assert list(resolution.actors_by_span) == [Span(0, 1)]
    with pytest.raises(TypeError, match="cannot be changed"):
        resolution.actors_by_span[Span(2, 3)] = ()


def test_coded_articles_travel_between_processes(coder, make_article):
    """Pickling gives an equal record back."""
    coded = coder.code_article(make_article("Chile and Peru condemned Bolivia on Tuesday."))
    assert pickle.loads(pickle.dumps(coded)) == coded
