from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.records import Span
from lapwing.resolving.times import FUTURE, PAST, named_date_before, resolve_period

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
        ("the early 1990s", PAST, "1990-01-01", "1993-12-31"),
        ("the 19th century", PAST, "1801-01-01", "1900-12-31"),
        ("Tuesday last week", PAST, "2024-04-30", "2024-04-30"),
        ("Monday week", FUTURE, "2024-05-20", "2024-05-20"),
        ("this coming Sunday", FUTURE, "2024-05-12", "2024-05-12"),
        ("last night", PAST, "2024-05-09", "2024-05-09"),
        ("at dawn on Wednesday", PAST, "2024-05-08", "2024-05-08"),
        ("on the night of 3 to 4 May", PAST, "2024-05-03", "2024-05-04"),
        ("the day before yesterday", PAST, "2024-05-08", "2024-05-08"),
        ("a fortnight ago", PAST, "2024-04-26", "2024-04-26"),
        ("in ten days", FUTURE, "2024-05-20", "2024-05-20"),
        ("the week before last", PAST, "2024-04-22", "2024-04-28"),
        ("mid-April", PAST, "2024-04-11", "2024-04-20"),
        ("last quarter", PAST, "2024-01-01", "2024-03-31"),
        ("Q4 2018", PAST, "2018-10-01", "2018-12-31"),
        ("the second half of 2003", PAST, "2003-07-01", "2003-12-31"),
        ("the winter of 1996-97", PAST, "1996-12-01", "1997-02-28"),
        ("the southern summer of 2012-13", PAST, "2012-12-01", "2013-02-28"),
        ("1998-99", PAST, "1998-01-01", "1999-12-31"),
        ("14/03/2011", PAST, "2011-03-14", "2011-03-14"),
        ("31.12.1999", PAST, "1999-12-31", "1999-12-31"),
        ("until Friday", FUTURE, "2024-05-10", "2024-05-10"),
        ("by 2030", FUTURE, "2024-05-10", "2030-12-31"),
        ("Easter Monday", PAST, "2024-04-01", "2024-04-01"),
        ("New Year's Eve", PAST, "2023-12-31", "2023-12-31"),
        ("early 2002", PAST, "2002-01-01", "2002-04-30"),
    ],
)
def test_periods(phrase, tense, first, last):
    """Each shape of phrase stands for the days a reader of that Friday's paper would take it for."""
    period = resolve_period(phrase, FRIDAY, tense)
    assert (str(period.first_day), str(period.last_day)) == (first, last)


@pytest.mark.parametrize(
    "phrase",
    [
        "03/05/2024",
        "the first",
        "February 30",
        "recently",
        "two days later",
        "for three weeks",
        "",
        "the day after the vote",
    ],
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


@pytest.mark.parametrize(
    ("phrase", "first", "last"),
    [
        ("two days earlier", "2019-06-02", "2019-06-02"),
        ("a week later", "2019-06-11", "2019-06-11"),
        ("the previous evening", "2019-06-03", "2019-06-03"),
        ("the following Monday", "2019-06-10", "2019-06-10"),
        ("the following month", "2019-07-01", "2019-07-31"),
        ("later that year", "2019-06-04", "2019-12-31"),
        ("the same day", "2019-06-04", "2019-06-04"),
    ],
)
def test_seen_from_a_date_that_was_named(phrase, first, last):
    """What is told from another event's day is placed by it, and not by the day of the story."""
    near = resolve_period("June 4, 2019", FRIDAY)
    period = resolve_period(phrase, FRIDAY, PAST, near=near)
    assert (str(period.first_day), str(period.last_day)) == (first, last)


def test_named_date_before():
    """The last date with a figure before a place in the text; a weekday is none."""
    text = "They met on June 4, 2019, on a Tuesday, and two days later they left."
    spans = [Span(text.index(p), text.index(p) + len(p)) for p in ("June 4, 2019", "Tuesday")]
    assert str(named_date_before(text, text.index("two"), spans, FRIDAY).first_day) == "2019-06-04"
    assert named_date_before(text, 3, spans, FRIDAY) is None


@pytest.mark.parametrize(
    ("phrase", "first", "last"),
    [
        ("within two years", date(2024, 6, 3), date(2026, 6, 3)),
        ("within 30 days", date(2024, 6, 3), date(2024, 7, 3)),
        ("before 2027", date(2024, 6, 3), date(2026, 12, 31)),
        ("the end of July", date(2024, 7, 22), date(2024, 7, 31)),
        ("by the end of March 2025", date(2025, 3, 22), date(2025, 3, 31)),
    ],
)
def test_deadlines(phrase, first, last):
    """What is due, seen ahead."""
    period = resolve_period(phrase, date(2024, 6, 3), "future")
    assert (period.first_day, period.last_day) == (first, last)


def test_within_of_the_past_is_unknown():
    """ "Within two years the regime had fallen": which two is not told."""
    assert resolve_period("within two years", date(2024, 6, 3), "past") is None
