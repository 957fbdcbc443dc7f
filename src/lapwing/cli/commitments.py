"""lapwing commitments"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import click

from lapwing.cli.listing import DAY, Conditions, consolidated_views, day_of, days_text, print_rows, rows

_PROMISES = """
select p.*, case when status in ('open', 'delayed') and deadline_last_day < ?::date then 'overdue' else status end as status_on
from promises p
"""


@click.command(
    "commitments", epilog="Example: lapwing code examples/pages --store out && lapwing commitments out --open"
)
@click.argument("folder", metavar="DIR")
@click.option(
    "--open", "is_open", is_flag=True, help="Only those of which no later page tells that they were kept or broken."
)
@click.option("--by", metavar="ISO3", help="Who undertook it: a country, or the name of a party without one.")
@click.option("--due", type=DAY, metavar="YYYY-MM-DD", help="To be done by this day.")
@click.option("--status", type=click.Choice(["kept", "broken", "delayed", "overdue", "open"]), help="Only these.")
@click.option(
    "--on",
    "on",
    type=DAY,
    metavar="YYYY-MM-DD",
    help="The day from which deadlines are seen. Default: the last day that the store tells of.",
)
def command(
    folder: str, is_open: bool, by: str | None, due: datetime | None, status: str | None, on: datetime | None
) -> None:
    """Who undertook what, until when, and what became of it: pledges over time, a repeated one once.

    A later event of the same party with the words of the pledge keeps it; one that was denied or failed breaks it. "overdue" is said of open ones whose deadline has passed. Prints a table at a
    terminal, JSON Lines otherwise.
    """
    views = consolidated_views(folder)
    day = day_of(on) or views.query("select max(story_date) from articles").fetchall()[0][0]
    asked = Conditions()
    asked.add_if(by, 'list_contains("by", ?) or list_contains("by", upper(?))')
    asked.add_if(day_of(due), "deadline_last_day <= ?")
    asked.add_if(status, "status_on = ?")
    if is_open:
        asked.add("status_on in ('open', 'overdue', 'delayed')")
    sql = f"select * exclude (status, status_on), status_on as status from ({_PROMISES}){asked.where} order by made_on nulls last, id"
    found = rows(views, sql, [day, *asked.parameters])
    print_rows(found, _COLUMNS, nothing="No such commitments.")
    click.echo(f"{len(found):,} commitments, seen from {day or 'no known day'}", err=True)


def _became(promise: Mapping[str, Any]) -> str:
    last = next((f for f in reversed(promise["follow_ups"] or []) if f["kind"] == promise["status"]), None)
    return promise["status"] + (f" ({last['told_on']})" if last else "")


_COLUMNS = {
    "made": lambda p: str(p["made_on"] or ""),
    "by": lambda p: ", ".join(p["by"] or ()),
    "how": lambda p: p["strength"],
    "what": lambda p: p["what"],
    "until": lambda p: days_text(p["deadline_last_day"], p["deadline_last_day"]),
    "became": _became,
    "told by": lambda p: str(p["n_articles"]),
}
