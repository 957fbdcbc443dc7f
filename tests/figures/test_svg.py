"""Marks of figures: shapes of equal area, everything escaped, numbers told in words."""

from __future__ import annotations

import math
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.figures.svg import add, drawn, figure, glyph, leading_quad, link, told

HOSTILE = "<script>alert('x')</script>\"&\x00\x1b[31m"


def area(path: str) -> float:
    """The area of a path of absolute lines (shoelace), or of a circle."""
    arc = re.search(r"a([\d.]+),", path)
    if arc:
        return math.pi * float(arc[1]) ** 2
    points, x, y = [], 0.0, 0.0
    for kind, numbers in re.findall(r"([MLHV])([-\d.,]*)", path):
        values = [float(v) for v in numbers.split(",") if v]
        x = values[0] if kind in "MLH" else x
        y = values[-1] if kind in "MLV" else y
        points.append((x, y))
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1], strict=True))) / 2


@pytest.mark.parametrize("quad", [1, 2, 3, 4])
@pytest.mark.parametrize("size", [30.0, 400.0])
def test_shapes_have_the_area_that_was_asked_for(quad, size):
    """A triangle for ten events looks no larger than a circle for ten."""
    assert area(glyph(quad, size)) == pytest.approx(size, rel=0.02)


def test_four_shapes():
    """Quad classes differ in shape, not in colour alone."""
    assert len({glyph(quad, 50) for quad in range(1, 5)}) == 4


def test_text_is_escaped_and_stays_readable_xml():
    """What a page calls a place is text, whatever it looks like."""
    svg = figure("test", 10, 10, HOSTILE)
    group = link(svg, f"/?place={HOSTILE}", HOSTILE)
    add(group, "text", HOSTILE)
    markup = drawn(svg)
    assert "<script" not in markup
    assert ET.fromstring(markup).find(".//{*}text").text.startswith("<script>alert('x')</script>")


@given(st.text())
def test_any_text_gives_readable_xml(text):
    """No character of a scraped page breaks a figure."""
    svg = figure("test", 10, 10, "label")
    link(svg, None, text)
    ET.fromstring(drawn(svg))


def test_without_an_address_a_mark_is_no_link():
    svg = figure("test", 10, 10, "label")
    link(svg, None, "Nairobi")
    assert "<a " not in drawn(svg)
    assert 'role="img"' in drawn(svg)


def test_leading_quad_and_words():
    assert leading_quad((3, 0, 1, 2)) == 1
    assert leading_quad((0, 2, 0, 2)) == 4
    assert told((0, 0, 0, 1), "report") == "1 report: 1 material conflict"
    assert told((0, 0, 0, 0)) == "0 events"
