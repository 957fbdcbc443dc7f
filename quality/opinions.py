#!/usr/bin/env python3
"""Measure the opinions of readers on the project's own invented comments (tests/opining/cases).

python quality/opinions.py            # precision and recall on both sets
python quality/opinions.py --wrong    # and every comment that is wrong
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

from lapwing.opining import code_opinions
from lapwing.reading.article import make_comment
from lapwing.reading.language import comment_language
from lapwing.records import Actor, Match
from lapwing.resolving import find_targets, load_tables

CASES = Path(__file__).resolve().parent.parent / "tests" / "opining" / "cases"
# The day on which all invented comments are posted: it decides who is in office.
DAY = date(2023, 6, 1)


def main(arguments: list[str]) -> int:
    for name in ("tuning", "blind"):
        if name == "blind" and "--tuning" in arguments:
            continue
        right = told = wanted = 0
        for case in cases(name):
            found = opinions_in(case)
            right += len(found & expected(case))
            told += len(found)
            wanted += len(expected(case))
            if "--wrong" in arguments and found != expected(case):
                print(case["id"], case["text"], "| expected", sorted(expected(case)), "| found", sorted(found))
        print(
            f"{name}: precision {right / told:.3f}, recall {right / wanted:.3f} ({right} right, {told} told, {wanted} wanted)"
        )
    return 0


def cases(name: str) -> list[dict]:
    """The comments of a set: `text`, `expected` (target to + or -), `people` (surname to name and country, whom the article names)."""
    return [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text("utf-8").splitlines()]


def expected(case: dict) -> set[tuple[str, str]]:
    return set(case["expected"].items())


def opinions_in(case: dict) -> set[tuple[str, str]]:
    """Each target that the rules find judged, with its sign."""
    people = {
        s: Actor(s, name, code, None, Match(1.0, "named_in_article"))
        for s, (name, code) in case.get("people", {}).items()
    }
    text = case["text"]
    comment = make_comment("a reader", text, 0, language=comment_language(text))
    targets = find_targets(text, load_tables(), day=DAY, people=people)
    found = code_opinions("article", [(comment, targets)])
    return {(o.target.name, "+" if o.polarity > 0 else "-") for o in found}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
