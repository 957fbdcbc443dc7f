"""Two reports are one occurrence when more speaks for it than against, and never when something excludes it."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.consolidating.compare import Scorer, compare, grade_of
from lapwing.records import Magnitude, Party
from making_reports import DAY, GUNMEN, HERAT, KENYA, KUNDUZ, NAMES, SOLDIERS, SOMALIA, report


def log_odds(a, b, **how):
    return compare(a, b, NAMES, NAMES, one_text=how.get("one_text", False)).log_odds


def test_retelling_is_one():
    """Another outlet's words for the same day, place and parties."""
    other = report(
        "b",
        sentence="Insurgents stormed a base in Kunduz, leaving 12 troops dead.",
        actors=(Party("insurgents", "AFG", "REB"),),
    )
    assert log_odds(report("a"), other) > 0


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"first_day": DAY - timedelta(4), "last_day": DAY - timedelta(4)}, "other_days"),
        ({"spot": HERAT}, "other_place"),
        ({"actors": (KENYA,)}, None),
        ({"recipients": (Party("three miners", "PER", "LAB"),)}, "other_recipient_country"),
    ],
)
def test_look_alikes_are_two(change, reason):
    """Another day, city, or country of a party: nothing else outweighs it."""
    first = report("a", actors=(Party("Taliban fighters", "AFG", "REB"),))
    comparison = compare(first, replace(report("b"), **change), NAMES, NAMES, one_text=False)
    assert comparison.contradiction == (reason or "other_actor")
    assert comparison.log_odds == -math.inf


def test_one_article_tells_two():
    """Two attacks of a day in one city, told by one article in two sentences, stay two."""
    market = report("a", sentence="A bomb ripped through a vegetable market in the morning.", recipients=(), dead=None)
    post = report(
        "b",
        article_id=market.article_id,
        sentence="Gunmen later fired on a police post, killing four.",
        recipients=(),
        dead=None,
    )
    assert log_odds(market, post, one_text=True) < 0


def test_meetings_with_two_others_are_two():
    """One minister who meets two others has met twice, whoever is told first."""
    rahimi, ruiz, keita = (
        Party("Ahmad Rahimi", "AFG", "GOV"),
        Party("Ana Ruiz", None, None),
        Party("Moussa Keita", None, None),
    )
    a = report("a", type="CONSULT", actors=(rahimi,), recipients=(ruiz,), dead=None, sentence="Rahimi met Ruiz.")
    b = report("b", type="CONSULT", actors=(keita,), recipients=(rahimi,), dead=None, sentence="Keita saw Rahimi.")
    assert log_odds(a, b) < 0
    assert log_odds(a, replace(b, actors=(ruiz,))) > log_odds(a, b)


def test_sides():
    """Soldiers are the state, rebels are not; "gunmen" may be rebels."""
    army, state, rebels = (
        Party("the army", "AFG", "MIL"),
        Party("officials", "AFG", "GOV"),
        Party("rebels", "AFG", "REB"),
    )
    assert grade_of(army, state) == "kind"
    assert grade_of(army, rebels) == "sector"
    assert grade_of(GUNMEN, rebels) == "unknown"


def test_match_says_why():
    """The reason that weighed most, and all of them with their weights."""
    match = compare(report("a"), report("b"), NAMES, NAMES, one_text=False).match
    assert 0.9 < match.score <= 1.0
    assert "same_day +2.0" in match.detail


parties = st.lists(st.sampled_from([KENYA, SOMALIA, GUNMEN, SOLDIERS, Party("Ana Ruiz", "KEN", "GOV"), Party("police", "KEN", "COP")]), max_size=2, unique=True).map(tuple)  # fmt: skip
days = st.one_of(st.none(), st.integers(0, 3).map(lambda n: DAY + timedelta(n)))
sentences = st.sampled_from(
    [
        "Gunmen killed 12 soldiers.",
        "A second blast hit Kunduz.",
        "Kenya and Somalia met.",
        "Kenya met Somalia in Nairobi.",
    ]
)


@st.composite
def reports(draw, name):
    day = draw(days)
    return report(
        name, type=draw(st.shared(st.sampled_from(["ASSAULT", "CONSULT", "PROTEST"]), key="type")), actors=draw(parties), recipients=draw(parties), first_day=day, last_day=day,
        is_day_read=day is not None and draw(st.booleans()), spot=draw(st.sampled_from([None, KUNDUZ, HERAT, replace(KUNDUZ, is_read=False)])), sentence=draw(sentences),
        mode=draw(st.sampled_from([None, "visit", "phone"])), dead=draw(st.sampled_from([None, Magnitude(3, 3, 3), Magnitude(5, 5, None)])),
        setting=draw(st.sampled_from([(), ("AFG",), ("KEN", "SOM")])), told_on=draw(st.sampled_from([None, date(2024, 6, 3), date(2024, 6, 4)])),
    )  # fmt: skip


@given(reports("a"), reports("b"), st.booleans())
def test_scorer_gives_what_compare_gives(a, b, one_text):
    """The fast way and the one that explains are one, and do not depend on which report comes first."""
    copy_of = {b.article_id: a.article_id} if one_text else {}
    fast = Scorer([a, b], copy_of, lambda _: NAMES)
    told = compare(a, b, NAMES, NAMES, one_text=one_text).log_odds
    assert fast.log_odds(0, 1) == pytest.approx(told)
    assert fast.log_odds(1, 0) == pytest.approx(told)
