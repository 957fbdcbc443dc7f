"""lapwing query"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

import click

from lapwing.cells import csv_line, json_line, plain_value
from lapwing.cli.output import console, open_output, plain, replaced_file
from lapwing.errors import WrongCall

if TYPE_CHECKING:
    import duckdb

# A terminal is read, not scrolled: longer answers are cut and say so. Rows.
_TABLE_ROWS = 200


@click.command(
    "query", epilog='Example: lapwing query out "select type, count(*) n from events group by type order by n desc"'
)
@click.argument("folder", metavar="DIR")
@click.argument("sql", metavar="SQL")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "parquet"]),
    help="Default: a table at a terminal, JSON Lines otherwise.",
)
@click.option("--output", "-o", metavar="FILE", help="Write here; needed for parquet.")
def command(folder: str, sql: str, form: str | None, output: str | None) -> None:
    """Ask a store with a SELECT of DuckDB's SQL. Nothing else can be run, and nothing outside the store be read.

    Views: articles, events, actors, statements, commitments, claims, notices, comments, opinions, skipped; each has a column "id".
    """
    import duckdb

    from lapwing.store import Store

    form = form or ("table" if output is None and sys.stdout.isatty() else "json")
    if form == "parquet" and output is None:
        raise WrongCall("Parquet goes to a file. Name one with --output.")
    answer = Store(folder).query(sql)
    try:  # an answer is computed when it is read, so that faults in it come up here
        if form == "parquet":
            _write_parquet(answer, output)
        elif form == "table":
            _print_table(answer)
        else:
            with open_output(output) as out:
                _WRITERS[form](answer, out)
    except duckdb.Error as fault:
        raise WrongCall(f"DuckDB: {fault}") from fault


def _write_parquet(answer: duckdb.DuckDBPyRelation, output: str) -> None:
    """Through a connection of its own, since the store's cannot write files."""
    import duckdb

    from lapwing.store import Stream

    stream = Stream(answer)
    with replaced_file(output) as temporary, duckdb.connect() as other:
        other.sql("select * from stream").write_parquet(str(temporary), compression="zstd")
    del stream


def _print_table(answer: duckdb.DuckDBPyRelation) -> None:
    from rich.table import Table
    from rich.text import Text

    rows = answer.limit(_TABLE_ROWS + 1).fetchall()
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for column in answer.columns:
        table.add_column(Text(plain(column)), overflow="fold")
    for row in rows[:_TABLE_ROWS]:
        table.add_row(*(Text("" if v is None else plain(str(v))) for v in row))
    console().print(table)
    if len(rows) > _TABLE_ROWS:
        click.echo(f"The first {_TABLE_ROWS} rows. Use --format csv or json for all.", err=True)


def _write_csv(answer: duckdb.DuckDBPyRelation, out: TextIO) -> None:
    out.write(csv_line(answer.columns))
    out.writelines(csv_line(row) for row in answer.fetchall())


def _write_json(answer: duckdb.DuckDBPyRelation, out: TextIO) -> None:
    columns = _distinct(answer.columns)
    for row in answer.fetchall():
        out.write(json_line({c: plain_value(v) for c, v in zip(columns, row, strict=True)}))


def _distinct(columns: Sequence[str]) -> list[str]:
    """Column names with a number after those that come again, so that no value is lost."""
    seen: Counter[str] = Counter()
    out = []
    for column in columns:
        seen[column] += 1
        out.append(column if seen[column] == 1 else f"{column}_{seen[column]}")
    return out


_WRITERS = {"csv": _write_csv, "json": _write_json}
