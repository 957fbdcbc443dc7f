"""Store: a folder of Parquet segments, a ledger that lists them, and read-only SQL over both.

store = Store.create("out")
store.append(results, coder_digest=coder.digest)
store.query("select type, count(*) from events group by all").fetchall()
"""

from __future__ import annotations

from lapwing.store.arrow import Stream, relation_of
from lapwing.store.query import ReadOnly
from lapwing.store.store import Store

__all__ = ["ReadOnly", "Store", "Stream", "relation_of"]
