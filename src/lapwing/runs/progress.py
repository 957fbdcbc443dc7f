"""What a run tells while it goes on, and the file that says afterwards what it was: DIR/runs/NAME.json."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from lapwing.errors import BrokenData
from lapwing.runs.job import Receipt, write_whole

# How often something is told at a terminal, elsewhere, and in the status file. Seconds.
_TERMINAL_SECONDS, _LINE_SECONDS, _FILE_SECONDS = 0.5, 10.0, 5.0


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A run: enough to repeat it. `state` is running, done or stopped; instants are UTC, ISO 8601. `settings` holds what was asked for,
    `versions` what it was done with; counts are those of this run alone, without shards that were done before."""

    name: str
    state: str
    started_at: str
    coder: str
    engine: str
    settings: Mapping[str, object]
    versions: Mapping[str, str]
    inputs: Sequence[str]
    n_workers: int
    share: str | None = None
    ended_at: str | None = None
    n_shards: int = 0
    n_shards_before: int = 0
    n_shards_done: int = 0
    n_pages: int = 0
    n_articles: int = 0
    n_events: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)
    n_deaths: int = 0
    seconds: float = 0.0
    max_worker_bytes: int = 0

    def with_receipt(self, receipt: Receipt) -> RunRecord:
        """The record after one more shard."""
        return replace(
            self,
            n_shards_done=self.n_shards_done + 1,
            n_pages=self.n_pages + receipt.n_pages,
            n_articles=self.n_articles + receipt.n_articles,
            n_events=self.n_events + receipt.n_events,
            skipped=dict(sorted((Counter(self.skipped) + Counter(receipt.skipped)).items())),
        )

    def save(self, folder: Path) -> None:
        write_whole(
            folder / "runs" / f"{self.name}.json", json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"
        )


def past_runs(folder: Path) -> list[RunRecord]:
    """The runs of a store, the first one first. Raises BrokenData for a status file that is none."""
    runs = []
    for path in sorted((folder / "runs").glob("*.json")):
        try:
            runs.append(RunRecord(**json.loads(path.read_text("utf-8"))))
        except (OSError, ValueError, TypeError) as fault:
            raise BrokenData(f"'{path}' is no record of a run: {fault}.") from fault
    return runs


def now() -> str:
    """This instant, UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Progress:
    """Tells how a run goes on standard error: one line that is written over at a terminal, else one every ten seconds at most."""

    def __init__(self, folder: Path, record: RunRecord, n_bytes: int, *, is_quiet: bool = False) -> None:
        self.record = record
        self._folder = folder
        self._started = time.monotonic()
        self._n_bytes, self._bytes_done = n_bytes, 0
        self._is_quiet = is_quiet
        self._told = self._saved = self._started
        record.save(folder)

    def done(self, receipt: Receipt, n_bytes: int) -> None:
        self.record = self.record.with_receipt(receipt)
        self._bytes_done += n_bytes

    def died(self) -> None:
        self.record = replace(self.record, n_deaths=self.record.n_deaths + 1)

    def tell(self, in_work: tuple[int, int], memory: Sequence[int]) -> None:
        """`in_work` are pages and events of shards not done yet, `memory` the bytes that each worker holds."""
        at = time.monotonic()
        highest = max([self.record.max_worker_bytes, *memory])
        self.record = replace(self.record, seconds=round(at - self._started, 1), max_worker_bytes=highest)
        is_terminal = sys.stderr.isatty()
        if not self._is_quiet and at - self._told >= (_TERMINAL_SECONDS if is_terminal else _LINE_SECONDS):
            self._told = at
            line = self.line(in_work, memory)
            print(
                f"\r{line[:160]}\x1b[K" if is_terminal else line,
                end="" if is_terminal else "\n",
                file=sys.stderr,
                flush=True,
            )
        if at - self._saved >= _FILE_SECONDS:
            self._saved = at
            self._save()

    def _save(self) -> None:
        with suppress(OSError):  # on a full disk the shards say so; what cannot be told is not worth ending a run for
            self.record.save(self._folder)

    def line(self, in_work: tuple[int, int], memory: Sequence[int]) -> str:
        """One line: what is done, how fast, how long it will take, what was skipped."""
        record = self.record
        n_pages, n_events = record.n_pages + in_work[0], record.n_events + in_work[1]
        seconds = max(record.seconds, 0.001)
        parts = [
            f"{n_pages:,} pages, {n_events:,} events",
            f"{record.n_shards_done + record.n_shards_before:,} of {record.n_shards:,} shards",
            f"{n_pages / seconds:.1f} pages/s",
        ]
        if self._bytes_done:
            left = seconds * (self._n_bytes - self._bytes_done) / self._bytes_done
            parts.append(f"about {duration(left)} left")
        if memory:
            parts.append(f"{len(memory)} workers of {max(memory) / 1e6:.0f} MB")
        if record.skipped:
            parts.append("skipped " + ", ".join(f"{n:,} {reason}" for reason, n in record.skipped.items()))
        return " · ".join(parts)

    def end(self, state: str) -> RunRecord:
        """Write the last word to the status file."""
        seconds = round(time.monotonic() - self._started, 1)
        self.record = replace(self.record, state=state, ended_at=now(), seconds=seconds)
        self._save()
        if not self._is_quiet and sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
        return self.record


def duration(seconds: float) -> str:
    """A length of time as a person would say it.

    >>> duration(9), duration(150), duration(11_430)
    ('9 s', '2 min 30 s', '3 h 10 min')
    """
    n = round(seconds)
    if n < 60:
        return f"{n} s"
    return f"{n // 60} min {n % 60} s" if n < 3_600 else f"{n // 3_600} h {n % 3_600 // 60} min"
