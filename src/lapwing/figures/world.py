"""The map: places with how much happened there, on outlines in Equal Earth (Savric, Patterson and Jenny 2018), which keeps areas true."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lapwing.figures.svg import Counts, add, drawn, figure, glyph, leading_quad, link, told

# The largest mark. Square pixels on a map 960 pixels wide.
_LARGEST = 900.0
_SMALLEST = 28.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with the events there. `level` is that of the gazetteer; a country or region is a point in its middle, and drawn as what it is: vague."""

    name: str
    country: str | None
    latitude: float
    longitude: float
    level: str
    counts: Counts
    href: str | None = None

    @property
    def is_vague(self) -> bool:
        return self.level not in ("city", "town", "village", "point", "facility")


def world_svg(
    spots: Sequence[Spot], country_href: Callable[[str, None], str] | None = None, noun: str = "event"
) -> str:
    """The world with a mark for each place: its area grows with the number, its shape and colour are those of the quad class that has the most.

    `country_href` makes the outline of a country a link, given its code of three letters and no place.
    """
    world = _world()
    total = sum(sum(s.counts) for s in spots)
    svg = figure("world", world["width"], world["height"], f"Map: {total:,} {noun}s in {len(spots):,} places")
    scene = add(svg, "g", class_="scene")
    add(scene, "path", d=world["sphere"], class_="sea")
    for country in world["countries"]:
        code = country["code"]
        href = country_href(code, None) if country_href and code else None
        group = link(scene, href, country["name"], tabindex=-1 if href else None)
        add(group, "path", d=country["d"], class_="land")
    most = max((sum(s.counts) for s in spots), default=1)
    for spot in sorted(spots, key=lambda s: (-sum(s.counts), s.name)):
        x, y = project(spot.latitude, spot.longitude)
        quad, n = leading_quad(spot.counts), sum(spot.counts)
        where = f"{spot.name}, {spot.country}" if spot.country and not spot.is_vague else spot.name
        title = f"{where}: {told(spot.counts, noun)}" + (" (no place more exact is told)" if spot.is_vague else "")
        group = link(scene, spot.href, title, transform=f"translate({x:.1f},{y:.1f})", class_="spot")
        size = max(_SMALLEST, _LARGEST * n / most)
        add(group, "path", d=glyph(quad, size), class_=f"mark q{quad}{' vague' if spot.is_vague else ''}")
    return drawn(svg)


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Where a point lies on the map. Pixels from the upper left corner.

    >>> [round(v) for v in project(0, 0)]
    [480, 234]
    """
    world = _world()
    x, y = equal_earth(latitude, longitude)
    return world["x"] + world["scale"] * x, world["y"] - world["scale"] * y


def equal_earth(latitude: float, longitude: float) -> tuple[float, float]:
    """Equal Earth on the unit sphere. The four numbers are those of the paper."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    slope = 9 * a4 * t**8 + 7 * a3 * t**6 + 3 * a2 * t**2 + a1
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(t) / (3 * slope)
    return x, a4 * t**9 + a3 * t**7 + a2 * t**3 + a1 * t


@cache
def country_names() -> dict[str, str]:
    """Code of three letters -> name, of the countries on the map."""
    return {country["code"]: country["name"] for country in _world()["countries"] if country["code"]}


@cache
def _world() -> dict:
    return json.loads(files("lapwing.figures").joinpath("data/world.json").read_text("utf-8"))
