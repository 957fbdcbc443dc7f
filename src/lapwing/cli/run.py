"""lapwing run"""

from __future__ import annotations

import os
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lapwing.cli.output import plain
from lapwing.cli.pages import coder_options, columns_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lapwing.runs import Job, RunRecord, Shard


@click.command(
    "run",
    epilog="Example: lapwing run archive/ --store out --dry-run && lapwing run archive/ --store out --workers 2",
)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--store", metavar="DIR", required=True, help="Add to this store (made if it is not there).")
@click.option(
    "--workers", type=click.IntRange(1), metavar="N", help="Processes; as many as there are cores if not said."
)
@click.option(
    "--shard",
    metavar="i/N",
    help="Do every Nth shard only, beginning with the ith. The ledger is not touched; when all N are through, "
    "'lapwing store reconcile DIR' adds what they wrote.",
)
@click.option(
    "--dry-run", is_flag=True, help="Say how many pages there are and how long they will take; write nothing."
)
@coder_options
@columns_option
@click.option("--quiet", is_flag=True, help="Tell nothing before the end.")
def command(
    inputs: tuple[str, ...],
    store: str,
    workers: int | None,
    shard: str | None,
    dry_run: bool,
    engine: str,
    precise: bool,
    published: datetime | None,
    columns: str | None,
    quiet: bool,
) -> None:
    """Code archives into a store with several processes; stop at any time, and run the same command again to go on.

    INPUT is a file or a folder, of the kinds that 'lapwing code' reads. What is done is not done again, and nothing counts twice. The store is
    the same for any number of workers. Pages that take over 20 seconds or kill a worker are set aside as skipped.
    """
    from lapwing.inputs import Columns
    from lapwing.pipeline import Coder
    from lapwing.runs import Job, plan_shards, run, share_of
    from lapwing.settings import Settings

    settings = Settings(operating_point="precise" if precise else "balanced")
    job = Job(
        Path(store),
        partial(Coder, engine=engine, settings=settings),
        published.date() if published else None,
        Columns.parse(columns),
    )
    share = _share(shard)
    shards = plan_shards(inputs)
    if share:
        shards = share_of(shards, share.number, share.of)
    n_workers = workers or _n_cores()
    if dry_run:
        _tell_plan(shards, job, n_workers)
        return
    record = run(shards, job, n_workers=n_workers, inputs=inputs, share=share, is_quiet=quiet)
    _tell_end(record)


def _share(words: str | None):
    from lapwing.errors import WrongCall
    from lapwing.runs import Share

    if words is None:
        return None
    number, _, of = words.partition("/")
    if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        raise WrongCall(f"'{words}' is no share. Write i/N, from 1/N to N/N.")
    return Share(int(number), int(of))


def _n_cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _tell_plan(shards: Sequence[Shard], job: Job, n_workers: int) -> None:
    from lapwing.runs import duration, estimate

    told = estimate(shards, job)
    about = "" if told.is_counted else "about "
    size = f"{told.n_bytes / 1e6:,.1f} MB" if told.n_bytes < 1e9 else f"{told.n_bytes / 1e9:,.1f} GB"
    pages, shard_word = ("page" if told.n_pages == 1 else "pages"), ("shard" if told.n_shards == 1 else "shards")
    click.echo(f"{about}{told.n_pages:,} {pages} in {told.n_shards:,} {shard_word}, {size}")
    if told.n_sampled:
        click.echo(
            f"about {duration(told.seconds(n_workers))} with {n_workers} {'worker' if n_workers == 1 else 'workers'}, at "
            f"{told.page_seconds * 1_000:.1f} ms a page in {told.n_sampled} pages coded to see"
        )


def _tell_end(record: RunRecord) -> None:
    """What was done, on standard error."""
    from lapwing.runs import duration

    speed = f", {record.n_pages / record.seconds:.1f} pages/s" if record.seconds and record.n_pages else ""
    click.echo(
        f"{record.n_articles:,} articles, {record.n_events:,} events of {record.n_pages:,} pages in "
        f"{duration(record.seconds)}{speed}",
        err=True,
    )
    if record.n_shards_before:
        click.echo(f"{record.n_shards_before:,} of {record.n_shards:,} shards were done before", err=True)
    for reason, n in record.skipped.items():
        click.echo(f"skipped {n:,} ({plain(reason)})", err=True)
    if record.n_deaths:
        click.echo(f"{record.n_deaths:,} workers died and were replaced", err=True)
    if record.share:
        click.echo("The ledger is not touched. When all shares are through: lapwing store reconcile DIR", err=True)
