"""A store on disk. Segments are written under a temporary name, synced, renamed, and only then listed in the ledger."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lapwing.errors import WrongCall
from lapwing.records import CodedArticle, Skipped, digest
from lapwing.selection import Selection
from lapwing.store.ledger import Ledger
from lapwing.store.query import NO_EXTENSIONS, ReadOnly, create_consolidated_views, create_views
from lapwing.store.rows import key_of
from lapwing.store.segments import make_folders, write_segment
from lapwing.version import __version__

if TYPE_CHECKING:
    import duckdb

    from lapwing.notebook import Figure

# What DuckDB may hold in memory while it consolidates, before it writes to disk. Python holds the reports of one type beside it.
_MEMORY = "800MB"


class Store:
    """A folder of coded articles. Raises WrongCall when the folder is something else."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        if not (self.folder / "ledger.sqlite").is_file():
            raise WrongCall(f"'{folder}' is no Lapwing store. Make one with: lapwing code PAGES --store {folder}")
        self.ledger = Ledger(self.folder / "ledger.sqlite")

    @classmethod
    def create(cls, folder: str | Path) -> Store:
        """The store in a folder, made if it is not there. A folder with other things in it is refused."""
        path = Path(folder)
        if path.exists() and not path.is_dir():
            raise WrongCall(f"'{folder}' is a file. Name a folder for the store.")
        is_store = (path / "ledger.sqlite").exists() or (path / "segments").exists()
        if path.is_dir() and any(path.iterdir()) and not is_store:
            raise WrongCall(f"'{folder}' holds files that are no Lapwing store. Name an empty or new folder.")
        make_folders(path)
        Ledger.create(path / "ledger.sqlite")
        return cls(path)

    def append(
        self, results: Iterable[CodedArticle | Skipped], *, coder_digest: str, articles_per_segment: int = 1_000
    ) -> int:
        """Stores results; how many were new. An article that the same coder has stored is not stored twice; one that another
        coder has stored is kept beside it, and the views show the later coding."""
        return sum(1 for _, is_new in self.appending(results, coder_digest, articles_per_segment) if is_new)

    def appending(
        self, results: Iterable[CodedArticle | Skipped], coder_digest: str, articles_per_segment: int
    ) -> Iterator[tuple[CodedArticle | Skipped, bool]]:
        """Like `append`, handing each result on once it is on disk, and whether it was new. When the results stop with an
        exception, those that came before it are stored."""
        batch: list[CodedArticle | Skipped] = []
        try:
            for result in results:
                batch.append(result)
                if len(batch) >= articles_per_segment:
                    full, batch = batch, []
                    yield from self._write(full, coder_digest)
        finally:
            stored = self._write(batch, coder_digest)
        yield from stored

    def _write(self, batch: Sequence[CodedArticle | Skipped], coder: str) -> list[tuple[CodedArticle | Skipped, bool]]:
        known = self.ledger.known(coder, map(key_of, batch))
        fresh: dict[str, CodedArticle | Skipped] = {}
        told: list[tuple[CodedArticle | Skipped, bool]] = []
        for result in batch:
            key = key_of(result)
            told.append((result, key not in known and key not in fresh))
            if key not in known:
                fresh.setdefault(key, result)
        if known:
            self.ledger.touch(coder, sorted(known))
        if fresh:
            name = f"{digest(*sorted(fresh))[:16]}-{coder}"
            self.ledger.add(write_segment(self.folder, name, coder, list(fresh.values())), fresh)
        return told

    # --- told once ---

    @property
    def consolidation_name(self) -> str:
        """The name of the consolidation of what the store holds now: a digest of its segments, and of the version that makes it."""
        names = [s.name for s in self.ledger.segments()]
        hidden = [f"{article}:{coder}" for article, coder in self.ledger.superseded()]
        return digest(__version__, "consolidated 1", *names, "", *hidden)[:16]

    @property
    def is_consolidated(self) -> bool:
        """Whether the consolidated tables are those of what the store holds now."""
        return self.ledger.consolidated() == self.consolidation_name

    def consolidate(self, tell: Callable[[str], None] = lambda _: None) -> None:
        """Make the views consolidated_events, reports, copies and stories those of what the store holds now. A run that was stopped goes on where it was;
        when nothing has changed nothing is done. `tell` is told each stage."""
        from lapwing.store.consolidation import consolidate_store

        name, before = self.consolidation_name, self.ledger.consolidated()
        if name == before:
            return
        root = self.folder / "consolidated"
        work = root / f"{name}.part"
        work.mkdir(parents=True, exist_ok=True)
        with self.working_connection(work / "spilled") as connection:
            consolidate_store(work, connection, tell)
        for spilled in work.glob("spilled*"):
            shutil.rmtree(spilled, ignore_errors=True)
        os.replace(work, root / name)
        self.ledger.set_consolidated(name)
        # That of before stays until the next: an explorer or a query may be reading it.
        for old in root.iterdir():
            if old.name not in (name, before) and old.suffix != ".part":
                shutil.rmtree(old, ignore_errors=True)

    @contextmanager
    def working_connection(self, spill: Path) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection with the views that may write what does not fit into memory to `spill`."""
        import duckdb

        limits = {"memory_limit": _MEMORY, "temp_directory": str(spill), "preserve_insertion_order": False}
        with duckdb.connect(config={**NO_EXTENSIONS, **limits}) as connection:
            create_views(connection, self.folder, self.ledger)
            create_consolidated_views(connection, self.folder, self.ledger)
            yield connection

    def read_only(self) -> ReadOnly:
        """A connection with the store's views that can do nothing but read them."""
        return ReadOnly(self.folder, self.ledger)

    def query(self, sql: str, parameters: Sequence[object] = ()) -> duckdb.DuckDBPyRelation:
        """The answer to a SELECT over the store's views (docs/reference/store.md), with values for its question marks."""
        return self.read_only().query(sql, parameters)

    # --- what is asked for: terms of lapwing.selection, such as type="ASSAULT", country=["SDN", "SSD"], since="2024-05-01" ---

    def events(self, **asked: str | Sequence[str]) -> duckdb.DuckDBPyRelation:
        """What happened, each event once: a relation that pandas, polars and Arrow take as it is. The store is consolidated first when it has changed."""
        return self._chosen("events", asked)

    def reports(self, **asked: str | Sequence[str]) -> duckdb.DuckDBPyRelation:
        """The events as each article tells them, with the same columns."""
        return self._chosen("reports", asked)

    def _chosen(self, kind: str, asked: Mapping[str, str | Sequence[str]]) -> duckdb.DuckDBPyRelation:
        self.consolidate()
        return self.query(
            *_selection(kind, asked).select("* exclude (searched)", "order by coalesce(first_day, told_on), id")
        )

    def plot_map(self, kind: str = "events", **asked: str | Sequence[str]) -> Figure:
        """A map of where it happened, for a notebook; `.save("map.svg")` writes it."""
        return self._drawn("map", kind, asked)

    def plot_timeline(
        self, kind: str = "events", *, bin: str = "auto", per: str = "events", **asked: str | Sequence[str]
    ) -> Figure:
        """A timeline by quad class above the number of pages coded. `bin` is day, week, month or year; with `per="pages"` it shows events for 100 pages."""
        return self._drawn("timeline", kind, asked, bin_=bin, per=per)

    def plot_network(
        self, kind: str = "events", *, directed: bool = True, matrix: bool = False, **asked: str | Sequence[str]
    ) -> Figure:
        """Who deals with whom, as a network or a matrix."""
        return self._drawn("matrix" if matrix else "network", kind, asked, directed=directed)

    def _drawn(self, figure: str, kind: str, asked: Mapping[str, str | Sequence[str]], **shown: Any) -> Figure:
        from lapwing.notebook import draw

        return draw(self, figure, _selection(kind, asked), **shown)


def _selection(kind: str, asked: Mapping[str, str | Sequence[str]]) -> Selection:
    """The selection of keywords. `in_` stands for `in`; numbers and days may be given as such."""
    told = {
        name.rstrip("_"): [
            str(v) for v in ([values] if isinstance(values, str) or not isinstance(values, Iterable) else values)
        ]
        for name, values in asked.items()
    }
    return Selection.parse({"kind": [kind], **told})
