"""lapwing demo"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from lapwing.cli.output import Tally, print_events


@click.command("demo", epilog="Example: lapwing demo --open")
@click.option(
    "--output", "-o", metavar="DIR", default="lapwing-demo", show_default=True, help="Where the HTML pages go."
)
@click.option(
    "--open/--no-open", "opens", default=None, help="Open the pages in a browser. Default: at a terminal only."
)
def command(output: str, opens: bool | None) -> None:
    """Code the example pages, print what happened, and write a page with highlights for each."""
    from lapwing.cli.reports import write_reports
    from lapwing.inputs import open_pages
    from lapwing.pipeline import Coder
    from lapwing.records import Skipped
    from lapwing.resources import examples_folder

    coder, tally = Coder(), Tally()
    pages = open_pages([str(examples_folder() / "pages")])
    results = tally.watch(p if isinstance(p, Skipped) else coder.code_page(p) for p in pages)
    print_events(write_reports(results, Path(output)))
    tally.summary(coded=True)
    index = Path(output) / "index.html"
    click.echo(f"Pages with highlights: {index}")
    if opens or (opens is None and sys.stdout.isatty()):
        click.launch(str(index))
