"""What travels between the driver and its workers: a job, its tasks, and the receipts that come back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from lapwing.errors import BrokenData
from lapwing.inputs import Columns
from lapwing.pipeline import Coder
from lapwing.records import digest
from lapwing.runs.plan import Shard
from lapwing.store.ledger import Segment
from lapwing.whole import whole_file

# A page that takes longer is set aside. The slowest of the example pages takes a tenth of a second. Seconds.
PAGE_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Job:
    """What every worker of a run needs. `make_coder` is called once in each process and must be picklable:
    `functools.partial(Coder, engine="rules")`."""

    folder: Path
    make_coder: Callable[[], Coder] = Coder
    published: date | None = None
    columns: Columns = field(default_factory=Columns)
    page_seconds: float = PAGE_SECONDS

    def digest_of(self, coder: Coder) -> str:
        """What coded a row. A day given by the caller, or a choice of columns, changes what is coded, as another setting would."""
        chosen = [str(self.published)] if self.published else []
        chosen += [f"{name}={column}" for name, column in sorted(self.columns.of.items())]
        return digest(coder.digest, *chosen)[:8] if chosen else coder.digest


@dataclass(frozen=True, slots=True)
class Task:
    """A shard to code. `poison` are pages, counted from 0, that are set aside without being coded; a probe codes the pages from
    `first` to before `stop` only, and writes nothing."""

    shard: Shard
    coder: str
    poison: frozenset[int] = frozenset()
    is_probe: bool = False
    first: int = 0
    stop: int | None = None
    given_up: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of a shard. `skipped` counts by reason; `ended_at` is UTC, ISO 8601."""

    shard: str
    coder: str
    version: str
    segments: tuple[Segment, ...] = ()
    n_pages: int = 0
    n_articles: int = 0
    n_events: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    ended_at: str = ""

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=1, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Receipt:
        """Raises BrokenData for what is no receipt."""
        try:
            values = json.loads(text)
            return cls(**{**values, "segments": tuple(Segment(**s) for s in values["segments"])})
        except (ValueError, TypeError, KeyError) as fault:
            raise BrokenData(f"no receipt of a shard: {fault}") from fault


def receipts_folder(folder: Path) -> Path:
    return folder / "receipts"


def receipt_path(folder: Path, shard: str, coder: str) -> Path:
    """Where the receipt of a shard lies, listed or not."""
    return receipts_folder(folder) / f"{shard}-{coder}.json"


def write_whole(path: Path, text: str) -> None:
    """A file that appears whole under its name or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as temporary:
        temporary.write_text(text, "utf-8")
