"""Whole runs: the store is the same however it was made."""

from __future__ import annotations

import gzip
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from lapwing.errors import LapwingError
from lapwing.runs import Share, past_runs, reconcile, run, share_of, verify
from lapwing.store import Store

DRIVE = Path(__file__).parent / "drive.py"


def count(folder: Path, what: str) -> int:
    return Store(folder).query(f"select count(*) from {what}").fetchall()[0][0]


def wait_for(condition, seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.01)


def test_store_is_the_same_however_it_was_made(make_rows, plan, make_job, loop, shown):
    """A plain loop, two workers with the shards in another order, and three shares that are reconciled. An article that stands in several
    shards is shown once."""
    shards = plan(make_rows(20))
    loop(shards, make_job("one"))
    shuffled = random.Random(1).sample(shards, len(shards))
    record = run(shuffled, make_job("two"), n_workers=2)
    assert (record.state, record.n_pages, record.n_shards_done, record.skipped) == ("done", 20, 5, {})
    job = make_job("three")
    for n in (2, 3, 1):  # as three machines would
        run(share_of(shards, n, 3), job, n_workers=1, share=Share(n, 3))
    assert not (job.folder / "ledger.sqlite").exists()
    assert reconcile(Store.create(job.folder)) == (5, [])
    expected = shown(make_job("one").folder)
    assert len(expected[0]["articles"]) == 17
    assert shown(make_job("two").folder) == expected
    assert shown(job.folder) == expected
    assert verify(Store(job.folder)).faults == ()


def test_what_is_done_is_not_done_again(make_rows, plan, make_job, loop):
    """A second run does what was added, and a receipt that the ledger has not heard of is taken up."""
    job = make_job("s")
    loop(plan(make_rows(8)), job)
    again = run(plan(make_rows(12)), job, n_workers=1)
    assert (again.n_shards, again.n_shards_before, again.n_pages) == (3, 2, 4)
    (job.folder / "ledger.sqlite").unlink()
    last = run(plan(make_rows(12)), job, n_workers=1)
    assert (last.n_shards_before, last.n_pages) == (3, 0)
    assert count(job.folder, "articles") == 10
    assert [r.n_pages for r in past_runs(job.folder)] == [4, 0]


def test_a_segment_that_is_not_as_its_receipt_says_is_made_again(make_rows, plan, make_job, loop, shown):
    job = make_job("s")
    shards = plan(make_rows(8))
    loop(shards, job)
    expected = shown(job.folder)
    (job.folder / "ledger.sqlite").unlink()
    broken = next((job.folder / "segments" / "events").glob("*.parquet"))
    broken.write_bytes(broken.read_bytes()[:-9])
    assert run(shards, job, n_workers=1).n_shards_before == 1
    assert shown(job.folder) == expected


def test_killed_workers(make_rows, plan, make_job, loop, shown):
    """Workers are killed at random; each page counts once."""
    shards = plan(make_rows(32))
    loop(shards, make_job("calm"))
    job = make_job("wild")
    n_killed = 0

    def kill() -> None:
        nonlocal n_killed
        for n in (2, 4):
            wait_for(lambda n=n: len(list(job.folder.glob("receipts/*.json"))) >= n)
            for child in multiprocessing.active_children()[:1]:
                os.kill(child.pid, signal.SIGKILL)
                n_killed += 1

    killer = threading.Thread(target=kill)
    killer.start()
    run(shards, job, n_workers=2)
    killer.join()
    assert n_killed > 0
    assert shown(job.folder) == shown(make_job("calm").folder)


def test_killed_driver(make_rows, plan, make_job, loop, shown):
    """The driver is killed; the run goes on where it was."""
    path = make_rows(32)
    shards = plan(path)
    loop(shards, make_job("calm"))
    job = make_job("wild")
    driver = subprocess.Popen([sys.executable, str(DRIVE), str(job.folder), str(path)])
    wait_for(lambda: len(list(job.folder.glob("receipts/*.json"))) >= 2)
    driver.kill()
    driver.wait()
    record = run(shards, job, n_workers=1)
    assert 2 <= record.n_shards_before < 8
    assert shown(job.folder) == shown(make_job("calm").folder)
    assert [r.state for r in past_runs(job.folder)].count("done") == 1


def test_poison_page_is_found_and_set_aside(make_rows, plan, make_job, odd):
    """A page that kills its worker is stored as skipped; its shard and all others are whole."""
    shards = plan(make_rows(12, p6="A poisonous page about Bolivia and Peru."))
    job = make_job("s", make_coder=odd.make_coder)
    record = run(shards, job, n_workers=2)
    assert record.skipped == {"failed": 1, "language": 11}
    assert 4 <= record.n_deaths <= 6
    rows = (
        Store(job.folder)
        .query("select source_record, step, reason, detail from skipped where reason = 'failed'")
        .fetchall()
    )
    assert rows == [(7, "runs", "failed", "coding this page killed the worker")]


def test_page_that_takes_too_long_is_cut_off(make_rows, plan, make_job, odd):
    """By an alarm in the worker, which goes on with the next page."""
    job = make_job("s", make_coder=odd.make_coder, page_seconds=0.5)
    record = run(plan(make_rows(4, p2="A dawdling page about Bolivia.")), job, n_workers=1)
    assert (record.n_pages, record.skipped, record.n_deaths) == (4, {"failed": 1, "language": 3}, 0)
    details = Store(job.folder).query("select detail from skipped where reason = 'failed'").fetchall()
    assert details == [("took longer than 0.5 s",)]


def test_cut_archive_is_counted(tmp_path, make_rows, plan, make_job):
    """What can be read of a gzip file that is cut off is coded; the rest is skipped with its reason."""
    packed = gzip.compress(make_rows(400).read_bytes())
    path = tmp_path / "cut.jsonl.gz"
    path.write_bytes(packed[: len(packed) // 2])
    job = make_job("s")
    record = run(plan(path), job, n_workers=1)
    assert record.skipped["truncated"] == 1
    assert 10 < record.n_articles < 400


def test_a_fault_that_is_no_pages_ends_the_run_and_keeps_what_is_done(make_rows, plan, make_job, loop):
    """As when the disk is full: here a folder stands where a file should."""
    job = make_job("s")
    shards = plan(make_rows(8))
    loop(shards[:1], job)
    first = next((job.folder / "segments" / "events").glob("*.parquet"))
    (first.parent / first.name.replace(shards[0].name, shards[1].name)).mkdir()
    with pytest.raises(LapwingError, match="run the same command again"):
        run(shards, job, n_workers=1)
    assert count(job.folder, "articles") == 4
    assert not list(job.folder.rglob("*.tmp"))
