"""lapwing code"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lapwing.cli.output import Tally, json_line, open_output, print_events, refuse_overwriting
from lapwing.cli.pages import coder_options, input_options, pages_of

if TYPE_CHECKING:
    from lapwing.pipeline import Coder
    from lapwing.records import CodedArticle, Skipped


@click.command("code", epilog="Example: lapwing code pages/ --store out && lapwing query out 'select * from events'")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--output", "-o", metavar="FILE", help="Write JSON Lines here.")
@click.option("--store", metavar="DIR", help="Add to this store instead (made if it is not there).")
@click.option("--report", metavar="DIR", help="Also write an HTML page for each article here.")
@coder_options
@input_options
def command(
    inputs: tuple[str, ...],
    output: str | None,
    store: str | None,
    report: str | None,
    published: datetime | None,
    engine: str,
    precise: bool,
    columns: str | None,
    fetch: bool,
) -> None:
    """Everything that pages tell: events, statements, and their evidence.

    INPUT is a file, a folder, a web address, or - for standard input. Kinds are told by content: plain text, HTML, WARC archives,
    RSS and Atom, JSON Lines, CSV and Parquet with a column "text" and perhaps "title", "date", "url", lists of web addresses, each also
    in gzip, zstd, bzip2, xz or zip. Prints a table at a terminal and JSON Lines otherwise; exits 0 even when some inputs were skipped, and
    says which on standard error.
    """
    from lapwing.pipeline import Coder
    from lapwing.records import Skipped
    from lapwing.settings import Settings

    if output and store:
        raise click.UsageError("Give --output or --store, not both.")
    refuse_overwriting(output, inputs)
    coder = Coder(engine=engine, settings=Settings(operating_point="precise" if precise else "balanced"))
    tally = Tally()
    day = published.date() if published else None
    results = tally.watch(
        p if isinstance(p, Skipped) else coder.code_page(p, published=day)
        for p in pages_of(inputs, coder.settings, columns=columns, fetch=fetch)
    )
    if report:
        from lapwing.cli.reports import write_reports

        results = write_reports(results, Path(report))
    _write(results, coder, output, store, day)
    tally.summary(coded=True)


def _write(
    results: Iterator[CodedArticle | Skipped],
    coder: Coder,
    output: str | None,
    store: str | None,
    published: date | None,
) -> None:
    from lapwing.encode import encode

    if store:
        from lapwing.records import digest
        from lapwing.store import Store

        # A day given by the caller changes what is coded, as another setting would.
        coder_digest = digest(coder.digest, str(published))[:8] if published else coder.digest
        stored = Store.create(store).appending(results, coder_digest, coder.settings.articles_per_segment)
        n_known = sum(1 for _, is_new in stored if not is_new)
        if n_known:
            click.echo(f"{n_known:,} already in the store", err=True)
    elif output is None and sys.stdout.isatty():
        print_events(results)
    else:
        with open_output(output) as out:
            for result in results:
                out.write(json_line(encode(result)))
