"""lapwing notices"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import click

from lapwing.cli.listing import DAY, Conditions, day_of, days_text, plain_values, print_rows, rows
from lapwing.cli.output import open_output

_NOTICES = """
select n.id, n.article_id, n.story_date, n.issuer, n.issuer_country, n.recipient, n.hazard, n.n_areas, n.points, n.first_day, n.last_day, n.sentence, n.start, n."end", n.score, a.url, a.title
from notices n join articles a on a.id = n.article_id
"""
# A line of an iCalendar file holds so many bytes; a longer one goes on after a blank (RFC 5545, 3.1).
_LINE_BYTES = 75


@click.command(
    "notices",
    epilog="Example: lapwing code examples/pages --store out && lapwing notices out --format ical -o notices.ics",
)
@click.argument("folder", metavar="DIR")
@click.option("--on", "on", type=DAY, metavar="YYYY-MM-DD", help="Those that hold on this day.")
@click.option("--hazard", metavar="WORDS", help='Only this hazard, such as "rocket launch".')
@click.option("--by", metavar="ISO3", help="Issued by this country.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "geojson", "ical"]),
    help="Default: a table at a terminal, JSON Lines otherwise.",
)
@click.option("--output", "-o", metavar="FILE", help="Write here.")
def command(
    folder: str, on: datetime | None, hazard: str | None, by: str | None, form: str | None, output: str | None
) -> None:
    """Warnings and announced hazards, with their areas and days: for a map (GeoJSON) or a calendar (iCalendar).

    A notice whose days the page does not tell holds on no day that is asked for, and stands in no calendar.
    """
    from lapwing.store import Store

    asked = Conditions()
    asked.add_if(day_of(on), "n.first_day <= ? and n.last_day >= ?")
    asked.add_if(hazard, "n.hazard = lower(?)")
    asked.add_if(by, "n.issuer_country = upper(?)")
    order = " order by n.first_day nulls last, n.story_date, n.id"
    found = rows(Store(folder).read_only(), _NOTICES + asked.where + order, asked.parameters)
    form = form or ("table" if output is None and sys.stdout.isatty() else "json")
    if form == "table":
        print_rows(found, _COLUMNS, nothing="No such notices.")
        return
    with open_output(output) as out:
        out.write({"geojson": geojson, "ical": icalendar, "json": _json_lines}[form](found))


_COLUMNS = {
    "holds": lambda n: days_text(n["first_day"], n["last_day"]),
    "hazard": lambda n: n["hazard"],
    "issued by": lambda n: n["issuer"] or "",
    "to": lambda n: n["recipient"] or "",
    "areas": lambda n: str(n["n_areas"] or ""),
    "in the words": lambda n: n["sentence"],
}


def _json_lines(notices: Sequence[Mapping[str, Any]]) -> str:
    from lapwing.cli.output import json_line

    return "".join(json_line(plain_values(n)) for n in notices)


def geojson(notices: Sequence[Mapping[str, Any]]) -> str:
    """A FeatureCollection (RFC 7946): the points of each notice, and a null geometry where the page gives none."""
    features = [
        {
            "type": "Feature",
            "id": n["id"],
            "geometry": _geometry(n["points"] or []),
            "properties": {k: v for k, v in plain_values(n).items() if k not in ("id", "points")},
        }
        for n in notices
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1) + "\n"


def _geometry(points: Sequence[Mapping[str, float]]) -> dict | None:
    where = [[p["longitude"], p["latitude"]] for p in points]
    if not where:
        return None
    return (
        {"type": "Point", "coordinates": where[0]} if len(where) == 1 else {"type": "MultiPoint", "coordinates": where}
    )


def icalendar(notices: Sequence[Mapping[str, Any]]) -> str:
    """A calendar (RFC 5545) with a whole-day entry for each notice whose days are known. It is stamped with the day of the story, so that the same store gives the same bytes."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lapwing//notices//EN"]
    for n in notices:
        if n["first_day"] is None:
            continue
        lines += [
            "BEGIN:VEVENT",
            f"UID:{n['id']}@lapwing",
            f"DTSTAMP:{_compact(n['story_date'] or n['first_day'])}T000000Z",
            f"DTSTART;VALUE=DATE:{_compact(n['first_day'])}",
            f"DTEND;VALUE=DATE:{_compact((n['last_day'] or n['first_day']) + timedelta(1))}",
            f"SUMMARY:{_escaped(n['hazard'] + (' - ' + n['issuer'] if n['issuer'] else ''))}",
            f"DESCRIPTION:{_escaped(n['sentence'])}",
            *([f"GEO:{n['points'][0]['latitude']};{n['points'][0]['longitude']}"] if n["points"] else []),
            "END:VEVENT",
        ]
    return "".join(_folded(line) + "\r\n" for line in [*lines, "END:VCALENDAR"])


def _compact(day: date) -> str:
    return day.strftime("%Y%m%d")


def _escaped(text: str) -> str:
    flat = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return flat.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> str:
    """A line cut so that no piece is over 75 bytes and no character is cut through."""
    pieces, piece, size = [], "", 0
    for c in line:
        n = len(c.encode("utf-8"))
        if size + n > _LINE_BYTES:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + c, size + n
    return "\r\n".join([*pieces, piece])
