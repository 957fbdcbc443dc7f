from __future__ import annotations

import os
import sqlite3

import pytest

from lapwing.runs import remove_leftovers, verify
from lapwing.store import Store
from lapwing.store.segments import path_of


@pytest.fixture
def store(make_rows, plan, make_job, loop) -> Store:
    return loop(plan(make_rows(8, p1="")), make_job("s"))


def test_whole_store_has_no_faults_and_each_damage_is_one(store):
    """A byte that is another, a file that is gone, a count and a receipt that are wrong."""
    found = verify(store)
    assert (found.n_segments, found.n_shards, found.faults) == (2, 2, ())
    assert found.n_spans > 10
    first, second = (segment.name for segment in store.ledger.segments())
    flipped = path_of(store.folder, "events", first)
    content = bytearray(flipped.read_bytes())
    content[len(content) // 2] ^= 1
    flipped.write_bytes(content)
    path_of(store.folder, "comments", second).unlink()
    assert verify(store).faults == (
        f"segments/events/{first}.parquet: its digest is not the one that was listed",
        f"segments/comments/{second}.parquet: No such file or directory",
    )


def test_counts_are_compared(store):
    with sqlite3.connect(store.folder / "ledger.sqlite") as db:
        db.execute("update segments set rows = replace(rows, '\"events\": ', '\"events\": 1')")
    assert sum("rows where the ledger has" in fault for fault in verify(store).faults) == 2
    assert sum("as its receipt has it" in fault for fault in verify(store).faults) == 2


def test_spans_are_compared(store):
    """An event whose words do not stand in the text where it says is told, although all digests are right."""
    import duckdb

    from lapwing.store.segments import connect, misplaced_spans

    segment = store.ledger.segments()[0]
    path = path_of(store.folder, "events", segment.name)
    with duckdb.connect() as db:
        db.execute(
            f"create table e as select * replace (trigger_start + 1 as trigger_start) from read_parquet('{path}')"
        )
        n = db.execute("select count(*) from e").fetchall()[0][0]
        db.table("e").write_parquet(str(path))
    with connect() as db:
        assert len(misplaced_spans(db, store.folder, segment)[1]) == n > 0


def test_leftovers_are_removed_when_they_are_old(store):
    """Of a run that may be at work nothing is removed."""
    old, young = (store.folder / "segments" / "events" / f"{name}.parquet.1.tmp" for name in ("old", "young"))
    for path in (old, young):
        path.write_text("half")
    os.utime(old, (0, 0))
    assert remove_leftovers(store.folder, older_than_seconds=3_600) == [old]
    assert (old.exists(), young.exists()) == (False, True)
