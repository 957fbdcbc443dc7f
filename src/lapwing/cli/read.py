"""lapwing read"""

from __future__ import annotations

import click

from lapwing.cli.output import Tally, json_line, open_output, refuse_overwriting
from lapwing.cli.pages import input_options, pages_of


@click.command("read", epilog="Example: lapwing read page.html | jq .text")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--output", "-o", metavar="FILE", help="Write here instead of to standard output.")
@input_options
def command(inputs: tuple[str, ...], output: str | None, columns: str | None, fetch: bool) -> None:
    """The articles of pages as JSON Lines: text, paragraphs, readers' comments apart, dates claimed.

    INPUT is a file, a folder, a web address, or - for standard input. Kinds are told by content: plain text, HTML, WARC archives,
    RSS and Atom, JSON Lines, CSV and Parquet with a column "text" and perhaps "title", "date", "url", lists of web addresses, each also
    in gzip, zstd, bzip2, xz or zip. A page without an article gives a "skipped" object with a reason.
    """
    from lapwing.encode import encode
    from lapwing.pipeline import Coder
    from lapwing.records import Skipped

    refuse_overwriting(output, inputs)
    coder, tally = Coder(), Tally()
    articles = (
        page if isinstance(page, Skipped) else coder.read_page(page)
        for page in pages_of(inputs, coder.settings, columns=columns, fetch=fetch)
    )
    with open_output(output) as out:
        for result in tally.watch(articles):
            out.write(json_line(encode(result)))
    tally.summary(coded=False)
