"""The calendar: each day that holds something once, and a year at most."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree as ET

from lapwing.figures import calendar_svg


def on(svg: str) -> list[str]:
    return [e.find("{*}title").text for e in ET.fromstring(svg).iter() if e.find("{*}title") is not None]


def test_days_with_their_numbers():
    svg = calendar_svg({date(2024, 2, 29): 1, date(2024, 3, 1): 3}, "notice", lambda day: f"?since={day}")
    assert on(svg) == ["2024-02-29: 1 notice", "2024-03-01: 3 notices"]
    assert 'href="?since=2024-02-29"' in svg


def test_a_year_at_most():
    """The latest part is kept."""
    days = {date(2020, 1, 1) + timedelta(n): 1 for n in range(0, 1_000, 10)}
    titles = on(calendar_svg(days, "deadline"))
    assert titles[-1].startswith(str(max(days)))
    assert len(titles) < 40


def test_nothing():
    assert calendar_svg({}, "notice") == ""
