"""lapwing events"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from lapwing.cli.listing import (
    consolidated_views,
    days_text,
    names,
    plain_values,
    print_rows,
    rows,
    selection_of,
    selection_options,
)
from lapwing.cli.output import console, json_line, plain

if TYPE_CHECKING:
    from lapwing.store import ReadOnly

_EVENTS = "select * exclude (accounts, coded_event_ids, article_ids), accounts from consolidated_events"
_REPORTS = """
select r.event_id, r.id as coded_event_id, r.article_id, r.copy_id, a.title, a.url, a.source_file, s.outlet, a.agency, a.story_date, e.realis, e.trigger, e.sentence,
       e.first_day, e.last_day, e.place, e.dead, e.injured, e.score, r.match_score, r.match_reason, r.match_detail
from reports r join events e on e.id = r.id join articles a on a.id = r.article_id left join signatures s on s.article_id = r.article_id
where r.event_id in (select unnest(?::varchar[])) order by r.event_id, a.story_date nulls last, r.id
"""


@click.command(
    "events", epilog="Example: lapwing code examples/pages --store out && lapwing events out --type ASSAULT --reports"
)
@click.argument("folder", metavar="DIR")
@click.option(
    "--reports",
    is_flag=True,
    help="Also what lies under each event: who tells it, in which words, and why it was joined.",
)
@selection_options()
def command(folder: str, reports: bool, **asked: tuple[str, ...]) -> None:
    """What happened, each event once, however many articles tell it.

    DIR is a store made by `lapwing code ... --store DIR`. The first call after the store has changed consolidates it: finds copies, and joins the reports of one
    occurrence. Prints a table at a terminal, JSON Lines otherwise.
    """
    chosen, parameters = selection_of("events", asked).select("id")
    order = " order by coalesce(first_day, first_report) nulls last, n_independent_sources desc, id"
    views = consolidated_views(folder)
    found = rows(views, f"{_EVENTS} where id in ({chosen}){order}", parameters)
    if reports:
        _print_with_reports(views, found)
    else:
        print_rows(found, _COLUMNS, nothing="No such events.")
    _count(views, len(found))


def _count(views: ReadOnly, n: int) -> None:
    n_reports, n_articles, n_groups = views.query(
        "select (select count(*) from reports), (select count(*) from articles), (select count(*) from copies)"
    ).fetchall()[0]
    click.echo(
        f"{n:,} events of the store's {n_reports:,} reports in {n_articles:,} articles, {n_groups:,} independent",
        err=True,
    )


def _what(event: Mapping[str, Any]) -> str:
    mode = f" {event['mode']}" if event["mode"] else ""
    return event["type"] + mode + ("" if event["realis"] == "actual" else f" ({event['realis']})")


def _told(event: Mapping[str, Any]) -> str:
    n, sources = event["n_articles"], event["n_independent_sources"]
    return f"{n}" if n == sources else f"{n} ({sources} independent)"


def _harm(event: Mapping[str, Any]) -> str:
    return ", ".join(f"{_figure(event[field])} {field}" for field in ("dead", "injured") if event[field])


def _figure(count: Mapping[str, Any]) -> str:
    low, best, high = count["low"], count["best"], count["high"]
    return f"{best}" if low == high else f"{best} ({'?' if low is None else low} to {'?' if high is None else high})"


_COLUMNS = {
    "when": lambda e: days_text(e["first_day"], e["last_day"]) or f"told {e['first_report'] or 'on no known day'}",
    "what": _what,
    "who": lambda e: names(e["actors"]),
    "to whom": lambda e: names(e["recipients"]),
    "where": lambda e: e["place"] or "",
    "harm": _harm,
    "articles": _told,
    "disputed": lambda e: ", ".join(e["disputed"] or ()),
}


def _print_with_reports(views: ReadOnly, found: list[dict[str, Any]]) -> None:
    under: dict[str, list[dict[str, Any]]] = {}
    for report in rows(views, _REPORTS, [[event["id"] for event in found]]):
        under.setdefault(report.pop("event_id"), []).append(report)
    if not sys.stdout.isatty():
        for event in found:
            click.echo(json_line(plain_values({**event, "reports": under.get(event["id"], [])})), nl=False)
        return
    from rich.padding import Padding
    from rich.text import Text

    out = console()
    for event in found:
        line = "  ".join(filter(None, (text_of(event) for text_of in list(_COLUMNS.values())[:6])))
        out.print(Text(plain(line), style="bold"), Text(f"  {_told(event)} articles", style="dim"))
        for field in event["disputed"] or ():
            values = [f"{a['value']} ({a['n_independent_sources']})" for a in event["accounts"] if a["field"] == field]
            out.print(Padding(Text(plain(f"disputed, {field}: {' / '.join(values)}"), style="yellow"), (0, 2)))
        for told in _told_alike(under.get(event["id"], [])):
            first, match = told[0], max((r["match_score"] or 0.0, r["match_reason"] or "") for r in told)
            joined = f" · joined {match[0]:.2f}: {match[1]}" if match[1] else ""
            outlets = ", ".join(dict.fromkeys(r["outlet"] or r["agency"] or r["source_file"] for r in told))
            out.print(
                Padding(Text(plain(f"{first['story_date'] or 'day unknown'} {outlets}{joined}"), style="dim"), (0, 2))
            )
            out.print(Padding(Text(plain(first["sentence"])), (0, 4)))
        out.print()


def _told_alike(reports: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Reports of copies together: one text, printed by several outlets."""
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for report in reports:
        groups.setdefault((report["copy_id"], report["sentence"]), []).append(report)
    return list(groups.values())
