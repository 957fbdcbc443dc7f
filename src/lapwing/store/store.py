"""A store on disk. Segments are written under a temporary name, synced, renamed, and only then listed in the ledger."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from lapwing.errors import WrongCall
from lapwing.records import CodedArticle, Skipped, digest
from lapwing.store.arrow import relation_of
from lapwing.store.ledger import Ledger, Segment
from lapwing.store.query import ReadOnly
from lapwing.store.rows import SCHEMAS, rows_of

if TYPE_CHECKING:
    import duckdb


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
        if path.is_dir() and any(path.iterdir()) and not (path / "ledger.sqlite").exists():
            raise WrongCall(f"'{folder}' holds files that are no Lapwing store. Name an empty or new folder.")
        for table in SCHEMAS:
            (path / "segments" / table).mkdir(parents=True, exist_ok=True)
        Ledger(path / "ledger.sqlite")
        return cls(path)

    def append(
        self, results: Iterable[CodedArticle | Skipped], *, coder_digest: str, articles_per_segment: int = 1_000
    ) -> Iterator[CodedArticle | Skipped]:
        """Stores results and hands each on once it is on disk. An article that the same coder has stored before is not
        stored twice; one that another coder has stored is kept beside it, and the views show the later coding."""
        stream = iter(results)
        while batch := list(islice(stream, articles_per_segment)):
            self._write(batch, coder_digest)
            yield from batch

    def _write(self, batch: Sequence[CodedArticle | Skipped], coder: str) -> None:
        known = self.ledger.known_articles(coder, [r.article.id for r in batch if isinstance(r, CodedArticle)])
        fresh: dict[str, CodedArticle | Skipped] = {}
        for result in batch:
            key = str(result.source) + result.reason if isinstance(result, Skipped) else result.article.id
            if key not in known:
                fresh.setdefault(key, result)
        if not fresh:
            return
        name = f"{digest(*sorted(fresh))[:16]}-{coder}"
        tables = rows_of(list(fresh.values()), coder)
        digests = {table: self._write_table(table, rows, name) for table, rows in tables.items()}
        articles = [r.article.id for r in fresh.values() if isinstance(r, CodedArticle)]
        self.ledger.add(Segment(name, coder, {t: len(r) for t, r in tables.items()}, digests), articles)

    def _write_table(self, table: str, rows: list[dict], name: str) -> str:
        import duckdb

        final = self.folder / "segments" / table / f"{name}.parquet"
        temporary = final.with_suffix(".tmp")
        with duckdb.connect(config={"threads": 1}) as connection:
            relation_of(connection, rows, SCHEMAS[table]).write_parquet(str(temporary), compression="zstd")
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
            file_digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.replace(temporary, final)
        return file_digest

    def read_only(self) -> ReadOnly:
        """A connection with the store's views that can do nothing but read them."""
        return ReadOnly(self.folder, self.ledger)

    def query(self, sql: str) -> duckdb.DuckDBPyRelation:
        """The answer to a SELECT over the views articles, events, actors, statements, comments and skipped."""
        return self.read_only().query(sql)
