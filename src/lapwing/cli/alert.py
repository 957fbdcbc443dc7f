"""lapwing alert"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import click

from lapwing.cli.listing import DAY, day_of, print_rows
from lapwing.cli.output import json_line, plain
from lapwing.errors import LapwingError

if TYPE_CHECKING:
    from lapwing.alerts import Destination, Outcome, Rise


@click.command(
    "alert",
    epilog='Example: lapwing code examples/pages --store out && lapwing alert out --when "type=ASSAULT and realis=actual" --backlog --dry-run',
)
@click.argument("folder", metavar="DIR")
@click.option(
    "--when",
    "when",
    required=True,
    metavar="TERMS",
    help="Terms key=value with 'and' between, as docs/alerts.md lists them; a value with blanks in double quotes.",
)
@click.option(
    "--to",
    "to",
    multiple=True,
    metavar="WHERE",
    help="webhook:URL, email:ADDRESS or command:PROGRAM; may be given again. Default: print.",
)
@click.option(
    "--rise",
    type=click.FloatRange(1, min_open=True),
    metavar="FACTOR",
    help="Only when the last 7 days exceed the weeks before by this factor, and by more than chance.",
)
@click.option(
    "--weeks",
    type=click.IntRange(4, 520),
    default=8,
    show_default=True,
    help="How many weeks before --rise compares with.",
)
@click.option(
    "--chance",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.01,
    show_default=True,
    help="How likely so many may be by chance for --rise to fire.",
)
@click.option(
    "--on",
    "on",
    type=DAY,
    metavar="YYYY-MM-DD",
    help="The day from which to look. Default: the last story day of the store.",
)
@click.option(
    "--since", type=DAY, metavar="YYYY-MM-DD", help="At the first call also events first told from this day on."
)
@click.option(
    "--backlog", is_flag=True, help="At the first call all events that the store has, instead of taking them as known."
)
@click.option("--dry-run", is_flag=True, help="Print what would be sent, send and keep nothing.")
@click.option("--allow-local", is_flag=True, help="Let webhooks lead to addresses inside this network.")
def command(
    folder: str,
    when: str,
    to: tuple[str, ...],
    rise: float | None,
    weeks: int,
    chance: float,
    on: datetime | None,
    since: datetime | None,
    backlog: bool,
    dry_run: bool,
    allow_local: bool,
) -> None:
    """Tell of events that meet a rule, each once: to a web address, a mailbox, a program, or on standard output.

    DIR is a store made by `lapwing code ... --store DIR`. Call it after each coding, from cron for instance. The first call of a rule takes what is there as known and says how much. A delivery that
    failed is tried again at the next call. Exit status 1 when one failed.
    """
    from lapwing.alerts import RiseRule, last_story_day, read_destination, read_rule, run_alerts
    from lapwing.cli.listing import consolidated_views
    from lapwing.store import Store

    if since and backlog:
        raise click.UsageError("Give --since or --backlog, not both.")
    rule = read_rule(when, RiseRule(rise, weeks, chance) if rise is not None else None)
    mail = {"smtp": os.environ.get("LAPWING_SMTP"), "sender": os.environ.get("LAPWING_MAIL_FROM")}
    destinations = [read_destination(text, allow_local=allow_local, **mail) for text in dict.fromkeys(to)] or [
        _standard_output(dry_run)
    ]
    views = consolidated_views(folder)
    day = day_of(on) or last_story_day(views)
    outcomes = run_alerts(
        Store(folder), rule, destinations, on=day, at=datetime.now(UTC), since=day_of(since), backlog=backlog, is_dry=dry_run, views=views
    )  # fmt: skip
    if dry_run or (not to and sys.stdout.isatty()):
        told = {alert.id: alert.told for outcome in outcomes for alert in outcome.delivered}
        print_rows(list(told.values()), _COLUMNS, nothing="Nothing to tell.")
    _summary(outcomes, day, is_dry=dry_run)


def _standard_output(is_dry: bool) -> Destination:
    """Each alert as a line of JSON; at a terminal a table is printed instead, when all are found."""
    from lapwing.alerts import Destination

    def send(alert: str, told: Mapping[str, Any], at: datetime) -> None:
        if not sys.stdout.isatty():
            click.echo(json_line(told), nl=False)

    return Destination("print", send)


_COLUMNS = {
    "told": lambda a: (a["event"] or {}).get("told_on") or (a["rise"] or {}).get("last_day") or "",
    "what": lambda a: _what(a),
    "who": lambda a: ", ".join((a["event"] or {}).get("actors") or ()),
    "to whom": lambda a: ", ".join((a["event"] or {}).get("recipients") or ()),
    "where": lambda a: (a["event"] or {}).get("place") or "",
    "in the words": lambda a: (a["event"] or {}).get("sentence") or "",
}


def _what(alert: Mapping[str, Any]) -> str:
    event, rise = alert["event"], alert["rise"]
    if rise:
        return f"rise: {rise['n_events']} in 7 days, {rise['expected']:g} expected"
    return " ".join(
        filter(None, (event["type"], event["mode"], "" if event["realis"] == "actual" else f"({event['realis']})"))
    )


def _summary(outcomes: Sequence[Outcome], day: date, *, is_dry: bool) -> None:
    """What came of it, on standard error. Raises LapwingError when something did not arrive, so that the exit status tells."""
    faults = []
    for outcome in outcomes:
        if outcome.n_known:
            click.echo(
                f"{outcome.destination}: first call; {outcome.n_known:,} events that are there were taken as known",
                err=True,
            )
        if outcome.rise:
            click.echo(_rise_in_words(outcome.rise, day), err=True)
        click.echo(f"{outcome.destination}: {len(outcome.delivered):,} {'to tell' if is_dry else 'told'}", err=True)
        if outcome.waiting:
            faults.append(
                f"{outcome.destination}: {outcome.waiting:,} not delivered ({outcome.fault}); tried again at the next call"
            )
    if faults:
        raise LapwingError(plain("; ".join(faults)) + ".")


def _rise_in_words(rise: Rise, day: date) -> str:
    told = f"{rise.n_events:,} events in the 7 days to {day}, of {rise.n_pages:,} pages"
    if rise.why_not:
        return f"{told}: no alert, {rise.why_not}"
    ratio = f"{rise.ratio:g} times as many" if rise.ratio is not None else "none before"
    return f"{told}; {rise.expected:g} expected from {rise.n_weeks} weeks before ({ratio}, probability by chance {rise.chance:g}): {'a rise' if rise.fires else 'no alert'}"
