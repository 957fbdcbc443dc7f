"""Figures: counts -> SVG that needs no script, no network and no library. The explorer, the report of a store and notebooks show the same ones.

Marks are links where `href` is given, and carry a title, so that a figure works with a pointer, a keyboard and a screen reader alike. Text is escaped by ElementTree; colours come
from the style sheet, by quad class.
"""

from __future__ import annotations

from lapwing.figures.calendar import calendar_svg
from lapwing.figures.dyads import Dyad, matrix_svg, network_svg
from lapwing.figures.style import STYLE
from lapwing.figures.svg import Counts
from lapwing.figures.timeline import Bar, timeline_svg
from lapwing.figures.world import Spot, country_names, world_svg

__all__ = [
    "STYLE",
    "Bar",
    "Counts",
    "Dyad",
    "Spot",
    "calendar_svg",
    "country_names",
    "matrix_svg",
    "network_svg",
    "timeline_svg",
    "world_svg",
]
