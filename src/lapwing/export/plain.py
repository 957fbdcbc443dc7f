"""The rows as they are in the store (docs/reference/store.md): Parquet, CSV, JSON Lines. Nothing is lost but what CSV cannot nest, which it holds as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lapwing.cells import csv_line, json_line, plain_value
from lapwing.export.job import Format, Job
from lapwing.store import Stream, relation_of
from lapwing.store.rows import CONSOLIDATED, SCHEMAS

if TYPE_CHECKING:
    import duckdb

# Rows that are turned into Parquet at once: about 20 MB of JSON. Rows.
_BATCH = 10_000
# A DuckDB that keeps rows in their order, so that the same rows make the same bytes.
ORDERED = {"threads": 1, "preserve_insertion_order": True}


def schema_of(job: Job) -> Mapping[str, object]:
    """The columns of the exported rows and their types."""
    return SCHEMAS["events"] if job.of_reports else CONSOLIDATED["consolidated_events"]


def plain_rows(job: Job) -> Iterator[dict[str, Any]]:
    """The rows with the columns of the schema, counted."""
    columns = tuple(schema_of(job))
    job.n_events = 0
    for row in job.rows():
        job.n_events += 1
        yield {c: row[c] for c in columns}


def fill_with_rows(job: Job, connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Make a table of the rows. What no reviewer has touched goes from one DuckDB to the other, thirty times as fast as through Python."""
    if job.reviews:
        fill_table(connection, table, plain_rows(job), schema_of(job))
    else:
        copy_answer(job.answer(), connection, table)
    job.n_events = connection.execute(f"select count(*) from {table}").fetchall()[0][0]


def copy_answer(answer: duckdb.DuckDBPyRelation, connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Make a table of an answer of the store. `table` is a name of our own."""
    stream = Stream(answer)
    connection.execute(f"create table {table} as select * from stream")
    del stream


def write_parquet(job: Job, path: Path) -> None:
    import duckdb

    with duckdb.connect(config=ORDERED) as connection:
        fill_with_rows(job, connection, "collected")
        connection.sql("select * from collected").write_parquet(str(path), compression="zstd")


def write_csv(job: Job, path: Path) -> None:
    csv_file(plain_rows(job), schema_of(job), path, raw=job.options.raw_csv)


def write_json_lines(job: Job, path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json_line(plain_value(row)) for row in plain_rows(job))


def fill_table(
    connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Mapping[str, Any]], schema: Mapping[str, object]
) -> None:
    """Make a table with the columns of the schema and put rows into it, a batch at a time. `table` is a name of our own."""
    iterator = iter(rows)
    relation_of(connection, _plain(islice(iterator, _BATCH)), schema).create(table)
    while batch := _plain(islice(iterator, _BATCH)):
        relation_of(connection, batch, schema).insert_into(table)
    connection.execute("drop table if exists staged_rows")


def _plain(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [plain_value(row) for row in rows]


def csv_file(rows: Iterable[Mapping[str, Any]], schema: Mapping[str, object], path: Path, *, raw: bool) -> None:
    """Rows as a CSV file with a header. Lists and structs are JSON in their cells."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(csv_line(schema))
        file.writelines(csv_line((row[column] for column in schema), raw=raw) for row in rows)


PARQUET = Format("parquet", "the rows as they are, for pandas, polars, R and Spark", write_parquet, loses=False)
CSV = Format("csv", "the rows as they are, lists as JSON in their cells", write_csv, loses=False, takes=("raw_csv",))
JSONL = Format("jsonl", "the rows as they are, one JSON object a line", write_json_lines, loses=False)
