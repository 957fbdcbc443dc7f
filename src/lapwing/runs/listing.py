"""Receipts on disk -> the ledger. Workers write segments and receipts; only one process, this one, writes the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from lapwing.errors import BrokenData
from lapwing.runs.job import Receipt, receipt_path, receipts_folder
from lapwing.store import Store
from lapwing.store.segments import faults_of, keys_in


def list_shard(store: Store, receipt: Receipt) -> None:
    """Make a shard's segments count."""
    segments = [(segment, keys_in(store.folder, segment)) for segment in receipt.segments]
    store.ledger.add_shard(receipt.shard, receipt.coder, receipt.to_json(), segments)


def receipt_on_disk(folder: Path, shard: str, coder: str) -> Receipt | None:
    """The receipt of a shard that is done, whether the ledger knows or not; None when there is none, or its files are not as it says."""
    try:
        receipt = Receipt.from_json(receipt_path(folder, shard, coder).read_text("utf-8"))
    except (OSError, BrokenData, UnicodeDecodeError):
        return None
    is_whole = (receipt.shard, receipt.coder) == (shard, coder) and not any(
        faults_of(folder, s) for s in receipt.segments
    )
    return receipt if is_whole else None


def take_up(store: Store, coder: str, shards: Iterable[str]) -> Iterator[Receipt]:
    """List those of the shards that were done and not listed, as when the driver was killed; their receipts."""
    for shard in shards:
        receipt = receipt_on_disk(store.folder, shard, coder)
        if receipt is not None:
            list_shard(store, receipt)
            yield receipt


def reconcile(store: Store) -> tuple[int, list[str]]:
    """List every shard that was done and is not listed; how many there were, and what is wrong with those that cannot be listed. Those of
    the coder that ended last come last, so that its coding is the one shown."""
    listed = store.ledger.shards()
    receipts, faults = [], []
    for path in sorted(receipts_folder(store.folder).glob("*.json")):
        shard, _, coder = path.stem.rpartition("-")
        if (shard, coder) in listed:
            continue
        receipt = receipt_on_disk(store.folder, shard, coder)
        if receipt is None:
            faults.append(
                f"{path.relative_to(store.folder)}: its segment is not as it says; run the same command again"
            )
        else:
            receipts.append(receipt)
    ended: dict[str, str] = {}
    for receipt in receipts:
        ended[receipt.coder] = max(ended.get(receipt.coder, ""), receipt.ended_at)
    for receipt in sorted(receipts, key=lambda r: (ended[r.coder], r.coder, r.shard)):
        list_shard(store, receipt)
    return len(receipts), faults
