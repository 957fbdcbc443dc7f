from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.resolving.times import FUTURE, PAST, resolve_period

FRIDAY = date(2024, 5, 10)


@pytest.mark.parametrize(
    ("phrase", "tense", "first", "last"),
    [
        ("Tuesday", PAST, "2024-05-07", "2024-05-07"),
        ("Friday", PAST, "2024-05-10", "2024-05-10"),
        ("on Tuesday", FUTURE, "2024-05-14", "2024-05-14"),
        ("last Friday", PAST, "2024-05-03", "2024-05-03"),
        ("Tuesday, May 7", PAST, "2024-05-07", "2024-05-07"),
        ("May 7", None, "2024-05-07", "2024-05-07"),
        ("Dec. 30", PAST, "2023-12-30", "2023-12-30"),
        ("7 May 2019", PAST, "2019-05-07", "2019-05-07"),
        ("yesterday", PAST, "2024-05-09", "2024-05-09"),
        ("last year", PAST, "2023-01-01", "2023-12-31"),
        ("last December", PAST, "2023-12-01", "2023-12-31"),
        ("in March", PAST, "2024-03-01", "2024-03-31"),
        ("September 2017", PAST, "2017-09-01", "2017-09-30"),
        ("since 2014", PAST, "2014-01-01", "2024-05-10"),
        ("next week", FUTURE, "2024-05-13", "2024-05-19"),
        ("over the next five years", FUTURE, "2024-05-10", "2029-05-10"),
        ("between Wednesday and June 11", PAST, "2024-05-08", "2024-06-11"),
        ("Jan. 20-22", PAST, "2024-01-20", "2024-01-22"),
        ("earlier this week", PAST, "2024-05-06", "2024-05-10"),
        ("later in the day", PAST, "2024-05-10", "2024-05-10"),
        ("from 2001 to 2014", PAST, "2001-01-01", "2014-12-31"),
        ("the 1980s", PAST, "1980-01-01", "1989-12-31"),
        ("early 2002", PAST, "2002-01-01", "2002-03-31"),
    ],
)
def test_periods(phrase, tense, first, last):
    """Each shape of phrase stands for the days a reader of that Friday's paper would take it for."""
    period = resolve_period(phrase, FRIDAY, tense)
    assert (str(period.first_day), str(period.last_day)) == (first, last)


@pytest.mark.parametrize(
    "phrase", ["February 30", "recently", "two days later", "for three weeks", "", "the day after the vote"]
)
def test_unknown_is_none(phrase):
    """What names no day that can be placed is not guessed."""
    assert resolve_period(phrase, FRIDAY) is None


def test_weekday_that_contradicts_its_date_scores_less():
    assert (
        resolve_period("Monday, May 7", FRIDAY, PAST).match.score
        < resolve_period("Tuesday, May 7", FRIDAY, PAST).match.score
    )


@given(
    st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    st.sampled_from(
        ["Monday", "Feb. 29", "last month", "Dec. 31", "next year", "the past 10 days", "overnight", "31 January"]
    ),
    st.sampled_from([PAST, FUTURE, None]),
)
def test_first_day_is_never_after_the_last(day, phrase, tense):
    """On any day of the calendar, leap days and year ends included."""
    period = resolve_period(phrase, day, tense)
    assert period is None or period.first_day <= period.last_day


@given(
    st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    st.sampled_from("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()),
)
def test_bare_weekday_lies_within_the_week_before(day, weekday):
    period = resolve_period(weekday, day, PAST)
    assert 0 <= (day - period.first_day).days < 7
    assert period.first_day.strftime("%A") == weekday
