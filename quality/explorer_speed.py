#!/usr/bin/env python3
"""How long the explorer takes with generated stores: to open, for the first page, and for filters. Seconds and milliseconds of the wall clock.

    python quality/explorer_speed.py 10000 100000 1000000       # generates and consolidates first: a million takes long
    python quality/explorer_speed.py --store DIR                # a store that is there

The server runs in a process of its own, as `lapwing explore` starts it; pages are asked over HTTP as a browser asks (compressed, one after the other). Each filter is asked with five different
values; the middle one counts, and the slowest stands beside it. `reports` are counted, since they are as many as the size says.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import consolidation_speed
from lapwing.store import Store

FILTERS = {
    "type": [f"type={t}" for t in ("ASSAULT", "CONSULT", "ACCUSE", "PROTEST", "AID")],
    "country": [f"country={c}" for c in ("AKA", "BKA", "CLA", "DMA", "ANA")],
    "dyad": [f"dyad={c}" for c in ("AKA-BKA", "BKA-AKA", "AKA-CKA", "ALA-AKA", "CKA-AKA")],
    "days": [f"since=2020-01-{d:02}&until=2020-02-{d:02}" for d in (3, 5, 7, 9, 11)],
    "one word": [f"words=w{n}" for n in (1200, 3400, 5100, 777, 4242)],
    "two words": [f"words=w{n}+w{n + 7}" for n in (1201, 3401, 5101, 778, 4243)],
    "country, type, days": [f"country={c}&type=ASSAULT&since=2020-01-05&until=2020-03-01" for c in ("AKA", "BKA", "CKA", "DKA", "EKA")],
    "by year, for 100 pages, matrix": [f"bin=year&per=pages&draw=matrix&least_score=0.{n}" for n in range(1, 6)],
    "second page by score": [f"sort=-score&page={n}" for n in range(2, 7)],
}  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int)
    parser.add_argument("--store", action="append", default=[], type=Path)
    given = parser.parse_args()
    for folder in given.store:
        measure(folder)
    for size in given.sizes or ([] if given.store else [10_000]):
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary) / "store"
            consolidation_speed.generate(size, folder)
            Store(folder).consolidate()
            measure(folder)
    return 0


def measure(folder: Path) -> None:
    store = Store(folder)
    n_events, n_reports = store.query(
        "select (select count(*) from consolidated_events), (select count(*) from reports)"
    ).fetchall()[0]
    print(f"\n{n_reports:,} reports of {n_events:,} events")
    with Serving(folder) as address:  # makes the index when it is not there
        pass
    start = time.perf_counter()
    with Serving(folder) as address:
        started = time.perf_counter()
        asked(address, "kind=reports")
        print(
            f"{'from the command to the first page':<34} {time.perf_counter() - start:6.2f} s, of it the page {time.perf_counter() - started:.2f} s"
        )
        for name, queries in FILTERS.items():
            times = sorted(1000 * asked(address, f"kind=reports&{query}") for query in queries)
            print(f"{name:<34} {statistics.median(times):6.0f} ms, slowest {times[-1]:.0f} ms")
        views = store.read_only()
        ids = [i for (i,) in views.query("select id from events using sample 5 rows").fetchall()]
        alone = statistics.median(1000 * asked(address, "kind=reports") for _ in range(3))
        opened = sorted(1000 * asked(address, f"kind=reports&sel={i}") for i in ids)
        print(f"{'evidence, besides the page':<34} {statistics.median(opened) - alone:6.0f} ms")


class Serving:
    """`lapwing explore` on a store, ready to answer; its address."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "lapwing", "explore", str(folder), "--no-browser"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def __enter__(self) -> str:
        return self._process.stdout.readline().strip().split("?")[0]

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()


def asked(address: str, query: str) -> float:
    """Seconds until the whole page is there."""
    request = urllib.request.Request(f"{address}?{query}", headers={"Accept-Encoding": "gzip"})
    start = time.perf_counter()
    with urllib.request.urlopen(request) as answer:
        answer.read()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
