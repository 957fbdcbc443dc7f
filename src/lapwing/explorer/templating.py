"""Templates and style of the explorer's pages. Everything is escaped but the SVG of lapwing.figures, whose texts ElementTree has escaped."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import jinja2
from markupsafe import Markup

from lapwing.figures import STYLE, country_names
from lapwing.ontology import FACTS, QUADS, SECTOR_NAMES
from lapwing.selection import TERMS


@cache
def environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("lapwing.explorer", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    made.filters["days"] = days
    made.filters["figure"] = Markup
    made.filters["basename"] = lambda path: (path or "").replace("\\", "/").rsplit("/", 1)[-1]
    made.filters["share"] = lambda value: f"{value:+.0%}"
    made.globals.update(
        terms=TERMS,
        quads=QUADS,
        facts=FACTS,
        sectors=SECTOR_NAMES,
        names=country_names(),
        verdicts={},
        no_scripts=False,
    )
    return made


def days(row: dict[str, Any]) -> str:
    """ "2024-05-07", "2024-05-01 to 2024-05-31", or nothing."""
    first, last = row["first_day"], row["last_day"]
    if first is None:
        return ""
    return f"{first}" if last is None or first == last else f"{first} to {last}"


@cache
def asset(name: str) -> str:
    """A built file of the front end."""
    return files("lapwing.explorer").joinpath("static", name).read_text("utf-8")


def style_sheet() -> str:
    return STYLE + asset("explorer.css")
