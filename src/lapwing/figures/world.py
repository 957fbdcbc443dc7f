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
# A map that is fitted to its marks is enlarged so many times at most: the outlines are no finer.
_CLOSEST = 6.0


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
    spots: Sequence[Spot],
    country_href: Callable[[str, None], str] | None = None,
    noun: str = "event",
    *,
    fit: bool = False,
) -> str:
    """The world with a mark for each place: its area grows with the number, its shape and colour are those of the quad class that has the most.

    `country_href` makes the outline of a country a link, given its code of three letters and no place. With `fit` the map is as close as all marks allow.
    """
    world = _world()
    total = sum(sum(s.counts) for s in spots)
    svg = figure("world", world["width"], world["height"], f"Map: {total:,} {noun}s in {len(spots):,} places")
    x0, y0, closer = _view(spots) if fit else (0.0, 0.0, 1.0)
    scene = add(svg, "g", class_="scene", transform=f"translate({x0:.1f},{y0:.1f}) scale({closer:.2f})")
    add(scene, "path", d=world["sphere"], class_="sea")
    for country in world["countries"]:
        code = country["code"]
        href = country_href(code, None) if country_href and code else None
        group = link(scene, href, country["name"], tabindex=-1 if href else None)
        add(group, "path", d=country["d"], class_="land")
    # One event is a small mark, also where there are no others.
    most = max([6, *(sum(s.counts) for s in spots)])
    for spot in sorted(spots, key=lambda s: (-sum(s.counts), s.name)):
        x, y = project(spot.latitude, spot.longitude)
        quad, n = leading_quad(spot.counts), sum(spot.counts)
        where = f"{spot.name}, {spot.country}" if spot.country and not spot.is_vague else spot.name
        title = f"{where}: {told(spot.counts, noun)}" + (" (no place more exact is told)" if spot.is_vague else "")
        where_to = f"translate({x:.1f},{y:.1f}) scale({mark_scale(closer):.3f})"
        group = link(scene, spot.href, title, transform=where_to, class_="spot")
        size = max(_SMALLEST, _LARGEST * n / most)
        add(group, "path", d=glyph(quad, size), class_=f"mark q{quad}{' vague' if spot.is_vague else ''}")
    return drawn(svg)


def _view(spots: Sequence[Spot]) -> tuple[float, float, float]:
    """Where the scene is moved and by how much it is enlarged, so that all marks lie inside with room around them; no closer than a region."""
    world = _world()
    if not spots:
        return 0.0, 0.0, 1.0
    points = [project(s.latitude, s.longitude) for s in spots]
    (left, right), (top, bottom) = ((min(v), max(v)) for v in zip(*points, strict=True))
    room = 60.0
    closer = min(world["width"] / (right - left + 2 * room), world["height"] / (bottom - top + 2 * room), _CLOSEST)
    if closer < 1.15:
        return 0.0, 0.0, 1.0
    moved = []
    for size, low, high in ((world["width"], left, right), (world["height"], top, bottom)):
        moved.append(min(0.0, max(size - size * closer, size / 2 - closer * (low + high) / 2)))
    return moved[0], moved[1], closer


def mark_scale(closer: float) -> float:
    """How marks are drawn on a map that is so many times enlarged: they grow by its square root, so that they part from one another."""
    return 1 / math.sqrt(closer)


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
