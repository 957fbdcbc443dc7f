from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lapwing.errors import BrokenData
from lapwing.opining import check_opinions, code_opinions
from lapwing.reading.article import make_comment
from lapwing.records import Actor, Match, Opinion, Span
from lapwing.resolving import find_targets, load_tables

DAY = date(2023, 6, 1)


def opinions(text: str, language: str | None = "en") -> tuple[Opinion, ...]:
    comment = make_comment("Nemo", text, 0, language=language)
    return code_opinions("a", [(comment, find_targets(text, load_tables(), day=DAY, people={}))])


def signs(text: str) -> dict[str, str]:
    return {o.target.name: "+" if o.polarity > 0 else "-" for o in opinions(text)}


def test_an_opinion_points_at_its_words():
    """Clause, target and cue are spans of the comment's own text."""
    text = "The river will rise. Peru is utterly corrupt, but who cares."
    (found,) = opinions(text)
    assert found.span.of(text) == "Peru is utterly corrupt,"
    assert found.target_span.of(text) == "Peru"
    assert [cue.of(text) for cue in found.cues] == ["corrupt"]
    assert (found.target.country, found.polarity, found.match.reason) == ("PER", -1.0, "quality")


def test_a_deed_is_said_of_who_does_it():
    """Neither whom it is done to nor the victim of a passive is judged."""
    assert signs("Chile betrayed Peru.") == {"Chile": "-"}
    assert signs("Peru was betrayed by Chile.") == {"Chile": "-"}
    assert signs("They betrayed Peru.") == {}


def test_a_feeling_is_the_reader_s_own():
    """What others feel is no opinion of the reader."""
    assert signs("I admire Norway.") == {"Norway": "+"}
    assert signs("Sweden admires Norway.") == {}
    assert signs("People who admire Norway write to the paper.") == {}


def test_negation_turns_and_weakens():
    plain, turned = opinions("Norway is honest."), opinions("Norway is not honest.")
    assert plain[0].polarity > 0 > turned[0].polarity
    assert abs(turned[0].polarity) < plain[0].polarity
    assert turned[0].match.score < plain[0].match.score


@pytest.mark.parametrize(
    "text",
    [
        "Is Chile corrupt?",
        "If Chile were corrupt we would know.",
        "Chile would be corrupt without its courts.",
        "Ana says Chile is corrupt.",
        "I do not think Chile is corrupt.",
        'He wrote "Chile is corrupt" on the wall.',
        "> Chile is corrupt\nWho told you that?",
        "Chile has a border with Peru. Corrupt, all of it.",
        "Chilean wine is wonderful.",
        "Chile sent bombs.",
        "Before you all praise Chile, read on.",
        "The roads in Chile are terrible.",
        "Chile is a wonderful friend, yeah right /s",
    ],
)
def test_abstains(text):
    """Questions, suppositions, hearsay, quotations, other clauses, things of a country, advice and mockery judge nobody."""
    assert opinions(text) == ()


def test_comparison_judges_both():
    assert signs("Norway is better than Sweden.") == {"Norway": "+", "Sweden": "-"}
    assert signs("Norway is no better than Sweden.") == {"Norway": "-"}


def test_names_that_stand_together_are_judged_together():
    assert signs("Norway and Sweden are honest, and Chile is corrupt.") == {"Norway": "+", "Sweden": "+", "Chile": "-"}


def test_other_languages_are_not_scored():
    """A comment in another language is left alone, even where an English word stands in it."""
    assert opinions("Chile is corrupt", "es") == ()
    assert opinions("Chile is corrupt", None) != ()


def test_check_refuses_spans_outside_the_comment():
    comment = make_comment("Nemo", "Short.", 0)
    actor = Actor("x", "Peru", "PER", None, Match(1.0, "country_name"))
    opinion = Opinion("o", "a", comment.id, Span(0, 7), actor, Span(0, 4), (Span(5, 6),), 0.5, Match(0.5, "quality"))
    with pytest.raises(BrokenData, match="outside comment"):
        check_opinions(comment, [opinion])


pieces = st.sampled_from(
    "Russia|U.S.|the Kremlin|Putin|Peru's|Chinese|NATO|not|never|is|are|by|than|better|worse|evil|liars|lies|shame on|thank you|I|they|said|"
    "and|but|if|?|.|,|\n|> |\"|“|”|/s|🙄|’s|…|—| - |ß|İ|\u200b|\u202e|<script>|&amp;|💥|\u0000|ﬀ|government of".split("|")
)  # fmt: skip
hostile = st.one_of(
    st.lists(pieces, max_size=40).map(" ".join), st.lists(pieces, max_size=40).map("".join), st.text(max_size=200)
)


@settings(max_examples=300, deadline=None)
@given(hostile)
def test_spans_always_index_into_the_comment(text):
    """Whatever a reader writes, each span quotes words of the comment, the clause holds the others, and the polarity is a share."""
    for opinion in opinions(text):
        assert 0 < abs(opinion.polarity) <= 1
        assert 0 <= opinion.match.score <= 1
        for span in (opinion.target_span, *opinion.cues):
            assert opinion.span.covers(span)
            assert span.of(text).strip()
        assert opinion.span.end <= len(text)


@pytest.mark.parametrize(
    "text", ["Russia is evil and " * 8_000, "Russia " * 20_000, '"' * 50_000, "not " * 50_000 + "Russia", "> " * 30_000]
)
def test_long_comments_take_no_long_time(text):
    """A flood is read as far as a comment goes, in less than a moment."""
    import time

    start = time.perf_counter()
    opinions(text)
    assert time.perf_counter() - start < 5
