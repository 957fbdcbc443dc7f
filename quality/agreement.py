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
from corpus import same_parties, span  # noqa: E402


def overlap(a: dict, b: dict) -> bool:
    return span(a).overlaps(span(b))


def same_trigger(a: dict, b: dict) -> bool:
    return overlap(a["trigger"], b["trigger"])


def same_type(a: dict, b: dict) -> bool:
    return same_trigger(a, b) and a["type"] == b["type"]


def same_event(a: dict, b: dict) -> bool:
    return same_type(a, b) and all(same_parties([span(x) for x in a[k]], b[k]) for k in ("actors", "recipients"))


# What is counted: the items of a sentence, and when two of them are the same.
LAYERS = {
    "mentions": (lambda s: s["mentions"], overlap),
    "mentions and kind": (lambda s: s["mentions"], lambda a, b: overlap(a, b) and a["kind"] == b["kind"]),
    "triggers": (lambda s: s["events"], same_trigger),
    "type": (lambda s: s["events"], same_type),
    "type and parties": (lambda s: s["events"], same_event),
    "direct quotes": (lambda s: [q for q in s["quotes"] if q["direct"]], overlap),
}


def main() -> int:
    first = {p.id: p for path in (ROOT / "corpus" / "source").glob("*.txt") for p in build.parse_file(path)[0]}
    counts: dict[str, Counter] = {name: Counter() for name in LAYERS}
    realis = Counter()
    n = 0
    for path in sorted((ROOT / "corpus" / "second").glob("*.txt")):
        for passage in build.parse_file(path)[0]:
            for ours, theirs in zip(first[passage.id].sentences, passage.sentences, strict=True):
                n += 1
                for name, (items, is_same) in LAYERS.items():
                    left, right = items(ours), items(theirs)
                    counts[name]["first"] += len(left)
                    counts[name]["second"] += len(right)
                    counts[name]["both"] += sum(any(is_same(a, b) for b in right) for a in left)
                for a in ours["events"]:
                    for b in theirs["events"]:
                        if same_trigger(a, b):
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
