"""The ledger: which segments count, and which article is in which. SQLite, written by one process."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

SCHEMA_VERSION = 1
_SCHEMA = """
create table if not exists meta (key text primary key, value text not null);
create table if not exists segments (name text primary key, coder text not null, rows text not null, digests text not null);
create table if not exists articles (article_id text, coder text, segment text not null, seen integer not null, primary key (article_id, coder));
"""


@dataclass(frozen=True, slots=True)
class Segment:
    """A set of Parquet files written together. `rows` counts them by table, `digests` are SHA-256 of the files."""

    name: str
    coder: str
    rows: Mapping[str, int]
    digests: Mapping[str, str]


class Ledger:
    def __init__(self, path: Path) -> None:
        self._path = path
        with self._open() as db:
            db.execute("pragma journal_mode = wal")
            db.executescript(_SCHEMA)
            db.execute("insert or ignore into meta values ('schema_version', ?)", [str(SCHEMA_VERSION)])

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=30)

    def known_articles(self, coder: str, article_ids: Iterable[str]) -> set[str]:
        """Those of the articles that the same coder has coded already."""
        with self._open() as db:
            look_up = "select 1 from articles where article_id = ? and coder = ?"
            return {a for a in article_ids if db.execute(look_up, [a, coder]).fetchone()}

    def add(self, segment: Segment, article_ids: Iterable[str]) -> None:
        """List a segment whose files are in place, in one transaction."""
        with self._open() as db:
            row = [segment.name, segment.coder, json.dumps(segment.rows), json.dumps(segment.digests)]
            db.execute("insert or replace into segments values (?, ?, ?, ?)", row)
            seen = db.execute("select coalesce(max(seen), 0) + 1 from articles").fetchone()[0]
            db.executemany(
                "insert or replace into articles values (?, ?, ?, ?)",
                [(a, segment.coder, segment.name, seen) for a in article_ids],
            )

    def segments(self) -> list[Segment]:
        with self._open() as db:
            rows = db.execute("select name, coder, rows, digests from segments order by name").fetchall()
        return [Segment(name, coder, json.loads(n), json.loads(d)) for name, coder, n, d in rows]

    def superseded(self) -> list[tuple[str, str]]:
        """(article, coder) pairs that a later coding of the same article replaces in the views."""
        query = """select a.article_id, a.coder from articles a join articles b on a.article_id = b.article_id
                   where b.seen > a.seen group by 1, 2 order by 1, 2"""
        with self._open() as db:
            return db.execute(query).fetchall()
