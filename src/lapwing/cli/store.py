"""lapwing store"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from lapwing.cli.output import plain


@click.group("store", epilog="Example: lapwing store verify out")
def command() -> None:
    """Look after a store."""


@command.command("reconcile", epilog="Example: lapwing store reconcile out")
@click.argument("folder", metavar="DIR")
def reconcile_command(folder: str) -> None:
    """Add what runs wrote and the ledger does not list, such as that of 'lapwing run --shard i/N'. No run may go on meanwhile that writes the
    ledger too."""
    from lapwing.errors import WrongCall
    from lapwing.runs import reconcile
    from lapwing.store import Store

    if not (Path(folder) / "segments").is_dir():
        raise WrongCall(f"'{folder}' is no Lapwing store. Make one with: lapwing run INPUT --store {folder}")
    n_added, faults = reconcile(Store.create(folder))
    click.echo(f"{n_added:,} {'shard' if n_added == 1 else 'shards'} added", err=True)
    _tell_faults(faults)


@command.command("verify", epilog="Example: lapwing store verify out")
@click.argument("folder", metavar="DIR")
def verify_command(folder: str) -> None:
    """Check a store: that files are those that were written, that rows are as many as were counted, and that what events point at stands in
    their articles. Exits 1 and says what is wrong."""
    from lapwing.runs import verify
    from lapwing.store import Store

    found = verify(Store(folder))
    click.echo(f"{found.n_segments:,} segments, {found.n_shards:,} shards, {found.n_spans:,} spans looked at", err=True)
    _tell_faults(found.faults)


@command.command("gc", epilog="Example: lapwing store gc out")
@click.argument("folder", metavar="DIR")
@click.option(
    "--minutes",
    type=click.IntRange(0),
    default=60,
    show_default=True,
    help="Leave files that were written to within this time: a run may be at work on them.",
)
def gc_command(folder: str, minutes: int) -> None:
    """Remove temporary files that stopped runs left behind."""
    from lapwing.runs import remove_leftovers
    from lapwing.store import Store

    removed = remove_leftovers(Store(folder).folder, older_than_seconds=minutes * 60)
    click.echo(f"{len(removed):,} leftover files removed", err=True)


def _tell_faults(faults: list[str] | tuple[str, ...]) -> None:
    """Each fault on a line of standard output, and exit status 1 if there are any."""
    for fault in faults:
        click.echo(plain(fault))
    if faults:
        click.echo(f"{len(faults):,} faults", err=True)
        sys.exit(1)
