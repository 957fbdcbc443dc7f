"""lapwing demo"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from lapwing.cli.output import Tally, print_events


@click.command("demo", epilog="Example: lapwing demo --open")
@click.option("--output", "-o", metavar="DIR", default="lapwing-demo", show_default=True, help="Where everything goes.")
@click.option(
    "--open/--no-open", "opens", default=None, help="Open the explorer in a browser. Default: at a terminal only."
)
def command(output: str, opens: bool | None) -> None:
    """Code the example pages, print what happened, write a page with highlights for each, a store and its report, and open the explorer."""
    from lapwing.cli.reports import write_reports
    from lapwing.explorer import Server
    from lapwing.explorer.sheet import sheet_html
    from lapwing.inputs import open_pages
    from lapwing.pipeline import Coder
    from lapwing.records import Skipped
    from lapwing.resources import examples_folder
    from lapwing.selection import Selection
    from lapwing.store import Store
    from lapwing.whole import whole_file

    coder, tally, folder = Coder(), Tally(), Path(output)
    pages = open_pages([str(examples_folder() / "pages")])
    results = list(tally.watch(p if isinstance(p, Skipped) else coder.code_page(p) for p in pages))
    print_events(write_reports(results, folder))
    tally.summary(coded=True)
    store = Store.create(folder / "store")
    store.append(results, coder_digest=coder.digest)
    with whole_file(folder / "report.html") as temporary:
        temporary.write_text(sheet_html(store, Selection()), "utf-8")
    click.echo(f"Pages with highlights: {folder / 'index.html'}")
    click.echo(f"All of it in one file: {folder / 'report.html'}")
    click.echo(f"In a browser: lapwing explore {folder / 'store'}")
    if opens or (opens is None and sys.stdout.isatty()):
        server = Server(store.folder)
        click.echo(f"{server.address}  (stop with Ctrl-C)")
        click.launch(server.address)
        server.run()
