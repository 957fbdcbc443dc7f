"""The map: points where d3-geo puts them, marks whose area is their number, vague places told from exact ones."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from lapwing.figures import Spot, country_names, world_svg
from lapwing.figures.world import project

NAIROBI = Spot("Nairobi", "KEN", -1.29, 36.82, "city", (0, 0, 0, 8), "?place=Nairobi")
KENYA = Spot("Kenya", "KEN", 1.0, 38.0, "country", (2, 0, 0, 0), "?place=Kenya")
SUVA = Spot("Suva", "FJI", -18.14, 178.44, "city", (0, 0, 1, 0))


def parts(svg: str, name: str) -> list[ET.Element]:
    return [e for e in ET.fromstring(svg).iter() if name in e.get("class", "").split()]


# As geoEqualEarth of d3-geo 3.1.2 printed them when the outlines were made (web/world.mjs).
@pytest.mark.parametrize(
    ("latitude", "longitude", "expected"),
    [(0, 0, (480, 233.5)), (-33.9, 151.2, (846.685, 350.405)), (45, -70, (321.472, 82.332))],
)
def test_points_lie_where_the_outlines_have_them(latitude, longitude, expected):
    """Python and the script that drew the outlines agree on the projection."""
    assert project(latitude, longitude) == pytest.approx(expected, abs=0.01)


def test_a_mark_for_each_place():
    """Its title names place, number and kind; its link goes where it was told."""
    svg = world_svg([NAIROBI, KENYA, SUVA])
    titles = [s.find("{*}title").text for s in parts(svg, "spot")]
    assert titles[0] == "Nairobi, KEN: 8 events: 8 material conflict"
    assert "no place more exact is told" in titles[1]
    assert [s.get("href") for s in parts(svg, "spot")] == ["?place=Nairobi", "?place=Kenya", None]
    assert [("vague" in m.get("class")) for m in parts(svg, "mark")] == [False, True, False]


def test_countries_are_links_when_asked():
    """An outline leads to its country."""
    svg = world_svg([], lambda code, place: f"?in={code}")
    hrefs = {e.get("href") for e in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}a")}
    assert {"?in=KEN", "?in=FJI", "?in=KOS"} <= hrefs
    assert country_names()["KEN"] == "Kenya"


def test_fitted_to_its_marks():
    """A map of Kenya alone shows Kenya; one of the world is not enlarged."""

    def closer(spots):
        return float(parts(world_svg(spots, fit=True), "scene")[0].get("transform").split("scale(")[1].rstrip(")"))

    assert closer([NAIROBI, KENYA]) > 3
    assert closer([NAIROBI, Spot("Nome", "USA", 64.5, -165.4, "city", (1, 0, 0, 0)), SUVA]) == 1
    assert closer([]) == 1


def test_the_map_is_small_enough_to_travel_in_every_page():
    assert len(world_svg([])) < 320_000
