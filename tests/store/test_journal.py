from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lapwing.errors import BrokenData
from lapwing.store.journal import Journal

TABLES = "create table words (word text not null);"


def journal(folder: Path) -> Journal:
    return Journal(folder / "words.sqlite", TABLES, "1")


def words(from_journal: Journal) -> list[str]:
    with from_journal.reading() as db:
        return [] if db is None else [w for (w,) in db.execute("select word from words order by word")]


def test_made_when_first_written_to(tmp_path):
    """Reading makes no file; writing makes it in WAL mode, and leaves nothing else behind."""
    own = journal(tmp_path)
    assert words(own) == []
    assert list(tmp_path.iterdir()) == []
    with own.writing() as db:
        db.execute("insert into words values ('tern')")
    assert words(own) == ["tern"]
    assert sqlite3.connect(own.path).execute("pragma journal_mode").fetchone() == ("wal",)
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".tmp"] == []


def test_nothing_is_kept_of_a_block_that_raises(tmp_path):
    own = journal(tmp_path)

    def write() -> None:
        with own.writing() as db:
            db.execute("insert into words values ('tern')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write()
    assert words(own) == []


def test_many_make_and_write_it_at_once(tmp_path):
    """Eight writers that find no file: one file, and every word of theirs in it."""

    def write(n: int) -> None:
        with journal(tmp_path).writing() as db:
            (count,) = db.execute("select count(*) from words").fetchone()
            db.execute("insert into words values (?)", [f"{count:03d}"])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(40)))
    assert words(journal(tmp_path)) == [f"{n:03d}" for n in range(40)]


def test_another_version_or_file_is_refused(tmp_path):
    own = journal(tmp_path)
    with own.writing():
        pass
    later = Journal(own.path, TABLES, "2")
    with pytest.raises(BrokenData, match=r"version 1; this Lapwing reads 2"), later.reading():
        pass
    own.path.write_bytes(b"not a database at all, but long enough to be looked at" * 9)
    with pytest.raises(BrokenData, match="no SQLite file"), own.reading():
        pass


def test_a_folder_that_cannot_be_written_to_is_read(tmp_path):
    own = journal(tmp_path)
    with own.writing() as db:
        db.execute("insert into words values ('tern')")
    tmp_path.chmod(0o555)
    try:
        assert words(own) == ["tern"]
    finally:
        tmp_path.chmod(0o755)


def test_where_nothing_can_be_written(tmp_path):
    own = Journal(tmp_path / "not there" / "words.sqlite", TABLES, "1")
    with pytest.raises(BrokenData, match="Cannot write to"), own.writing():
        pass
