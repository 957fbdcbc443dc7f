"""lapwing export"""

from __future__ import annotations

import click

from lapwing.cli.listing import consolidated_store, selection_of, selection_options
from lapwing.cli.output import plain

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
@click.option("--with-text", is_flag=True, help="With the text of articles (plover, duckdb). Mind its rights.")
@click.option("--raw-csv", is_flag=True, help="No apostrophe before cells that a spreadsheet would run as formulas.")
@click.option("--period", type=click.Choice(_PERIODS), default="month", show_default=True, help="Edges of graphml.")
@click.option("--undirected", is_flag=True, help="graphml: one edge for both directions.")
@selection_options()
def command(
    folder: str,
    form: str,
    output: str,
    reports: bool,
    reviewed: bool,
    with_text: bool,
    raw_csv: bool,
    period: str,
    undirected: bool,
    **asked: tuple[str, ...],
) -> None:
    """Write events of a store to one file that other programs read.

    Formats of less than an event (plover, polecat, icews, cameo, gdelt, geojson, graphml) say what they lose: counted in FILE.lost.json, event by event in
    FILE.lost.jsonl. Those without a place for it hold what is actual, and what is planned where PLOVER files a plan as a promise; --realis chooses otherwise.
    """
    from lapwing.export import Options, export
    from lapwing.reviews import reviewed as verdicts
    from lapwing.store import Store

    selection = selection_of("reports" if reports else "events", asked)
    options = Options(with_text=with_text, raw_csv=raw_csv, period=period, directed=not undirected)
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
