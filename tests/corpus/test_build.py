"""The corpus is what its card says: every span quotes its text, every code is legal, no sentence comes twice."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from lapwing.ontology import FACTS

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "corpus"))
import build  # noqa: E402

PARTS = ("train", "dev", "test")


@pytest.fixture(scope="module")
def passages():
    return {
        part: [json.loads(line) for line in (ROOT / "corpus" / f"{part}.jsonl").read_text("utf-8").splitlines()]
        for part in PARTS
    }


def test_every_span_quotes_its_text(passages, spans):
    for passage in (p for part in PARTS for p in passages[part]):
        for sentence in passage["sentences"]:
            for span in spans({k: v for k, v in sentence.items() if k not in ("start", "end")}):
                assert passage["text"][span["start"] : span["end"]] == span["text"], passage["id"]
                assert sentence["start"] <= span["start"] < span["end"] <= sentence["end"], passage["id"]


def test_codes_are_legal(passages):
    for passage in (p for part in PARTS for p in passages[part]):
        for event in (e for s in passage["sentences"] for e in s["events"]):
            assert event["type"] in FACTS
            assert event["mode"] is None or event["mode"] in FACTS[event["type"]].mode_scores
            assert event["realis"] in build.REALIS


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return frozenset(zip(words, words[1:], words[2:], words[3:], strict=False))


def test_no_sentence_comes_twice(passages):
    """No two sentences of eight words or more share half of their word 4-grams, and no passage id is used twice."""
    everything = [p for part in PARTS for p in passages[part]]
    assert len({p["id"] for p in everything}) == len(everything)
    seen: dict[tuple[str, ...], int] = {}
    sets = []
    for passage in everything:
        for sentence in passage["sentences"]:
            own = shingles(passage["text"][sentence["start"] : sentence["end"]])
            if len(own) < 5:
                continue  # "The defence will appeal." is said in every trial
            shared: dict[int, int] = {}
            for gram in own:
                if gram in seen:
                    shared[seen[gram]] = shared.get(seen[gram], 0) + 1
                seen.setdefault(gram, len(sets))
            for other, n in shared.items():
                assert n / len(own | sets[other]) < 0.5, passage["id"]
            sets.append(own)


def test_json_lines_are_those_of_the_sources():
    """The JSON Lines files are what build.py makes of the sources."""
    parts: dict[str, list] = {part: [] for part in PARTS}
    for path in sorted((ROOT / "corpus" / "source").glob("*.txt")):
        found, faults = build.parse_file(path)
        assert faults == []
        for passage in found:
            parts[build.part_of(passage, path)].append(passage)
    for part, found in parts.items():
        lines = [json.dumps(build.encode(p), ensure_ascii=False) for p in sorted(found, key=lambda p: p.id)]
        assert (ROOT / "corpus" / f"{part}.jsonl").read_text("utf-8").splitlines() == lines


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("# a-1 | wire | 2020-01-01\nS Chile met Peru.\nE met | FIGHT | actual", "no type"),
        ("# a-1 | wire | 2020-01-01\nS Chile met Peru.\nE met | CONSULT riot | actual", "no mode"),
        ("# a-1 | wire | 2020-01-01\nS Chile met Peru.\nE saw | CONSULT | actual", "does not occur"),
        ("# a-1 | wire | 2020-01-01\nS Chile met Peru.\nE met | CONSULT | maybe", "no realis"),
        ("# a-1 | poem | 2020-01-01", "header"),
        ("S Chile met Peru.", "before the first header"),
        ("# a-1 | wire | 2020-01-01\nS Chileans met Peru.\nM cty: Chile", "does not occur"),
    ],
)
def test_faults_are_named(tmp_path, lines, fault):
    path = tmp_path / "x.txt"
    path.write_text(lines)
    assert fault in build.parse_file(path)[1][0]
