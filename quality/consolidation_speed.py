#!/usr/bin/env python3
"""Time and memory of consolidating a store of generated coded events.

    python quality/consolidation_speed.py 10000 30000 100000 300000 1000000

Occurrences are spread over days, types and pairs of countries as in news archives: few pairs have most of them. Each is told by one or more articles, an article tells six. Prints for each
size the seconds, and the largest memory of the process and of the second one that it starts, added up.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import duckdb

from lapwing.ontology import intensity_of, quad_of
from lapwing.records import digest
from lapwing.store import Store
from lapwing.store.arrow import relation_of
from lapwing.store.ledger import Segment
from lapwing.store.rows import SCHEMAS

TYPES = ["ASSAULT"] * 22 + ["CONSULT"] * 16 + ["ACCUSE"] * 10 + ["COERCE"] * 10 + ["PROTEST"] * 8 + ["REQUEST"] * 6 + ["AGREE"] * 6 + ["SUPPORT"] * 4 + ["REJECT"] * 4 + ["MOBILIZE"] * 4 + ["SANCTION"] * 3 + ["AID"] * 2 + ["THREATEN"] * 2 + ["RETREAT"] + ["CONCEDE"] + ["COOPERATE"]  # fmt: skip
COUNTRIES = [f"{a}{b}A" for a in "ABCDEFGHIJ" for b in "KLMNOPQRST"]
SHARES = [1 / (rank + 3) for rank in range(len(COUNTRIES))]  # the first country is a party in one event of six
SECTORS = ["GOV", "MIL", "REB", "OPP", "CVL", "COP"]
EVENTS_PER_ARTICLE, EVENTS_PER_DAY, ARTICLES_PER_SEGMENT = 6, 1_500, 5_000
WORDS = [f"w{i}" for i in range(6_000)]


def generate(n_events: int, folder: Path) -> None:
    """A store with about `n_events` coded events."""
    rng = random.Random(f"consolidation {n_events}")
    n_days = max(2, n_events // EVENTS_PER_DAY)
    tellings = _tellings(rng, n_events, n_days)
    store = Store.create(folder)
    for n in range(0, n_events // EVENTS_PER_ARTICLE, ARTICLES_PER_SEGMENT):
        tables: dict[str, list[dict]] = {name: [] for name in SCHEMAS}
        for k in range(n, min(n + ARTICLES_PER_SEGMENT, n_events // EVENTS_PER_ARTICLE)):
            _article(rng, k, list(islice(tellings, EVENTS_PER_ARTICLE)), tables)
        name = f"generated-{n:09}"
        for table, rows in tables.items():
            with duckdb.connect(config={"threads": 2}) as connection:
                path = folder / "segments" / table / f"{name}.parquet"
                relation_of(connection, rows, SCHEMAS[table]).write_parquet(str(path), compression="zstd")
        store.ledger.add(Segment(name, "generated", {t: len(r) for t, r in tables.items()}, {}), [])


def _tellings(rng: random.Random, n_events: int, n_days: int) -> Iterator[tuple[date, dict]]:
    """Occurrences with the days on which they are told, in the order of days."""
    pending: list[tuple[int, dict]] = []
    for day in range(n_days + 30):
        for _ in range(int(EVENTS_PER_DAY / 2.2) + 1):
            a, b = rng.choices(COUNTRIES, SHARES, k=2)
            place = rng.randrange(30)
            occurrence = {
                "type": rng.choice(TYPES), "day": day, "a": a, "b": b, "sectors": (rng.choice(SECTORS), rng.choice(SECTORS)), "place": place,
                "words": rng.sample(WORDS, 12), "names": rng.sample(WORDS, 20), "dead": rng.randrange(1, 60) if rng.random() < 0.2 else None,
            }  # fmt: skip
            pending += [
                (day + min(int(rng.expovariate(1.2)), 4), occurrence)
                for _ in range(min(int(rng.paretovariate(1.3)), 30))
            ]
        ready = sorted((p for p in pending if p[0] <= day), key=lambda p: p[0])
        pending = [p for p in pending if p[0] > day]
        yield from ((date(2020, 1, 1) + timedelta(d), o) for d, o in ready)
    while True:
        yield date(2020, 1, 1), occurrence


def _article(rng: random.Random, number: int, told: list[tuple[date, dict]], tables: dict[str, list[dict]]) -> None:
    article, day = digest("generated", str(number)), max(d for d, _ in told).isoformat()
    tables["articles"].append(
        {
            "id": article,
            "story_date": day,
            "title": f"Article {number}",
            "text": f"Text of article {number}.",
            "n_events": len(told),
            "coder": "generated",
        }
    )
    names = sorted({n for _, o in told for n in o["names"][:8]})
    bands = [rng.getrandbits(62) for _ in range(33)]
    tables["signatures"].append(
        {
            "id": digest("signature", article),
            "article_id": article,
            "told_on": day,
            "outlet": f"outlet{number % 400}.example.org",
            "bands": bands,
            "names": names,
            "countries": sorted({c for _, o in told for c in (o["a"], o["b"])}),
            "coder": "generated",
        }
    )
    for k, (_, o) in enumerate(told):
        happened = (date(2020, 1, 1) + timedelta(o["day"])).isoformat() if rng.random() < 0.7 else None
        parties = [
            [
                {
                    "start": 0,
                    "end": 1,
                    "text": "x",
                    "name": f"the {c} {s}",
                    "country": c if rng.random() < 0.85 else None,
                    "sector": s,
                    "score": 0.8,
                }
            ]
            if rng.random() < 0.85
            else []
            for c, s in ((o["a"], o["sectors"][0]), (o["b"], o["sectors"][1]))
        ]
        is_placed = rng.random() < 0.5
        tables["events"].append({
            "id": digest(article, str(k)), "article_id": article, "story_date": day, "type": o["type"], "contexts": [], "realis": "actual", "first_day": happened, "last_day": happened,
            "precision": "day", "day_reason": "weekday", "actors": parties[0], "recipients": parties[1], "place": f"City {o['a']} {o['place']}" if is_placed else None, "place_country": o["a"] if is_placed else None,
            "latitude": o["place"] * 2.0 if is_placed else None, "longitude": ord(o["a"][0]) + o["place"] * 1.5 if is_placed else None, "place_level": "city", "place_reason": "gazetteer", "trigger": o["words"][0], "trigger_start": 0, "trigger_end": 4,
            "sentence": " ".join(rng.sample(o["words"], 8) + rng.sample(WORDS, 6)), "score": 0.7, "reason": "v:x", "quad": quad_of(o["type"]), "intensity": intensity_of(o["type"]),
            "actor_countries": [p["country"] for p in parties[0] if p["country"]], "recipient_countries": [p["country"] for p in parties[1] if p["country"]], "dead": {"low": o["dead"], "best": o["dead"], "high": o["dead"]} if o["dead"] else None, "coder": "generated",
        })  # fmt: skip


def main() -> int:
    if len(sys.argv) == 3 and sys.argv[1] == "--one":
        start = time.perf_counter()
        store = Store(sys.argv[2])
        store.consolidate()
        seconds = time.perf_counter() - start
        n, told = store.query("select count(*), coalesce(sum(n_reports), 0) from consolidated_events").fetchall()[0]
        memory = (
            sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
        )
        print(json.dumps({"reports": int(told), "events": n, "seconds": round(seconds, 1), "mb": round(memory)}))
        return 0
    for size in map(int, sys.argv[1:] or ["10000", "30000", "100000"]):
        with tempfile.TemporaryDirectory() as folder:
            generate(size, Path(folder) / "store")
            subprocess.run([sys.executable, __file__, "--one", f"{folder}/store"], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
