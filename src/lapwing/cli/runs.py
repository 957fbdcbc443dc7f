"""lapwing runs"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lapwing.cli.output import console, json_line, plain

if TYPE_CHECKING:
    from lapwing.runs import RunRecord


@click.command("runs", epilog="Example: lapwing runs out")
@click.argument("folder", metavar="DIR")
def command(folder: str) -> None:
    """The runs that made a store: a table at a terminal, JSON Lines otherwise, which hold settings, versions and counts."""
    from lapwing.errors import WrongCall
    from lapwing.runs import past_runs

    if not (Path(folder) / "segments").is_dir():
        raise WrongCall(f"'{folder}' is no Lapwing store. Make one with: lapwing run INPUT --store {folder}")
    runs = past_runs(Path(folder))
    if sys.stdout.isatty():
        _print_table(runs)
    else:
        for record in runs:
            sys.stdout.write(json_line(asdict(record)))


def _print_table(runs: Sequence[RunRecord]) -> None:
    from rich.table import Table
    from rich.text import Text

    from lapwing.runs import duration

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for column in ("run", "state", "engine", "coder", "shards", "pages", "events", "skipped", "time"):
        table.add_column(column)
    for record in runs:
        shards = f"{record.n_shards_done + record.n_shards_before:,} of {record.n_shards:,}"
        n_skipped = sum(record.skipped.values())
        numbers = (f"{record.n_pages:,}", f"{record.n_events:,}", f"{n_skipped:,}", duration(record.seconds))
        cells = (record.name, record.state, record.engine, record.coder, shards, *numbers)
        table.add_row(*(Text(plain(cell)) for cell in cells))
    console().print(table)
