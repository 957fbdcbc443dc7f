from __future__ import annotations

import pytest


@pytest.fixture
def quotes(coder, make_article):
    def find(text: str):
        return [
            (q.span.of(text), q.speaker.of(text) if q.speaker else None)
            for q in coder.annotator.annotate(make_article(text)).quotes
        ]

    return find


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We will not leave," President Jo Ouro said on Monday.', [("We will not leave,", "President Jo Ouro")]),
        (
            'Ana Ruiz told reporters that the plan was "a slap in the face of miners."',
            [("a slap in the face of miners.", "Ana Ruiz")],
        ),
        ('"We will not leave," said Ana Ruiz, leader of the union.', [("We will not leave,", "Ana Ruiz")]),
        (
            "“We will not leave,” Ana Ruiz said. “Not this year and not the next.”",
            [("We will not leave,", "Ana Ruiz"), ("Not this year and not the next.", "Ana Ruiz")],
        ),
    ],
)
def test_speakers(quotes, text, expected):
    """Speakers before, after and turned round; a second quotation of the paragraph goes on with the first's speaker."""
    assert quotes(text) == expected


def test_scare_quotes_are_no_statements(quotes):
    """Two quoted words without a verb of speaking are nobody's statement."""
    assert quotes('The so-called "free zone" lies in the north.') == []
