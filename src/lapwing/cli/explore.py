"""lapwing explore"""

from __future__ import annotations

import sys

import click

from lapwing.cli.listing import tell_stage


@click.command("explore", epilog="Example: lapwing code examples/pages --store out && lapwing explore out")
@click.argument("folder", metavar="DIR")
@click.option("--port", type=click.IntRange(0, 65_535), default=0, metavar="N", help="Default: a free one.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Any other than this machine's own needs a token, which is printed with the address.",
)
@click.option("--by", "reviewer", metavar="NAME", help="Verdicts are given in this name. Default: the login name.")
@click.option("--browser/--no-browser", default=None, help="Open a browser. Default: at a terminal only.")
def command(folder: str, port: int, host: str, reviewer: str | None, browser: bool | None) -> None:
    """Look at a store in a browser: map, timeline, who deals with whom, and the sentence behind every mark.

    DIR is a store made by `lapwing code ... --store DIR`. Nothing leaves this machine. The first call after the store has changed takes a while: it is consolidated and an index is made.
    """
    from lapwing.explorer import Server

    server = Server(folder, host=host, port=port, reviewer=reviewer, tell=tell_stage)
    click.echo(server.address)
    click.echo("Stop with Ctrl-C.", err=True)
    if browser or (browser is None and sys.stdout.isatty()):
        click.launch(server.address)
    server.run()
