"""The ledger: which segments count, and which article is in which. SQLite, written by one process."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lapwing.errors import BrokenData
from lapwing.store.journal import open_to_read

SCHEMA_VERSION = "1"
_SCHEMA = """
create table if not exists meta (key text primary key, value text not null);
create table if not exists segments (name text primary key, coder text not null, rows text not null, digests text not null);
create table if not exists feeds (url text primary key, etag text, modified text, next_at real not null default 0, n_failed integer not null default 0);
create table if not exists feed_entries (feed text, entry text, seen_at real not null, primary key (feed, entry));
create table if not exists keys (key text, coder text, segment text not null, seen integer not null, primary key (key, coder));
create table if not exists repeats (key text, coder text, segment text, primary key (key, coder, segment));
create table if not exists shards (name text, coder text, receipt text not null, primary key (name, coder));
"""


@dataclass(frozen=True, slots=True)
class Segment:
    """A set of Parquet files written together. `rows` counts them by table, `digests` are SHA-256 of the files."""

    name: str
    coder: str
    rows: Mapping[str, int]
    digests: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FeedState:
    """A watched feed: what its server said last, when it is due again (seconds since 1970), how often it failed in a row."""

    url: str
    etag: str | None = None
    modified: str | None = None
    next_at: float = 0.0
    n_failed: int = 0


class Ledger:
    """Opened for reading it writes nothing, so that a store on read-only media can be asked."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @classmethod
    def create(cls, path: Path) -> Ledger:
        """The ledger of a store, made if it is not there."""
        ledger = cls(path)
        with ledger._writing() as db:
            db.execute("pragma journal_mode = wal")
            db.executescript(_SCHEMA)
            db.execute("insert or ignore into meta values ('schema_version', ?)", [SCHEMA_VERSION])
        return ledger

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        db = sqlite3.connect(self._path, timeout=30)
        try:
            with db:
                yield db
        finally:
            db.close()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """A read-only connection. Raises BrokenData when the file is no ledger of this version."""
        db = open_to_read(self._path)
        try:
            version = db.execute("select value from meta where key = 'schema_version'").fetchone()
            if version is None or version[0] != SCHEMA_VERSION:
                raise BrokenData(
                    f"'{self._path}' is a ledger of version {version and version[0]}; this Lapwing reads {SCHEMA_VERSION}."
                )
            yield db
        except sqlite3.DatabaseError as fault:
            raise BrokenData(f"'{self._path}' is no ledger of a Lapwing store: {fault}.") from fault
        finally:
            db.close()

    def known(self, coder: str, keys: Iterable[str]) -> set[str]:
        """Those of the keys (articles and skipped inputs) that the same coder has stored already."""
        with self._reading() as db:
            look_up = "select 1 from keys where key = ? and coder = ?"
            return {k for k in keys if db.execute(look_up, [k, coder]).fetchone()}

    def add(self, segment: Segment, keys: Iterable[str]) -> None:
        """List a segment whose files are in place, in one transaction."""
        with self._writing() as db:
            _add(db, segment, keys, _next(db))

    def add_shard(self, name: str, coder: str, receipt: str, segments: Iterable[tuple[Segment, Iterable[str]]]) -> None:
        """List the segments of a shard, each with its keys, and that the shard is done, in one transaction."""
        with self._writing() as db:
            seen = _next(db)
            for segment, keys in segments:
                _add(db, segment, keys, seen)
            db.execute("insert or replace into shards values (?, ?, ?)", [name, coder, receipt])

    def shards(self) -> dict[tuple[str, str], str]:
        """The receipts of the shards that are done, by (shard, coder)."""
        with self._reading() as db:
            if not _has_table(db, "shards"):
                return {}
            rows = db.execute("select name, coder, receipt from shards order by coder, name").fetchall()
        return {(name, coder): receipt for name, coder, receipt in rows}

    def touch(self, coder: str, keys: Iterable[str]) -> None:
        """Make the coding of this coder the current one of articles that it has stored before."""
        with self._writing() as db:
            seen = _next(db)
            db.executemany("update keys set seen = ? where key = ? and coder = ?", [(seen, k, coder) for k in keys])

    def done_shards(self, coder: str) -> set[str]:
        """The shards that a coder has done."""
        with self._reading() as db:
            if not _has_table(db, "shards"):
                return set()
            return {name for (name,) in db.execute("select name from shards where coder = ?", [coder])}

    def make_current(self, coder: str, shards: Iterable[str]) -> None:
        """Make the coding of this coder the current one of the articles of some shards."""
        with self._writing() as db:
            if db.execute("select count(distinct coder) from segments").fetchone()[0] < 2:
                return
            wanted = set(shards)
            names = db.execute("select name from segments where coder = ?", [coder]).fetchall()
            db.execute("create temp table current (segment text primary key)")
            db.executemany("insert into current values (?)", [n for n in names if n[0].partition("-")[0] in wanted])
            update = "update keys set seen = ? where coder = ? and segment in (select segment from current)"
            db.execute(update, [_next(db), coder])

    def repeats(self) -> list[tuple[str, str, str]]:
        """(article, coder, segment) where a segment holds an article that the same coder stored in a segment of a smaller name too:
        that one is shown. So what the views show does not depend on which was written first."""
        with self._reading() as db:
            if not _has_table(db, "repeats"):
                return []
            return db.execute("select key, coder, segment from repeats order by 1, 2, 3").fetchall()

    # --- feeds that are watched ---

    def feed_state(self, url: str) -> FeedState:
        """What is known of a feed from before."""
        with self._writing() as db:
            row = db.execute("select etag, modified, next_at, n_failed from feeds where url = ?", [url]).fetchone()
        return FeedState(url, *row) if row else FeedState(url)

    def unseen_entries(self, url: str, entries: Iterable[str]) -> set[str]:
        """Those of a feed's entries that have not been stored."""
        with self._writing() as db:
            look_up = "select 1 from feed_entries where feed = ? and entry = ?"
            return {e for e in entries if not db.execute(look_up, [url, e]).fetchone()}

    def mark_entry(self, url: str, entry: str, at: float) -> None:
        """Remember that an entry is stored. `at` in seconds since 1970."""
        with self._writing() as db:
            db.execute("insert or replace into feed_entries values (?, ?, ?)", [url, entry, at])

    def save_feed(self, state: FeedState) -> None:
        with self._writing() as db:
            row = [state.url, state.etag, state.modified, state.next_at, state.n_failed]
            db.execute("insert or replace into feeds values (?, ?, ?, ?, ?)", row)

    def segments(self) -> list[Segment]:
        with self._reading() as db:
            rows = db.execute("select name, coder, rows, digests from segments order by name").fetchall()
        return [Segment(name, coder, json.loads(n), json.loads(d)) for name, coder, n, d in rows]

    def consolidated(self) -> str | None:
        """The name of the current consolidation, None before the first."""
        with self._reading() as db:
            row = db.execute("select value from meta where key = 'consolidated'").fetchone()
        return row[0] if row else None

    def set_consolidated(self, name: str) -> None:
        with self._writing() as db:
            db.execute("insert or replace into meta values ('consolidated', ?)", [name])

    def superseded(self) -> list[tuple[str, str]]:
        """(article, coder) pairs that a later coding of the same article replaces in the views."""
        query = """select a.key, a.coder from keys a join keys b on a.key = b.key
                   where b.seen > a.seen group by 1, 2 order by 1, 2"""
        with self._reading() as db:
            if db.execute("select count(distinct coder) from segments").fetchone()[0] < 2:
                return []  # without joining what may be a hundred million keys
            return db.execute(query).fetchall()


def _add(db: sqlite3.Connection, segment: Segment, keys: Iterable[str], seen: int) -> None:
    """List a segment. A key that another segment of the same coder has too belongs to the one with the smaller name."""
    row = [segment.name, segment.coder, json.dumps(segment.rows), json.dumps(segment.digests)]
    db.execute("insert or replace into segments values (?, ?, ?, ?)", row)
    for key in keys:
        known = db.execute("select segment from keys where key = ? and coder = ?", [key, segment.coder]).fetchone()
        owner = min(segment.name, known[0]) if known else segment.name
        if known and known[0] != segment.name:
            repeat = [key, segment.coder, max(segment.name, known[0])]
            db.execute("insert or ignore into repeats values (?, ?, ?)", repeat)
        db.execute("insert or replace into keys values (?, ?, ?, ?)", [key, segment.coder, owner, seen])


def _next(db: sqlite3.Connection) -> int:
    """A number larger than any before. It is kept, since looking for the largest among the keys of a large store takes long."""
    kept = db.execute("select value from meta where key = 'seen'").fetchone()
    last = int(kept[0]) if kept else db.execute("select coalesce(max(seen), 0) from keys").fetchone()[0]
    db.execute("insert or replace into meta values ('seen', ?)", [str(last + 1)])
    return last + 1


def _has_table(db: sqlite3.Connection, name: str) -> bool:
    """Whether the ledger has a table: one made by an earlier version and only read lacks some."""
    return db.execute("select 1 from sqlite_master where type = 'table' and name = ?", [name]).fetchone() is not None
