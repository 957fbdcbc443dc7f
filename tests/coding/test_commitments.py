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


@pytest.mark.parametrize(
    ("sentence", "by", "what", "strength"),
    [
        ("Norway has decided to deploy six frigates.", "NOR", "deploy six frigates", "plans"),
        (
            "The white paper sets a target of doubling Sweden's defence budget by 2030.",
            "SWE",
            "doubling Sweden's defence budget",
            "plans",
        ),
        ('"We will rebuild the port," Kenyan President Amos Kiplagat said.', "KEN", "rebuild the port", "plans"),
        ("Iran vowed to make another attempt within a month.", "IRN", "make another attempt", "vowed"),
    ],
)
def test_words_alone(coder, sentence, by, what, strength):
    """An undertaking that is no event of its own: a decision, a target, somebody's own words."""
    coded = coder.code_text(sentence, published=date(2024, 5, 10))
    told = [(c.by[0].actor.country, c.span.of(coded.article.text), c.strength) for c in coded.commitments]
    assert told == [(by, what, strength)]


def test_pleasantries_are_none(coder):
    """ "We shall see" undertakes nothing."""
    coded = coder.code_text(
        '"We shall see who wants peace," Kenyan President Amos Kiplagat said.', published=date(2024, 5, 10)
    )
    assert coded.commitments == ()
