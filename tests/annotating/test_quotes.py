from __future__ import annotations

import pytest


@pytest.fixture
def quotes(coder, make_article):
    def find(text: str):
        return [
            (q.span.of(text), q.speaker.of(text) if q.speaker else None)
            for q in coder.annotator.annotate(make_article(text)).quotes
            if q.direct
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
            [("We will not leave,", "Ana Ruiz")],
        ),
        (
            '"Nothing is lost. We will not leave, and we will not sell," said Ana Ruiz of the union.',
            [("Nothing is lost. We will not leave, and we will not sell,", "Ana Ruiz")],
        ),
    ],
)
def test_speakers(quotes, text, expected):
    """Speakers before, after and turned round; of several sentences."""
    assert quotes(text) == expected


def test_a_paragraph_that_is_a_quotation_goes_on_with_the_speaker_above(coder, make_article):
    """Only in the paragraph right below: after a paragraph without a quotation nobody is taken for the speaker."""
    above, quoted = '"We will not leave," Ana Ruiz said on Monday.', '"They will have to carry us out of the mine."'
    for paragraphs, speaker in [((above, quoted), "Ana Ruiz"), ((above, "The mine opened in 1961.", quoted), None)]:
        article = make_article(*paragraphs)
        last = coder.annotator.annotate(article).quotes[-1]
        assert (last.speaker.of(article.text) if last.speaker else None) == speaker


def test_interrupted_quotation(coder, make_article):
    """What follows the verb of speaking is a further piece of the same quotation."""
    text = "“We will not leave,” Ana Ruiz said. “Not this year,” and then: “Not the next.”"
    (quote,) = coder.annotator.annotate(make_article(text)).quotes
    assert [s.of(text) for s in (quote.span, *quote.more)] == ["We will not leave,", "Not this year,", "Not the next."]


def test_scare_quotes_are_no_statements(quotes):
    """Two quoted words without a verb of speaking are nobody's statement."""
    assert quotes('The so-called "free zone" lies in the north.') == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("''The road stays closed,'' said Ana Ruiz, the transport minister.", [("The road stays closed,", "Ana Ruiz")]),
        (
            "“Why does the road stay closed?” Ana Ruiz asked. The minister left.",
            [("Why does the road stay closed?", "Ana Ruiz")],
        ),
        (
            "“The road will stay closed for as long as it takes.",
            [("The road will stay closed for as long as it takes.", None)],
        ),
    ],
)
def test_marks(quotes, text, expected):
    """Two apostrophes as marks, a tag after a question, and a quotation that goes on in the next paragraph."""
    assert quotes(text) == expected


def test_announced_in_the_paragraph_above(coder, make_article):
    """ "Ana Ruiz continued:" and the words in a paragraph of their own."""
    article = make_article("Ana Ruiz continued:", '"The road stays closed until the rain has stopped."')
    quotes = coder.annotator.annotate(article).quotes
    assert [(q.span.of(article.text), q.speaker.of(article.text)) for q in quotes if q.direct] == [
        ("The road stays closed until the rain has stopped.", "Ana Ruiz")
    ]


def test_indirect_speech_that_is_interrupted(coder, make_article):
    """ "The road, the minister said, would open": both pieces are his."""
    article = make_article(
        "The road, Transport Minister Ana Ruiz said on Monday, would open again in the first week of June."
    )
    (quote,) = coder.annotator.annotate(article).quotes
    assert [s.of(article.text) for s in (quote.span, *quote.more)] == [
        "The road",
        "would open again in the first week of June",
    ]
    assert not quote.direct
