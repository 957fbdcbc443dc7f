from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.resolving.holidays import NAMES, holiday


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("Easter Sunday", 2000, "2000-04-23"), ("Good Friday", 1998, "1998-04-10"), ("Palm Sunday", 2002, "2002-03-24"), ("Orthodox Easter", 2022, "2022-04-24"),
        ("Orthodox Christmas", 2015, "2015-01-07"), ("Thanksgiving Day", 2009, "2009-11-26"), ("Memorial Day", 2015, "2015-05-25"), ("Labor Day", 2013, "2013-09-02"),
        ("Lunar New Year", 2012, "2012-01-23"), ("Nowruz", 2004, "2004-03-20"), ("New Year’s Eve", 2006, "2006-12-31"),
    ],
)  # fmt: skip
def test_days(name, year, day):
    assert str(holiday(name, year)) == day


@given(st.sampled_from(NAMES), st.integers(1900, 2099))
def test_every_name_has_a_day_of_its_year_or_none(name, year):
    """Nothing raises, and a day lies in the year that was asked for."""
    day = holiday(name, year)
    assert day is None or day.year == year


@given(st.integers(1900, 2099))
def test_easter_is_a_sunday_of_spring(year):
    for name in ("Easter", "Orthodox Easter"):
        day = holiday(name, year)
        assert day.weekday() == 6
        assert date(year, 3, 22) <= day <= date(year, 5, 10)


def test_no_holiday():
    assert holiday("Tuesday", 2020) is None
