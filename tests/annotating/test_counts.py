from __future__ import annotations

import pytest


@pytest.fixture
def counted(coder, make_article):
    def find(text: str):
        return [
            (c.span.of(text), c.value, c.unit, c.qualifier) for c in coder.annotator.annotate(make_article(text)).counts
        ]

    return find


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 26 soldiers were killed near the dam.", ("At least 26 soldiers", 26, None, "at least")),
        ("Forty-one lorries crossed the border.", ("Forty-one lorries", 41, None, None)),
        ("The ministry sent a hundred and twenty doctors.", ("a hundred and twenty doctors", 120, None, None)),
        ("Some 3,500 people fled.", ("Some 3,500 people", 3500, None, "about")),
        ("Chile lent $2.5 million.", ("$2.5 million", 2_500_000, "money", None)),
        ("It spends about 2 percent of its income.", ("about 2 percent of its income", 2, "percent", "about")),
        ("Police freed four of the nine miners.", ("four of the nine miners", 4, None, None)),
        ("It would be its seventh nuclear test.", ("seventh nuclear test", 7, "ordinal", None)),
        ("It was the first strike since 2011.", ("first strike", 1, "ordinal", "first since")),
    ],
)
def test_what_is_counted(counted, text, expected):
    """The counted phrase, its number in digits or words, money, shares, and which of a series."""
    assert expected in counted(text)


@pytest.mark.parametrize(
    "text",
    [
        "He was freed after 16 months in jail on 12 May 2011.",
        "The two sides met at 10 a.m. on Route 66.",
        "His three sons live 40 kilometres from the capital.",
        "One soldier slept.",
        "She is 41.",
    ],
)
def test_what_is_measured_dated_or_known_is_not_counted(counted, text):
    """Days, lengths, distances, ages, names, and what stands behind "the" or a possessive."""
    assert counted(text) == []
