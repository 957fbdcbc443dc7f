from __future__ import annotations

import pytest


@pytest.fixture
def said(coder, make_article):
    def find(text: str):
        return [
            (q.span.of(text), q.cue.of(text), q.speaker.of(text), q.addressee.of(text) if q.addressee else None)
            for q in coder.annotator.annotate(make_article(text)).quotes
            if not q.direct
        ]

    return find


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "President Jo Ouro said on Monday that the border would open in May.",
            [("the border would open in May", "said", "President Jo Ouro", None)],
        ),
        (
            "The army said two soldiers were killed near the dam.",
            [("two soldiers were killed near the dam", "said", "The army", None)],
        ),
        (
            "Ana Ruiz told reporters that the union had left the talks.",
            [("the union had left the talks", "told", "Ana Ruiz", "reporters")],
        ),
        (
            "Two soldiers were killed near the dam, the army said.",
            [("Two soldiers were killed near the dam", "said", "the army", None)],
        ),
        (
            "Two soldiers were killed near the dam, said police in Lima.",
            [("Two soldiers were killed near the dam", "said", "police", None)],
        ),
        (
            "According to the ministry, the bridge was closed by floods.",
            [("the bridge was closed by floods", "According to", "the ministry", None)],
        ),
        (
            "The bridge was closed by floods, according to police.",
            [("The bridge was closed by floods", "according to", "police", None)],
        ),
    ],
)
def test_who_said_what(said, text, expected):
    """With "that" and without, after the verb and before it, to somebody, and "according to"."""
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The minister announced a plan for the coast.",
        "Nothing was said about the price of bread.",
        "The army said nothing.",
        '"We will not leave the valley," President Jo Ouro said.',
    ],
)
def test_no_indirect_speech(said, text):
    """A plan is not a clause, nobody speaks in the passive, and a marked quotation is told once."""
    assert said(text) == []
