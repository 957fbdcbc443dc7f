"""What tests of runs share: pages that are coded in a moment, plans of small shards, and what a store shows."""

from __future__ import annotations

import hashlib
import json
from functools import partial
from pathlib import Path

import pytest

from lapwing.pipeline import Coder
from lapwing.runs import Job, Limits, plan_shards
from lapwing.runs.job import Task
from lapwing.runs.listing import list_shard
from lapwing.runs.worker import do_task
from lapwing.store import Store
from lapwing.store.rows import SCHEMAS


@pytest.fixture
def make_rows(tmp_path):
    """A file of JSON Lines. Every fifth page is the first again, so that shards share an article."""

    def make(n: int, name: str = "pages.jsonl", **odd: str) -> Path:
        """`odd` gives the text of a page by its number, as in p7="..."."""
        path = tmp_path / name
        texts = [
            f"Chile and Peru condemned Bolivia on Friday, note {0 if i % 5 == 0 else i} of the envoys says."
            for i in range(n)
        ]
        for key, text in odd.items():
            texts[int(key[1:])] = text
        rows = [{"text": t, "url": f"https://news.example/{t}", "date": "2024-05-03"} for t in texts]
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        return path

    return make


@pytest.fixture
def plan():
    def make(*inputs: Path, **more):
        return plan_shards(
            [str(path) for path in inputs], Limits(n_rows=4, n_files=3, small_bytes=0, archive_bytes=2_000, **more)
        )

    return make


@pytest.fixture
def make_job(tmp_path):
    """A job into a folder of that name, by rules."""

    def make(name: str, **more) -> Job:
        return Job(tmp_path / name, **{"make_coder": partial(Coder, engine="rules"), **more})

    return make


@pytest.fixture
def loop(coder):
    """Code shards one after another in this process, and list them: what every run must come to."""

    def code(shards, job: Job) -> Store:
        store = Store.create(job.folder)
        for shard in shards:
            list_shard(store, do_task(Task(shard, job.digest_of(coder)), job, coder, [0.0] * 3))
        return store

    return code


@pytest.fixture
def shown():
    """What the views of a store show, sorted, and the digests of its segment files by their names."""

    def look(folder: Path) -> tuple[dict, dict]:
        store = Store(folder).read_only()
        views = {t: sorted(map(repr, store.query(f"select * from {t}").fetchall())) for t in SCHEMAS}
        files = {
            str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted((folder / "segments").rglob("*.parquet"))
        }
        return views, files

    return look


@pytest.fixture
def odd(monkeypatch):
    """The module `odd_coder`, which spawned processes can import too."""
    import importlib

    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    return importlib.import_module("odd_coder")
