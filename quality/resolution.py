#!/usr/bin/env python3
"""Measure who and when on the project's own cases (tests/resolving/cases).

python quality/resolution.py            # shares, by kind
python quality/resolution.py --wrong    # and every case that is wrong
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import predict
from lapwing.pipeline import Coder

CASES = Path(__file__).resolve().parent.parent / "tests" / "resolving" / "cases"


def main(arguments: list[str]) -> int:
    coder = Coder()
    print(json.dumps({name: round(v, 4) for name, v in score(coder).items()}, indent=1))
    for name, right in (("actors", actor_is_right), ("times", time_is_right)):
        by_kind: Counter = Counter()
        of_kind: Counter = Counter()
        for gold, predicted in predictions(coder, name):
            is_right = all(right(gold, predicted)) if name == "actors" else right(gold, predicted)
            of_kind[gold["kind"]] += 1
            by_kind[gold["kind"]] += is_right
            if not is_right and "--wrong" in arguments:
                print(gold["kind"], "|", gold.get("mention") or gold.get("expr"), "|", gold["sentence"], "|", predicted)
        print(name, ", ".join(f"{kind} {by_kind[kind]}/{n}" for kind, n in of_kind.items()))
    return 0


def score(coder: Coder) -> dict[str, float]:
    """Share of actor cases with the right country, sector, person, and all three; share of time cases with the right days or value."""
    actors = [actor_is_right(gold, predicted) for gold, predicted in predictions(coder, "actors")]
    times = [time_is_right(gold, predicted) for gold, predicted in predictions(coder, "times")]
    return {
        "actor_country": sum(country for country, _, _ in actors) / len(actors),
        "actor_sector": sum(sector for _, sector, _ in actors) / len(actors),
        "actor_person": sum(person for _, _, person in actors) / len(actors),
        "actor_all": sum(map(all, actors)) / len(actors),
        "times": sum(times) / len(times),
    }


def predictions(coder: Coder, name: str):
    """Each case with its prediction."""
    task = {"actors": predict.actors, "times": predict.time}[name]
    for line in (CASES / f"{name}.jsonl").read_text("utf-8").splitlines():
        gold = json.loads(line)
        yield gold, task(coder, gold)


def actor_is_right(gold: dict, predicted: dict) -> tuple[bool, bool, bool]:
    """Country, sector (where one is asked), person (where there is one)."""
    names = {plain(name) for name in gold["canonical_ok"] or ()}
    return (
        (predicted["country"] or "") in gold["country_ok"],
        not gold["sector_scored"] or (predicted["sector"] or "") in gold["sector_ok"],
        not names or plain(predicted["canonical"] or "") in names,
    )


def time_is_right(gold: dict, predicted: dict) -> bool:
    if gold["type"] in ("DURATION", "SET"):
        return predicted.get("value") == gold["value"]
    if "start" not in predicted:
        return False
    days = [abs((date.fromisoformat(predicted[k]) - date.fromisoformat(gold[k])).days) for k in ("start", "end")]
    return max(days) <= gold.get("tol", 0)


def plain(name: str) -> str:
    letters = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()
    return " ".join("".join(c if c.isalnum() else " " for c in letters).removeprefix("the ").split())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
