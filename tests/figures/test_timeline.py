"""The timeline: heights are numbers, pages coded stand below, and a rate needs pages."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.figures import Bar, timeline_svg
from lapwing.figures.timeline import nice_ceiling


def bar(day: int, counts, n_pages=10):
    return Bar(date(2024, 5, day), date(2024, 5, day), counts, n_pages, f"?since=2024-05-{day:02}")


def heights(svg: str, name: str) -> list[float]:
    return [float(e.get("height")) for e in ET.fromstring(svg).iter() if e.get("class") == name]


def test_heights_are_numbers():
    """Twice as many events are twice as tall; the pages below have a scale of their own."""
    svg = timeline_svg([bar(1, (0, 0, 0, 4), 10), bar(2, (0, 0, 0, 8), 20), bar(3, (1, 0, 0, 0), 0)])
    one, two = heights(svg, "q4")
    assert two == pytest.approx(2 * one, rel=0.01)
    assert len(heights(svg, "pages")) == 2
    assert "2024-05-02: 8 events: 8 material conflict; 20 pages coded" in svg


def test_for_the_same_number_of_pages():
    """Twice the events from twice the pages are no rise."""
    svg = timeline_svg([bar(1, (0, 0, 0, 4), 10), bar(2, (0, 0, 0, 8), 20), bar(3, (0, 0, 0, 5), 0)], per_page=True)
    one, two = heights(svg, "q4")
    assert one == pytest.approx(two, rel=0.01)


def test_no_days_is_said():
    assert "No days" in timeline_svg([])


@pytest.mark.parametrize("n", [1, 2, 100, 400])
def test_any_number_of_bars(n):
    """Each has its days; labels do not run into one another."""
    bars = [Bar(d := date(2020, 1, 1) + timedelta(k), d, (1, 0, 0, 0), 1) for k in range(n)]
    svg = ET.fromstring(timeline_svg(bars))
    assert sum(e.get("class") == "bar" for e in svg.iter()) == n
    labels = sorted(float(e.get("x")) for e in svg.iter("{http://www.w3.org/2000/svg}text") if float(e.get("y")) > 210)
    assert all(b - a > 40 for a, b in itertools.pairwise(labels))


@given(st.floats(0.001, 1e9))
def test_scales_hold_their_values(value):
    top = nice_ceiling(value)
    assert value <= top * 1.00001 <= value * 2.1
