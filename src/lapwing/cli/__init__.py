"""Command line: each command parses, calls the library, prints. Commands are imported when they are run, so that --help is
quick."""

from __future__ import annotations

import importlib
import os
import signal
import sys
from collections.abc import Sequence

import click

from lapwing.version import __version__

_COMMANDS = {
    "read": "The articles of pages, comments apart, as JSON Lines.",
    "code": "Everything that pages tell: events and statements.",
    "run": "Code archives into a store with several processes, resumably.",
    "runs": "The runs that made a store.",
    "store": "Check a store, and add what runs wrote to it.",
    "watch": "Look at feeds again and again, and code what is new.",
    "explain": "Why a mention became the actor, place or period that it became.",
    "tables": "The tables of names, and your own laid over them.",
    "events": "What happened, each event once, however many articles tell it.",
    "commitments": "Who undertook what, until when, and what became of it.",
    "notices": "Warnings with their areas and days, also for a map or a calendar.",
    "explore": "Look at a store in a browser: map, timeline, who deals with whom.",
    "report": "A store as one HTML file that opens anywhere.",
    "review": "Accept, reject or correct coded events, and measure how often they are right.",
    "export": "Events as PLOVER, POLECAT, ICEWS, GDELT, CAMEO, CSV, Parquet, GeoJSON and others have them.",
    "alert": "Tell of events that meet a rule, each once.",
    "query": "Ask a store with SQL.",
    "mcp": "A store as tools for language models, over standard input and output.",
    "demo": "Code the example pages and show them.",
}


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        return importlib.import_module(f"lapwing.cli.{name}").command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.command(
    cls=_Lazy,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Try: lapwing demo",
)
@click.version_option(__version__, prog_name="lapwing")
def group() -> None:
    """Lapwing turns news pages into political event data, every field pointing at the words it was read from."""


def _interrupt(*_: object) -> None:
    """Being told to stop is like Ctrl-C: what is half-written is cleared up."""
    raise KeyboardInterrupt


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line. Exit status: 0 done, also when some inputs were skipped; 1 a broken installation or store; 2 a
    wrong call; 130 stopped by the user."""
    from lapwing.cli.output import plain
    from lapwing.errors import LapwingError, WrongCall

    signal.signal(signal.SIGTERM, _interrupt)

    try:
        # Not group.main(): it would turn a closed pipe into exit status 1 before we see it.
        with group.make_context("lapwing", list(sys.argv[1:] if arguments is None else arguments)) as context:
            group.invoke(context)
    except click.ClickException as fault:
        fault.show()
        sys.exit(2)
    except WrongCall as fault:
        click.echo(f"lapwing: {plain(str(fault))}", err=True)
        sys.exit(2)
    except LapwingError as fault:
        click.echo(f"lapwing: {plain(str(fault))}", err=True)
        sys.exit(1)
    except click.exceptions.Exit as fault:
        sys.exit(fault.exit_code)
    except (KeyboardInterrupt, click.Abort):
        click.echo("lapwing: stopped", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output went away ("| head"): no fault of ours, and nothing more to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
