"""Results -> the Parquet files of a segment: written under a temporary name, synced, renamed, the same bytes for the same results."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from lapwing.records import CodedArticle, Skipped
from lapwing.store.arrow import relation_of
from lapwing.store.ledger import Segment
from lapwing.store.query import NO_EXTENSIONS
from lapwing.store.rows import SCHEMAS, rows_of
from lapwing.whole import whole_file

if TYPE_CHECKING:
    import duckdb

# The columns by which rows of a table are known to the ledger: those of articles and of what was skipped.
_KEYED = ("articles", "skipped")


def make_folders(folder: Path) -> None:
    """The folders of a store's segments, made where they are not there."""
    for table in SCHEMAS:
        (folder / "segments" / table).mkdir(parents=True, exist_ok=True)


def path_of(folder: Path, table: str, name: str) -> Path:
    """Where the rows of one table of a segment lie."""
    return folder / "segments" / table / f"{name}.parquet"


def write_segment(folder: Path, name: str, coder: str, results: Iterable[CodedArticle | Skipped]) -> Segment:
    """The segment of some results, its files in place; the ledger does not know of it yet. Results are distinct."""
    import duckdb

    tables = rows_of(results, coder)
    digests = {}
    with duckdb.connect(config={"threads": 1, **NO_EXTENSIONS}) as connection:
        for table, rows in tables.items():
            digests[table] = _write_table(connection, path_of(folder, table, name), table, rows)
    return Segment(name, coder, {table: len(rows) for table, rows in tables.items()}, digests)


def _write_table(connection: duckdb.DuckDBPyConnection, final: Path, table: str, rows: list[dict]) -> str:
    # Two processes may write one segment, as when a driver was killed and its worker has not noticed: the same bytes.
    with whole_file(final) as temporary:
        relation_of(connection, rows, SCHEMAS[table]).write_parquet(str(temporary), compression="zstd")
        with temporary.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def keys_in(folder: Path, segment: Segment) -> list[str]:
    """The keys of a segment's articles and of what was skipped, read from its files, sorted."""
    import duckdb

    files = [str(path_of(folder, table, segment.name)) for table in _KEYED]
    with duckdb.connect(config={"threads": 1, **NO_EXTENSIONS}) as connection:
        rows = connection.execute("select id from read_parquet(?, union_by_name = true) order by id", [files])
        return [key for (key,) in rows.fetchall()]


def faults_of(folder: Path, segment: Segment) -> list[str]:
    """What is wrong with the files of a segment: those that are not there, and those whose digest is another."""
    faults = []
    for table, expected in segment.digests.items():
        path = path_of(folder, table, segment.name)
        try:
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as fault:
            faults.append(f"{path.relative_to(folder)}: {fault.strerror}")
            continue
        if found != expected:
            faults.append(f"{path.relative_to(folder)}: its digest is not the one that was listed")
    return faults


def connect() -> duckdb.DuckDBPyConnection:
    """A connection for looking into the files of many segments."""
    import duckdb

    return duckdb.connect(config={"threads": 1, **NO_EXTENSIONS})


def count_rows(connection: duckdb.DuckDBPyConnection, folder: Path, table: str, name: str) -> int:
    """How many rows a table of a segment has."""
    path = str(path_of(folder, table, name))
    return connection.execute("select count(*) from read_parquet(?)", [path]).fetchall()[0][0]


# What points into an article's text: offsets count characters from 0, `start` and `end` as in `Article.text`.
_SPANS = """
with told as (
    select id, article_id, trigger_start as s, trigger_end as e, trigger as words from read_parquet($events)
    union all select id, article_id, party.start, party.end, party.text from
        (select id, article_id, unnest(actors || recipients) as party from read_parquet($events))
    union all select id, article_id, words.start, words."end", words.text from
        (select id, article_id, unnest(evidence) as words from read_parquet($events))
)
select count(*), list(t.id || ' of article ' || t.article_id order by t.id)
    filter (a.id is null or t.s < 0 or t.e <= t.s or substr(a.text, t.s + 1, t.e - t.s) <> t.words)
from told t left join read_parquet($articles) a on a.id = t.article_id
"""


def misplaced_spans(connection: duckdb.DuckDBPyConnection, folder: Path, segment: Segment) -> tuple[int, list[str]]:
    """How many triggers and parties of events a segment has, and which do not stand in their article's text where they say."""
    files = {table: str(path_of(folder, table, segment.name)) for table in ("events", "articles")}
    n, wrong = connection.execute(_SPANS, files).fetchall()[0]
    return n, [
        f"segments/events/{segment.name}.parquet: the words of event {event} are not in its text"
        for event in wrong or ()
    ]
