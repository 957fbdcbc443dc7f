"""A run from its plan to the ledger: shards that are done are passed over, the others handed to workers, their receipts listed."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections import deque
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path

from lapwing.errors import LapwingError
from lapwing.pipeline import Coder
from lapwing.runs.job import Job, Task
from lapwing.runs.listing import list_shard, receipt_on_disk, take_up
from lapwing.runs.plan import Shard
from lapwing.runs.poison import Blame
from lapwing.runs.pool import Died, Done, Pool
from lapwing.runs.progress import Progress, RunRecord, now
from lapwing.store import Store
from lapwing.store.segments import make_folders
from lapwing.version import __version__


@dataclass(frozen=True, slots=True)
class Share:
    """Which part of the shards one of several invocations does: `number` of `of`, from 1."""

    number: int
    of: int

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"


def run(
    shards: Sequence[Shard],
    job: Job,
    *,
    n_workers: int,
    inputs: Sequence[str] = (),
    share: Share | None = None,
    is_quiet: bool = False,
) -> RunRecord:
    """Code the shards into the store at `job.folder`; what was done. It can be stopped at any moment and run again: each shard counts once.

    With a share the ledger is not touched, since several processes may not write it: `reconcile` lists what all of them have written.
    Raises LapwingError for what is no page's fault, such as a full disk.
    """
    store = None if share else Store.create(job.folder)
    make_folders(job.folder)
    coder = job.make_coder()
    coder_digest = job.digest_of(coder)
    todo = _not_done(shards, coder_digest, job.folder, store)
    record = _record(
        job, coder, coder_digest, n_workers=n_workers, inputs=inputs, share=share, shards=shards, todo=todo
    )
    del coder  # the workers have theirs
    progress = Progress(job.folder, record, sum(shard.n_bytes for shard in todo), is_quiet=is_quiet)
    state = "stopped"
    try:
        _work_off(deque(Task(shard, coder_digest) for shard in todo), job, n_workers, store, progress)
        if store:
            store.ledger.make_current(coder_digest, (shard.name for shard in shards))
        state = "done"
    except (OSError, sqlite3.Error) as fault:
        raise LapwingError(
            f"The store at '{job.folder}' cannot be written: {fault}. What is done is kept; run the same command again."
        ) from fault
    finally:
        record = progress.end(state)
    return record


def _not_done(shards: Sequence[Shard], coder: str, folder: Path, store: Store | None) -> list[Shard]:
    """Those that are to be done. What was written before the driver was killed is listed first."""
    if store is None:
        return [shard for shard in shards if receipt_on_disk(folder, shard.name, coder) is None]
    listed = store.ledger.done_shards(coder)
    taken_up = {r.shard for r in take_up(store, coder, (s.name for s in shards if s.name not in listed))}
    return [shard for shard in shards if shard.name not in listed | taken_up]


def _work_off(tasks: deque[Task], job: Job, n_workers: int, store: Store | None, progress: Progress) -> None:
    blame = Blame()
    with Pool(job, n_workers) as pool:
        for outcome in pool.outcomes(tasks, lambda p: progress.tell(p.in_work, p.memory)):
            if isinstance(outcome, Died):
                progress.died()
                tasks.append(blame.after_death(outcome.task, outcome.n_pages))
            elif isinstance(outcome, Done) and outcome.task.is_probe:
                tasks.append(blame.after_probe(outcome.task))
            else:
                if store:
                    list_shard(store, outcome.receipt)
                progress.done(outcome.receipt, outcome.task.shard.n_bytes)


def _record(
    job: Job,
    coder: Coder,
    coder_digest: str,
    *,
    n_workers: int,
    inputs: Sequence[str],
    share: Share | None,
    shards: Sequence[Shard],
    todo: Sequence[Shard],
) -> RunRecord:
    started = now()
    part = f"-{share.number}-of-{share.of}" if share else ""
    settings = {
        **asdict(coder.settings),
        "published": str(job.published) if job.published else None,
        "columns": dict(job.columns.of),
        "page_seconds": job.page_seconds,
    }
    versions = {"lapwing": __version__, "python": platform.python_version(), **_library_versions()}
    return RunRecord(
        name=_name(job.folder, f"{started[:19].replace('-', '').replace(':', '')}-{os.getpid()}{part}"),
        state="running",
        started_at=started,
        coder=coder_digest,
        engine=coder.annotator.name,
        settings=settings,
        versions=versions,
        inputs=list(inputs),
        n_workers=n_workers,
        share=str(share) if share else None,
        n_shards=len(shards),
        n_shards_before=len(shards) - len(todo),
    )


def _name(folder: Path, name: str) -> str:
    """A name that no run has, should one process make two in a second."""
    names = (name if n == 1 else f"{name}-{n}" for n in count(1))
    return next(n for n in names if not (folder / "runs" / f"{n}.json").exists())


def _library_versions() -> dict[str, str]:
    """The libraries whose version may change what is coded or how it is written."""
    from importlib.metadata import PackageNotFoundError, version

    found = {}
    for name in ("duckdb", "fastwarc", "htmldate", "lxml", "numpy", "onnxruntime", "tokenizers", "trafilatura"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
