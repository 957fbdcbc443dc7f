"""What a worker process does: it builds a coder once and codes shards, one after another, until its driver is gone."""

from __future__ import annotations

import signal
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, MutableSequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import chain, islice
from multiprocessing.connection import Connection

from lapwing.inputs import Reader
from lapwing.pipeline import Coder
from lapwing.records import CodedArticle, Page, Skipped, SkipReason, SourceRef
from lapwing.runs.job import Job, Receipt, Task, receipt_path, write_whole
from lapwing.store.rows import key_of
from lapwing.store.segments import write_segment
from lapwing.version import __version__

# Places in the numbers that a worker shares with its driver: when it began the page it is at (by the monotonic clock, 0 between
# pages), pages begun and events found in its shard.
SINCE, PAGES, EVENTS = range(3)


class TookTooLong(BaseException):
    """Not an Exception, so that no library on the way takes it for a fault of its own."""


def work(job: Job, connection: Connection, beat: MutableSequence[float]) -> None:
    """Take tasks from the driver and send back receipts; None ends it. A fault that is no page's is sent as text."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the driver decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        coder = job.make_coder()
        connection.send(("ready", job.digest_of(coder)))
        while (task := connection.recv()) is not None:
            connection.send(("done", do_task(task, job, coder, beat)))
    except (EOFError, BrokenPipeError):
        return  # the driver is gone; what is written is taken up when the run goes on
    except Exception as fault:
        connection.send(("fault", f"{type(fault).__name__}: {fault}"))


def do_task(task: Task, job: Job, coder: Coder, beat: MutableSequence[float]) -> Receipt:
    """Code a shard, write its segments and then its receipt. A probe writes nothing."""
    started = time.monotonic()
    beat[PAGES] = beat[EVENTS] = 0
    counted: Counter[str] = Counter()
    results = _counted(results_of(task, job, coder, beat), counted)
    segments = []
    if task.is_probe:
        for _ in results:
            pass
    else:
        for first in results:  # handed on one by one, so that no more than its rows is held of an article
            batch = _distinct(chain([first], islice(results, coder.settings.articles_per_segment - 1)))
            name = f"{task.shard.name}-{len(segments):04d}-{task.coder}"
            segments.append(write_segment(job.folder, name, task.coder, batch))
    receipt = Receipt(
        task.shard.name,
        task.coder,
        __version__,
        tuple(segments),
        counted.pop("pages", 0),
        counted.pop("articles", 0),
        counted.pop("events", 0),
        dict(sorted(counted.items())),
        round(time.monotonic() - started, 3),
        datetime.now(UTC).isoformat(timespec="seconds"),
    )
    if not task.is_probe:
        write_whole(receipt_path(job.folder, receipt.shard, receipt.coder), receipt.to_json())
    return receipt


def results_of(task: Task, job: Job, coder: Coder, beat: MutableSequence[float]) -> Iterator[CodedArticle | Skipped]:
    """The results of a task's pages, in order."""
    if task.given_up:
        for piece in task.shard.pieces:
            detail = "reading it killed the worker again and again, at no page that could be found"
            yield Skipped(
                SourceRef(piece.label), "runs", SkipReason.FAILED, f"{detail} (bytes {piece.start} to {piece.end})"
            )
        return
    reader = Reader(job.columns, coder.settings.max_page_bytes)
    for number, page in enumerate(islice(task.shard.pages(reader), task.stop)):
        if number < task.first:
            continue
        if isinstance(page, Skipped):
            result = page
        elif number in task.poison:
            result = Skipped(page.source, "runs", SkipReason.FAILED, "coding this page killed the worker")
        else:
            beat[SINCE] = time.monotonic()
            result = _coded_in_time(page, job, coder)
            beat[SINCE] = 0
        beat[PAGES] = number + 1
        beat[EVENTS] += len(result.events) if isinstance(result, CodedArticle) else 0
        yield result


def _coded_in_time(page: Page, job: Job, coder: Coder) -> CodedArticle | Skipped:
    try:
        with _time_limit(job.page_seconds):
            return coder.code_page(page, published=job.published)
    except TookTooLong:
        signal.setitimer(signal.ITIMER_REAL, 0)  # it may have rung while it was being turned off
        return Skipped(page.source, "runs", SkipReason.FAILED, f"took longer than {job.page_seconds:g} s")


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise TookTooLong inside when it takes longer. Without signals, or outside the main thread, there is no limit; and code that never
    comes back to Python is stopped by the driver."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(*_: object) -> None:
        raise TookTooLong

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)  # again after a second: the first may be swallowed on its way
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _distinct(results: Iterable[CodedArticle | Skipped]) -> Iterator[CodedArticle | Skipped]:
    """The results without those that came before, in order."""
    seen: set[str] = set()
    for result in results:
        key = key_of(result)
        if key not in seen:
            seen.add(key)
            yield result


def _counted(results: Iterator[CodedArticle | Skipped], counted: Counter[str]) -> Iterator[CodedArticle | Skipped]:
    """The results, counted as they go by: pages, articles, events, and by its reason what was skipped."""
    for result in results:
        counted["pages"] += 1
        if isinstance(result, CodedArticle):
            counted["articles"] += 1
            counted["events"] += len(result.events)
        else:
            counted[str(result.reason)] += 1
        yield result
