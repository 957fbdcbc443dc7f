"""lapwing report"""

from __future__ import annotations

import click

from lapwing.cli.listing import selection_of, selection_options, tell_stage
from lapwing.selection import KINDS


@click.command(
    "report", epilog="Example: lapwing code examples/pages --store out && lapwing report out --output report.html"
)
@click.argument("folder", metavar="DIR")
@click.option("--output", "-o", metavar="FILE", required=True, help="The HTML file to write.")
@click.option(
    "--rows",
    type=click.IntRange(0, 100_000),
    default=500,
    show_default=True,
    metavar="N",
    help="So many events in the table, the latest first.",
)
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    default="events",
    show_default=True,
    help="Events are told once; reports as each article tells them.",
)
@selection_options()
def command(folder: str, output: str, rows: int, kind: str, **asked: tuple[str, ...]) -> None:
    """A store as one HTML file: map, timeline, who deals with whom, and the sentence of every event. It opens offline, anywhere.

    DIR is a store made by `lapwing code ... --store DIR`. The pages' own sentences stand in the file: mind whose they are before you pass it on.
    """
    from lapwing.cli.output import replaced_file
    from lapwing.explorer.sheet import sheet_html
    from lapwing.store import Store

    selection = selection_of(kind, asked)
    html = sheet_html(Store(folder), selection, rows=rows, tell=tell_stage)
    with replaced_file(output) as out:
        out.write_text(html, "utf-8")
    click.echo(f"{output}: {len(html.encode()):,} bytes", err=True)
