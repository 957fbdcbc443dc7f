#!/usr/bin/env python3
"""Agreement of a second, blind annotation (corpus/second/*.txt) with the corpus, by layer.

    python quality/agreement.py

F1 takes the corpus as the answer; it is the same the other way round.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "corpus"))
import build  # noqa: E402


def overlap(a: dict, b: dict) -> bool:
    return a["start"] < b["end"] and b["start"] < a["end"]


def same_parties(a: list[dict], b: list[dict]) -> bool:
    return all(any(overlap(x, y) for y in b) for x in a) and all(any(overlap(x, y) for x in a) for y in b)


def main() -> int:
    first = {p.id: p for path in (ROOT / "corpus" / "source").glob("*.txt") for p in build.parse_file(path)[0]}
    counts: dict[str, Counter] = {
        k: Counter() for k in ("mentions", "mentions and kind", "triggers", "type", "type and parties", "direct quotes")
    }
    realis = Counter()
    n = 0
    for path in sorted((ROOT / "corpus" / "second").glob("*.txt")):
        for passage in build.parse_file(path)[0]:
            for ours, theirs in zip(first[passage.id].sentences, passage.sentences, strict=True):
                n += 1
                tests = {
                    "mentions": ("mentions", overlap),
                    "mentions and kind": ("mentions", lambda a, b: overlap(a, b) and a["kind"] == b["kind"]),
                    "triggers": ("events", lambda a, b: overlap(a["trigger"], b["trigger"])),
                    "type": ("events", lambda a, b: overlap(a["trigger"], b["trigger"]) and a["type"] == b["type"]),
                    "type and parties": ("events", lambda a, b: overlap(a["trigger"], b["trigger"]) and a["type"] == b["type"]
                                         and same_parties(a["actors"], b["actors"]) and same_parties(a["recipients"], b["recipients"])),
                    "direct quotes": ("quotes", lambda a, b: a["direct"] and b["direct"] and overlap(a, b)),
                }  # fmt: skip
                for name, (layer, test) in tests.items():
                    left, right = ours[layer], theirs[layer]
                    if name == "direct quotes":
                        left, right = [q for q in left if q["direct"]], [q for q in right if q["direct"]]
                    counts[name]["first"] += len(left)
                    counts[name]["second"] += len(right)
                    counts[name]["both"] += sum(any(test(a, b) for b in right) for a in left)
                for a in ours["events"]:
                    for b in theirs["events"]:
                        if overlap(a["trigger"], b["trigger"]):
                            realis[a["realis"] == b["realis"]] += 1
    f1 = {k: round(2 * c["both"] / max(1, c["first"] + c["second"]), 3) for k, c in counts.items()}
    print(
        json.dumps(
            {"sentences": n, "f1": f1, "realis_same": round(realis[True] / max(1, sum(realis.values())), 3)}, indent=1
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
