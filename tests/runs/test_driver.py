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


def test_store_is_the_same_however_it_was_made(make_rows, plan, make_job, shown):
    """One worker, two workers with the shards in another order, and three shares that are reconciled. An article that stands in several
    shards is shown once."""
    path = make_rows(30)
    shards = plan(path)
    record = run(shards, make_job("one"), n_workers=1)
    assert (record.state, record.n_pages, record.n_shards_done, record.skipped) == ("done", 30, 8, {})
    shuffled = random.Random(1).sample(shards, len(shards))
    run(shuffled, make_job("two"), n_workers=2)
    job = make_job("three")
    for n in (2, 3, 1):
        run(share_of(shards, n, 3), job, n_workers=1, share=Share(n, 3))
    assert not (job.folder / "ledger.sqlite").exists()
    assert reconcile(Store.create(job.folder)) == (8, [])
    expected = shown(make_job("one").folder)
    assert len(expected[0]["articles"]) == 25
    assert shown(make_job("two").folder) == expected
    assert shown(job.folder) == expected
    assert verify(Store(job.folder)).faults == ()


def test_what_is_done_is_not_done_again(make_rows, plan, make_job):
    """A second run does what was added, and a receipt that the ledger has not heard of is taken up."""
    job = make_job("s")
    run(plan(make_rows(8)), job, n_workers=1)
    again = run(plan(make_rows(12)), job, n_workers=1)
    assert (again.n_shards, again.n_shards_before, again.n_pages) == (3, 2, 4)
    (job.folder / "ledger.sqlite").unlink()
    last = run(plan(make_rows(12)), job, n_workers=1)
    assert (last.n_shards_before, last.n_pages) == (3, 0)
    assert count(job.folder, "articles") == 10
    assert [r.n_pages for r in past_runs(job.folder)] == [8, 4, 0]


def test_a_segment_that_is_not_as_its_receipt_says_is_made_again(make_rows, plan, make_job, shown):
    job = make_job("s")
    shards = plan(make_rows(8))
    run(shards, job, n_workers=1)
    expected = shown(job.folder)
    (job.folder / "ledger.sqlite").unlink()
    broken = next((job.folder / "segments" / "events").glob("*.parquet"))
    broken.write_bytes(broken.read_bytes()[:-9])
    assert run(shards, job, n_workers=1).n_shards_before == 1
    assert shown(job.folder) == expected


def test_killed_workers(make_rows, plan, make_job, shown):
    """Workers are killed at random; each page counts once."""
    shards = plan(make_rows(60))
    run(shards, make_job("calm"), n_workers=2)
    job = make_job("wild")
    n_killed = 0

    def kill() -> None:
        nonlocal n_killed
        for n in (2, 6, 9):
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


def test_killed_driver(tmp_path, make_rows, plan, make_job, shown):
    """The driver is killed, twice; the run goes on where it was."""
    path = make_rows(48)
    shards = plan(path)
    run(shards, make_job("calm"), n_workers=2)
    job = make_job("wild")
    for n in (2, 5):
        driver = subprocess.Popen([sys.executable, str(DRIVE), str(job.folder), str(path)])
        wait_for(lambda n=n: len(list(job.folder.glob("receipts/*.json"))) >= n)
        driver.kill()
        driver.wait()
    record = run(shards, job, n_workers=2)
    assert 2 <= record.n_shards_before < 12
    assert shown(job.folder) == shown(make_job("calm").folder)
    assert [r.state for r in past_runs(job.folder)].count("done") == 1


def test_poison_page_is_found_and_set_aside(make_rows, plan, make_job, odd):
    """A page that kills its worker is stored as skipped; its shard and all others are whole."""
    shards = plan(make_rows(12, p6="A poisonous page about Bolivia and Peru."))
    job = make_job("s", make_coder=odd.make_coder)
    record = run(shards, job, n_workers=2)
    assert record.skipped == {"failed": 1}
    assert record.n_pages == 12
    assert 4 <= record.n_deaths <= 6
    rows = Store(job.folder).query("select source_record, step, reason, detail from skipped").fetchall()
    assert rows == [(7, "runs", "failed", "coding this page killed the worker")]


@pytest.mark.parametrize("word", ["dawdling", "stubborn"])
def test_page_that_takes_too_long_is_cut_off(make_rows, plan, make_job, odd, monkeypatch, word):
    """By an alarm in the worker; a page that hears none costs its worker, and is found like poison."""
    monkeypatch.setattr("lapwing.runs.pool._GRACE_SECONDS", 0.3)
    job = make_job("s", make_coder=odd.make_coder, page_seconds=2.0)
    if word == "stubborn":
        job = make_job("s", make_coder=odd.make_coder, page_seconds=1.5)
    record = run(plan(make_rows(4, p2=f"A {word} page about Bolivia.")), job, n_workers=1)
    assert (record.n_pages, record.skipped) == (4, {"failed": 1})
    detail = Store(job.folder).query("select detail from skipped").fetchall()[0][0]
    assert detail == ("took longer than 2 s" if word == "dawdling" else "coding this page killed the worker")


def test_cut_archive_is_counted(tmp_path, make_rows, plan, make_job):
    """What can be read of a gzip file that is cut off is coded; the rest is skipped with its reason."""
    packed = gzip.compress(make_rows(400).read_bytes())
    path = tmp_path / "cut.jsonl.gz"
    path.write_bytes(packed[: len(packed) // 2])
    job = make_job("s")
    record = run(plan(path), job, n_workers=1)
    assert record.skipped["truncated"] == 1
    assert 10 < record.n_articles < 400


def test_workers_that_cannot_begin_end_the_run(make_rows, plan, make_job, odd, monkeypatch):
    """A broken installation is said to be one."""
    job = make_job("s", make_coder=odd.make_coder)
    shards = plan(make_rows(4))
    monkeypatch.setattr("lapwing.runs.pool.work", odd.die_at_once)
    with pytest.raises(LapwingError, match="die before they begin"):
        run(shards, job, n_workers=1)
    assert past_runs(job.folder)[0].state == "stopped"


def test_a_fault_that_is_no_pages_ends_the_run_and_keeps_what_is_done(make_rows, plan, make_job):
    """As when the disk is full: here a folder stands where a file should."""
    job = make_job("s")
    shards = plan(make_rows(8))
    run(shards[:1], job, n_workers=1)
    first = next((job.folder / "segments" / "events").glob("*.parquet"))
    (first.parent / first.name.replace(shards[0].name, shards[1].name)).mkdir()
    with pytest.raises(LapwingError, match="run the same command again"):
        run(shards, job, n_workers=1)
    assert count(job.folder, "articles") == 4
    assert not list(job.folder.rglob("*.tmp"))
