from __future__ import annotations

from lapwing.reading.comments.jsonld import Declared, declared_comments


def test_nested_comments_are_a_thread():
    """Answers stand inside what they answer; markup in a text is text."""
    block = {"@type": "NewsArticle", "comment": [{"@type": "Comment", "text": "<p>It&nbsp;rained.</p>", "author": {"name": " Ana  R "},
             "dateCreated": "2024-05-01", "comment": {"@type": "Comment", "text": "Yes.", "author": "Bo"}}]}  # fmt: skip
    assert declared_comments([block]) == [
        Declared("Ana R", "It rained.", "2024-05-01", None),
        Declared("Bo", "Yes.", None, 0),
    ]


def test_what_is_no_comment_is_passed_over():
    assert declared_comments([{"comment": [3, None, {"text": 7}, {"text": "  "}]}, {"@type": "Person"}]) == []


def test_tower_of_comments_ends():
    block: dict = {"@type": "Comment", "text": "deep"}
    for _ in range(500):
        block = {"@type": "Comment", "text": "deep", "comment": block}
    assert len(declared_comments([block])) < 20
