"""Journals: SQLite files beside a store's ledger that several processes write at once (reviews, alerts). Made whole with their tables or not at all."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from lapwing.errors import BrokenData

# One that writes waits so long for another to be done. Seconds.
_PATIENCE = 30


@dataclass(frozen=True, slots=True)
class Journal:
    """A SQLite file in WAL mode, made when it is first written to. `tables` is its SQL, `version` what a reader must find in it."""

    path: Path
    tables: str
    version: str

    @property
    def exists(self) -> bool:
        return self.path.is_file()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection that alone may write until the block ends: then all of it is kept, or nothing when it raised."""
        db = self._open_to_write()
        try:
            try:
                yield db
            except BaseException:
                db.execute("rollback")
                raise
            db.execute("commit")
        finally:
            db.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """A connection that cannot write; None when there is no such file yet. Raises BrokenData when the file is something else."""
        if not self.exists:
            yield None
            return
        db = open_to_read(self.path)
        try:
            self._check(db)
            yield db
        finally:
            db.close()

    def _open_to_write(self) -> sqlite3.Connection:
        try:
            if not self.exists:
                self._make()
            with ExitStack() as undone:
                db = undone.enter_context(closing(sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None)))
                self._check(db)
                db.execute("begin immediate")
                undone.pop_all()
        except (sqlite3.OperationalError, OSError) as fault:
            raise BrokenData(f"Cannot write to '{self.path}': {fault}.") from fault
        return db

    def _check(self, db: sqlite3.Connection) -> None:
        try:
            found = db.execute("select value from meta where key = 'schema_version'").fetchone()
        except sqlite3.OperationalError as fault:
            if "no such table" not in str(fault):
                raise
            found = None
        except sqlite3.DatabaseError as fault:
            raise BrokenData(f"'{self.path}' is no SQLite file of a Lapwing store: {fault}.") from fault
        if found != (self.version,):
            told = f"version {found[0]}" if found else "no version"
            raise BrokenData(
                f"'{self.path}' has {told}; this Lapwing reads {self.version}. Use the Lapwing that wrote it."
            )

    def _make(self) -> None:
        """The file under another name first, which it gives up for its own: of two that make it at once, one is kept."""
        name = self.path.with_name(f"{self.path.name}.{secrets.token_hex(8)}.tmp")
        try:
            db = sqlite3.connect(name)
            db.execute("pragma journal_mode = wal")
            with db:
                db.executescript("create table meta (key text primary key, value text not null);" + self.tables)
                db.execute("insert into meta values ('schema_version', ?)", [self.version])
            db.close()
            with suppress(FileExistsError):
                os.link(name, self.path)
        finally:
            for left in (name, f"{name}-wal", f"{name}-shm"):
                Path(left).unlink(missing_ok=True)


def open_to_read(path: Path) -> sqlite3.Connection:
    """A connection that only reads, also on media that cannot be written to. What is no SQLite file is told by the first question."""
    address = path.resolve().as_uri()
    db = sqlite3.connect(f"{address}?mode=ro", uri=True, timeout=_PATIENCE)
    try:
        db.execute("select 1 from sqlite_master").fetchone()
    except sqlite3.OperationalError:  # read-only media: WAL wants to write beside the file
        db.close()
        db = sqlite3.connect(f"{address}?immutable=1", uri=True)
    except sqlite3.DatabaseError:
        pass
    return db
