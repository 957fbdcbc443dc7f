from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.annotating.sentences import split_sentences
from lapwing.records import Span


def split(text: str, max_chars: int = 1500) -> list[str]:
    return [s.of(text) for s in split_sentences(text, Span(0, len(text)), max_chars)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["The talks ended.", "Both sides left."],
        ["Lt. Col. Ana Ruiz of the U.S. Army spoke at 3 p.m. Tuesday.", "She left."],
        ["Mr. Bell met Sen. Caro on Sept. 14 in St. Louis.", "They agreed."],
        ['"We will act," she said.', '"Soon."', "Nobody asked when."],
        ["He lives in the U.S.", "The embassy did not comment."],
        ["J. R. Ouro resigned.", "No reason was given."],
        ["Is this war?", "It is!", "So they say."],
        ["The firm Bell Inc. sued.", "It lost."],
        ["KABUL (AP) — Police fired.", "Two died."],
    ],
)
def test_splits(sentences):
    """Abbreviations, ranks, initials, datelines and closing quotes do not mislead it."""
    assert split(" ".join(sentences)) == sentences


@given(st.text(alphabet='aB. !?"”U\n', max_size=200), st.integers(5, 60))
def test_sentences_cover_the_text_in_order(text, max_chars):
    """Nothing but blanks is left out, nothing comes twice, and none is longer than allowed."""
    end = 0
    for s in split_sentences(text, Span(0, len(text)), max_chars):
        assert s.start >= end
        assert not text[end : s.start].strip()
        assert 0 < s.end - s.start <= max_chars
        end = s.end
    assert not text[end:].strip()


def test_inside_a_span():
    """Only the given span is looked at."""
    text = "One. Two. Three."
    assert [s.of(text) for s in split_sentences(text, Span(5, 9), 100)] == ["Two."]
