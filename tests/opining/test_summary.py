from __future__ import annotations

from lapwing.opining import summarise
from lapwing.records import Actor, CommentMark, Match, Opinion, OpinionSummary, Span


def opinion(comment: str, name: str, polarity: float) -> Opinion:
    actor = Actor(name, name, name[:3].upper(), None, Match(1.0, "country_name"))
    return Opinion(
        comment + name, "a", comment, Span(0, 9), actor, Span(0, 4), (Span(5, 9),), polarity, Match(0.8, "quality")
    )


def test_copies_and_repetitions_count_once():
    """Two copies are one voice, and a comment that judges twice is one with the mean of both."""
    marks = [CommentMark("a", "1", 2), CommentMark("a", "2", 2, ("a", "1"), "same_text"), CommentMark("a", "3")]
    found = summarise(
        [opinion("1", "Peru", -0.8), opinion("2", "Peru", -0.8), opinion("3", "Peru", 0.8), opinion("3", "Peru", 0.4), opinion("3", "Chile", -0.5)],
        marks,
    )  # fmt: skip
    assert found == (
        OpinionSummary("a", "Peru", "PER", 2, 1, 1, -0.1),
        OpinionSummary("a", "Chile", "CHI", 1, 0, 1, -0.5),
    )


def test_nothing_said():
    assert summarise([], []) == ()
