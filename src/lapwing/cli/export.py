"""lapwing export"""

from __future__ import annotations

import click

from lapwing.cli.listing import consolidated_store, selection_of, selection_options
from lapwing.cli.output import plain
from lapwing.errors import WrongCall

# The formats by name, so that --help need not load them; tests/cli/test_export.py compares them with those that there are.
_FORMATS = ("plover", "polecat", "icews", "cameo", "gdelt", "parquet", "csv", "jsonl", "duckdb", "geojson", "graphml", "bundle")  # fmt: skip
_PERIODS = ("day", "week", "month", "year")


@click.command(
    "export",
    epilog="Example: lapwing code examples/pages --store out && lapwing export out --as polecat --output events.txt",
)
@click.argument("folder", metavar="DIR")
@click.option("--as", "form", type=click.Choice(_FORMATS), required=True, help="The format.")
@click.option("--output", "-o", metavar="FILE", required=True, help="Write here, whole or not at all.")
@click.option("--reports", is_flag=True, help="Events as each article tells them, instead of each event once.")
@click.option("--reviewed", is_flag=True, help="As reviewers left them: rejected ones left out, corrections made.")
@click.option("--with-text", is_flag=True, help="plover, duckdb: with the text of articles. Mind its rights.")
@click.option(
    "--raw-csv", is_flag=True, help="csv, cameo, bundle: no apostrophe before text that a spreadsheet would run."
)
@click.option("--period", type=click.Choice(_PERIODS), help="graphml: an edge for each. Default: month.")
@click.option("--undirected", is_flag=True, help="graphml: one edge for both directions.")
@click.option("--among-actors", is_flag=True, help="graphml: join the actors of what has no recipient, as meetings.")
@selection_options()
def command(
    folder: str,
    form: str,
    output: str,
    reports: bool,
    reviewed: bool,
    with_text: bool,
    raw_csv: bool,
    period: str | None,
    undirected: bool,
    among_actors: bool,
    **asked: tuple[str, ...],
) -> None:
    """Write events of a store to one file that other programs read.

    Formats of less than an event (plover, polecat, icews, cameo, gdelt, geojson, graphml) say what they lose: counted in FILE.lost.json, event by event in
    FILE.lost.jsonl. Those without a place for it hold what is actual, and what is planned where PLOVER files a plan as a promise; --realis chooses otherwise.
    """
    from lapwing.export import FORMATS, Options, export
    from lapwing.reviews import reviewed as verdicts
    from lapwing.store import Store

    selection = selection_of("reports" if reports else "events", asked)
    given = {"with_text": with_text, "raw_csv": raw_csv, "period": period, "undirected": undirected, "among_actors": among_actors}  # fmt: skip
    for name in given:
        if given[name] and name not in FORMATS[form].takes:
            does = ", ".join(f.name for f in FORMATS.values() if name in f.takes)
            raise WrongCall(f"--{name.replace('_', '-')} changes nothing in {form}. It is for: {does}.")
    options = Options(
        with_text=with_text,
        raw_csv=raw_csv,
        period=period or "month",
        directed=not undirected,
        among_actors=among_actors,
    )
    store = Store(folder) if reports else consolidated_store(folder)
    reviews = verdicts(folder) if reviewed else {}
    if reviewed and not reviews:
        click.echo("No reviews stand beside this store: nothing is left out or corrected for them.", err=True)
    done = export(store, form, output, selection=selection, options=options, reviews=reviews)
    noun = "report" if reports else "event"
    click.echo(f"{done.n_events:,} {noun}{'' if done.n_events == 1 else 's'} written to {plain(output)}", err=True)
    for reason, told in done.lost.items():
        click.echo(f"{reason}: {told['events']:,} ({told['meaning']})", err=True)
    if done.lost:
        click.echo(f"by event: {plain(str(done.side_files[-1]))}", err=True)
