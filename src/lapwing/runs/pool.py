"""Spawned processes that code shards. When one dies its task comes back, and another takes its place."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from lapwing.errors import LapwingError
from lapwing.runs.job import Job, Receipt, Task
from lapwing.runs.worker import EVENTS, PAGES, SINCE, work

# How long the driver waits for news before it looks at the workers itself. Seconds.
_LOOK_SECONDS = 0.25
# Code that does not come back to Python hears no alarm: so long after a page should have been cut off its worker is killed. Seconds.
GRACE_SECONDS = 10.0
# So many workers that end before they are ready, one after another, mean a broken installation and no bad page; of those that are killed,
# by the system for want of memory or by someone, more.
_MAX_STILLBORN, _MAX_KILLED_EARLY = 3, 20
# One thread for each process: two processes of two threads on two cores are slower than two of one, and arithmetic in one order gives
# the same numbers everywhere. Variables that libraries read when they are loaded.
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1") | {
    "TOKENIZERS_PARALLELISM": "false"
}


@dataclass(frozen=True, slots=True)
class Done:
    """A task that was done."""

    task: Task
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Died:
    """A task whose worker died, after so many of its pages."""

    task: Task
    n_pages: int


@dataclass(slots=True)
class _Worker:
    """A process and the driver's end of it."""

    process: BaseProcess
    connection: Connection
    beat: Sequence[float]
    task: Task | None = None
    is_ready: bool = False


class Pool:
    """So many workers for one job. Use it in a `with`; leaving ends the processes. A worker that is at a page for `grace_seconds` longer
    than a page may take is killed."""

    def __init__(self, job: Job, n_workers: int, *, grace_seconds: float = GRACE_SECONDS) -> None:
        self._job = job
        self._page_seconds = job.page_seconds + grace_seconds
        self._n_workers = n_workers
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []
        self._n_stillborn = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.connection.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join(2)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()

    def outcomes(self, tasks: deque[Task], tell: Callable[[Pool], None]) -> Iterator[Done | Died]:
        """What becomes of the tasks, as it comes; more may be added to `tasks` between two outcomes. `tell` is called now and then.
        Raises LapwingError for a fault that is no page's, such as a full disk."""
        while tasks or any(worker.task for worker in self._workers):
            self._hand_out(tasks)
            for worker in self._with_news():
                outcome = self._news_of(worker)
                if outcome is not None:
                    yield outcome
            tell(self)

    @property
    def in_work(self) -> tuple[int, int]:
        """Pages and events of shards that are not done yet."""
        busy = [worker for worker in self._workers if worker.task and not worker.task.is_probe]
        return int(sum(w.beat[PAGES] for w in busy)), int(sum(w.beat[EVENTS] for w in busy))

    @property
    def memory(self) -> list[int]:
        """What each worker holds in memory, where the system tells. Bytes."""
        return [held for w in self._workers if w.process.pid and (held := resident(w.process.pid))]

    def _hand_out(self, tasks: deque[Task]) -> None:
        n_wanted = min(self._n_workers, len(tasks) + sum(1 for w in self._workers if w.task))
        while len(self._workers) < n_wanted:
            self._workers.append(self._start())
        for worker in self._workers:
            if tasks and worker.is_ready and worker.task is None:
                worker.beat[PAGES] = worker.beat[EVENTS] = 0
                worker.task = tasks.popleft()
                with suppress(OSError):  # it died while it was idle: seen at once, and the task comes back
                    worker.connection.send(worker.task)

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        beat = self._context.RawArray("d", 3)
        process = self._context.Process(target=work, args=(self._job, theirs, beat), daemon=True)
        with _environment(_ONE_THREAD):
            process.start()
        theirs.close()
        return _Worker(process, ours, beat)

    def _with_news(self) -> list[_Worker]:
        """Workers that sent something or died. One that is long past the limit of a page is killed first."""
        now = time.monotonic()
        for worker in self._workers:
            if worker.beat[SINCE] and now - worker.beat[SINCE] > self._page_seconds:
                worker.process.kill()
        ready = wait([w.connection for w in self._workers], timeout=_LOOK_SECONDS)
        return [worker for worker in self._workers if worker.connection in ready]

    def _news_of(self, worker: _Worker) -> Done | Died | None:
        try:
            kind, what = worker.connection.recv()
        except (EOFError, OSError):
            return self._buried(worker)
        if kind == "fault":
            raise LapwingError(f"A worker cannot go on: {what}. What is done is kept; run the same command again.")
        if kind == "ready":
            worker.is_ready, self._n_stillborn = True, 0
            return None
        task, worker.task = worker.task, None
        return Done(task, what)

    def _buried(self, worker: _Worker) -> Died | None:
        worker.process.join()
        worker.connection.close()
        self._workers.remove(worker)
        if not worker.is_ready:
            self._n_stillborn += 1
            status = worker.process.exitcode or 0
            if self._n_stillborn >= (_MAX_KILLED_EARLY if status < 0 else _MAX_STILLBORN):
                raise LapwingError(f"Workers die before they begin (exit status {status}). Is there memory enough?")
        return Died(worker.task, int(worker.beat[PAGES])) if worker.task else None


def resident(pid: int) -> int | None:
    """What a process holds in memory, None where the system does not tell. Bytes."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return None


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    """Variables of the environment for what is started inside; those that are set already stay."""
    new = {name: value for name, value in values.items() if name not in os.environ}
    os.environ.update(new)
    try:
        yield
    finally:
        for name in new:
            del os.environ[name]
