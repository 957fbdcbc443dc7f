"""Is a store whole? Files against the ledger's digests, rows against receipts, spans against the text that they point into."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lapwing.errors import BrokenData
from lapwing.runs.job import Receipt
from lapwing.store import Store
from lapwing.store.ledger import Segment
from lapwing.store.segments import connect, count_rows, faults_of, misplaced_spans

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, and what is wrong, each with the file or row that it is wrong with."""

    n_segments: int
    n_shards: int
    n_spans: int
    faults: tuple[str, ...]


def verify(store: Store) -> Verified:
    """Look at every file of a store. Files whose digest is wrong are not looked into."""
    faults: list[str] = []
    n_spans = 0
    segments = {segment.name: segment for segment in store.ledger.segments()}
    with connect() as connection:
        for segment in segments.values():
            broken = faults_of(store.folder, segment)
            faults += broken
            if not broken:
                faults += _wrong_counts(connection, store.folder, segment)
                n, misplaced = misplaced_spans(connection, store.folder, segment)
                n_spans += n
                faults += misplaced
    shards = store.ledger.shards()
    for (name, coder), text in shards.items():
        faults += _wrong_receipt(f"shard {name}-{coder}", text, segments)
    return Verified(len(segments), len(shards), n_spans, tuple(faults))


def _wrong_counts(connection: duckdb.DuckDBPyConnection, folder: Path, segment: Segment) -> Iterator[str]:
    for table, expected in segment.rows.items():
        n = count_rows(connection, folder, table, segment.name)
        if n != expected:
            yield f"segments/{table}/{segment.name}.parquet: {n:,} rows where the ledger has {expected:,}"


def _wrong_receipt(name: str, text: str, segments: Mapping[str, Segment]) -> Iterator[str]:
    try:
        receipt = Receipt.from_json(text)
    except BrokenData as fault:
        yield f"{name}: {fault}"
        return
    for segment in receipt.segments:
        if segments.get(segment.name) != segment:
            yield f"{name}: its segment {segment.name} is not listed as its receipt has it"
    if receipt.n_pages != receipt.n_articles + sum(receipt.skipped.values()):
        yield f"{name}: {receipt.n_pages:,} pages, but {receipt.n_articles:,} articles and {sum(receipt.skipped.values()):,} skipped"
    stored = sum(segment.rows[table] for segment in receipt.segments for table in ("articles", "skipped"))
    if stored > receipt.n_pages:
        yield f"{name}: {stored:,} rows of {receipt.n_pages:,} pages"


def remove_leftovers(folder: Path, *, older_than_seconds: float) -> list[Path]:
    """Remove temporary files of a store that nothing has written to for so long; which they were."""
    before = time.time() - older_than_seconds
    removed = []
    for path in sorted(p for part in ("segments", "receipts", "runs") for p in (folder / part).rglob("*.tmp")):
        try:
            if path.stat().st_mtime <= before:
                path.unlink()
                removed.append(path)
        except FileNotFoundError:  # it has taken its name meanwhile
            continue
    return removed
