from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.reading.dates import day_of_address, days_in_line, header_day, is_ambiguous, order_claims, read_day
from lapwing.records import DateClaim

DAY = date(2024, 5, 13)


@pytest.mark.parametrize(
    "text",
    ["2024-05-13", "2024-05-13T09:12:00+09:00", "20240513", "20240513T091200Z", "2024/05/13", "13 May 2024", "May 13, 2024", "Mon, 13 May 2024 08:00:00 GMT",
     "13/05/2024", "05/13/2024", "13.05.2024", "1715590800", "1715590800000", "13th of May 2024"],
)  # fmt: skip
def test_ways_to_write_a_day(text):
    """The ways in which data sets, feeds and pages write a day."""
    assert read_day(text) == DAY


def test_numbers_that_can_be_read_two_ways():
    """They name no day, and are said to be so, unless a weekday decides."""
    assert read_day("03/05/2024") is None
    assert is_ambiguous("03/05/2024")
    assert read_day("Fri 03/05/2024") == date(2024, 5, 3)
    assert read_day("Tuesday, 03/05/2024") == date(2024, 3, 5)
    assert not is_ambiguous("Friday 03/05/2024")


@pytest.mark.parametrize("text", ["", "yesterday", "2024-02-30", "31/31/2024", "0001-01-01", "12", "99999999999999"])
def test_no_day(text):
    assert read_day(text) is None


@given(st.text(max_size=60))
def test_any_text_is_a_day_or_none(text):
    """Nothing raises, and the same text gives the same day."""
    assert read_day(text) == read_day(text)


def test_days_in_addresses():
    assert day_of_address("https://a.example/world/2024/05/13/envoys").value == DAY
    assert day_of_address("https://a.example/2024-may-13/envoys".replace("2024-may-13", "2024/may/13")).value == DAY
    assert day_of_address("https://a.example/news/envoys-20240513.html").value == DAY
    assert day_of_address("https://a.example/envoys") is None


def test_days_in_header_lines():
    assert days_in_line("Posted: 13 May 2024, updated May 14, 2024") == [DAY, date(2024, 5, 14)]


def claim(source: str, day: int) -> DateClaim:
    return DateClaim(date(2024, 5, day), source, f"{source} {day}")


def test_order_of_claims():
    """A record is believed before the page, the page's declarations before its address, and a crawl never."""
    claims, _ = order_claims([claim("url", 13), claim("crawl", 20), claim("json-ld", 13), claim("record", 13)])
    assert [c.source for c in claims] == ["record", "json-ld", "url", "crawl"]
    assert header_day(order_claims([claim("crawl", 20)])[0]) is None


def test_two_sources_against_one():
    """When two agree and the first stands alone, the two are believed; the quarrel is told."""
    claims, warnings = order_claims([claim("json-ld", 2), claim("meta", 13), claim("url", 13)])
    assert header_day(claims) == DAY
    assert "json-ld 2024-05-02" in warnings[0]


def test_day_after_the_fetch_is_a_mistake():
    claims, _ = order_claims([claim("json-ld", 30), claim("time", 13), claim("crawl", 14)])
    assert header_day(claims) == DAY


def test_time_zones_are_no_quarrel():
    assert order_claims([claim("json-ld", 13), claim("url", 14)])[1] == ()
