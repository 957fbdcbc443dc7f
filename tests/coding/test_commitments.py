from __future__ import annotations

from datetime import date

import pytest


@pytest.mark.parametrize(
    ("text", "by", "what", "strength", "deadline"),
    [
        (
            "Chile pledged to reopen its border with Peru by Friday.",
            "CHL",
            "reopen its border with Peru",
            "pledged",
            "by Friday",
        ),
        ("Chile promised Peru on Monday to free the crew.", "CHL", "free the crew", "promised", None),
        ("Chile has offered to build Peru a bridge.", "CHL", "build Peru a bridge", "offered", None),
    ],
)
def test_who_undertakes_what(coder, make_article, text, by, what, strength, deadline):
    """The content without its deadline, and how firmly it is undertaken."""
    article = make_article(text, header=date(2024, 5, 14))
    (found,) = coder.code_article(article).commitments
    assert [p.actor.country for p in found.by] == [by]
    assert (found.span.of(text), found.strength) == (what, strength)
    assert (found.deadline_span.of(text) if found.deadline_span else None) == deadline


def test_a_deadline_is_a_period(coder, make_article):
    text = "Chile pledged to reopen its border with Peru by Friday."
    (found,) = coder.code_article(make_article(text, header=date(2024, 5, 14))).commitments
    assert found.deadline.last_day == date(2024, 5, 17)


def test_a_condition(coder, make_article):
    text = "Chile promised to sell the ships if Peru withdraws its troops."
    (found,) = coder.code_article(make_article(text)).commitments
    assert (found.span.of(text), found.condition.of(text)) == ("sell the ships", "if Peru withdraws its troops")


@pytest.mark.parametrize(
    "text", ["Chile did not promise to free the crew.", "Chile may offer Peru a loan.", "Chile shelled a port in Peru."]
)
def test_no_commitment(coder, make_article, text):
    """What is denied, merely possible or no undertaking at all."""
    assert coder.code_article(make_article(text)).commitments == ()
