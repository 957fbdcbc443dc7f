from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize("name", ["actors", "times", "times_negative"])
def test_cases_are_sound(name):
    """Every case points at its words, its days are in order, and no id or sentence comes twice."""
    rows = [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text("utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        words = row.get("mention") or row.get("expr") or row["text"]
        at = row.get("char", row["sentence"].find(words))
        assert row["sentence"][at : at + len(words)] == words, row
        if row.get("start"):
            assert date.fromisoformat(row["start"]) <= date.fromisoformat(row["end"]), row
