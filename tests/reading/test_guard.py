from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.reading import guard
from lapwing.reading.guard import MAX_DEPTH, TooDeep, flatten


def depth_of(html: str) -> int:
    depth = deepest = 0
    for part in html.split("<")[1:]:
        depth += -1 if part.startswith("/") else 1
        deepest = max(deepest, depth)
    return deepest


@given(st.integers(0, 1500))
def test_depth_is_bounded_and_text_is_kept(n):
    """However deep, no more than MAX_DEPTH is left, tags still pair, and the text stands in its place."""
    out = flatten("<div>" * n + "deep" + "</div>" * n + "<p>after</p>")
    assert depth_of(out) <= MAX_DEPTH + 1
    assert "deep" in out
    assert out.endswith("<p>after</p>")
    assert out.count("<div>") == out.count("</div>") == min(n, MAX_DEPTH)


def test_void_and_closed_tags_do_not_nest():
    page = "<br><img src='>'>" * 2_000 + "<p/>" * 2_000 + "text"
    assert flatten(page) == page


def test_too_many_tags(monkeypatch):
    monkeypatch.setattr(guard, "MAX_TAGS", 100)
    with pytest.raises(TooDeep, match="100"):
        flatten("<p>x</p>" * 60)


def test_time_is_linear():
    """A page without an end to its tags costs its length and no more."""
    start = time.process_time()
    flatten('<div a="' * 50_000)
    flatten("<" * 200_000)
    assert time.process_time() - start < 5
