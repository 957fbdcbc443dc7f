"""Occurrences -> articles: the written accounts, and copies of them as outlets print wire stories.

    python corpus/reports/make.py dev > articles.jsonl

`occurrences.jsonl` holds what was written: each occurrence with one wire story, and most with another outlet's account or a later follow-up. Copies are made here, seeded:
credits changed or dropped, the end cut off, a local paragraph set in, another headline, British or American spelling, other quotation marks.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Occurrences of the test part, and articles per part. The development part has the same mix.
N_TEST, N_ARTICLES = 150, {"test": 600, "dev": 168}
# The shortest copy: outlets cut from the end. Share of the words.
LEAST_KEPT = 0.55
_OUTLETS = [f"{a} {b}" for a in ("Harbour", "Valley", "Northern", "Morning", "Evening", "Capital", "Coastal", "Midland", "Riverside", "Highland") for b in ("Post", "Echo", "Tribune", "Dispatch")]  # fmt: skip
_SPELLINGS = [("defence", "defense"), ("kilometres", "kilometers"), ("centre", "center"), ("neighbour", "neighbor"), ("harbour", "harbor"), ("colour", "color"), ("labour", "labor"), ("per cent", "percent"), ("organisation", "organization"), ("metres", "meters"), ("programme", "program")]  # fmt: skip
_DATELINE = re.compile(r"^(?P<city>[A-ZÀ-Þ][^—–\n(]{2,40}?) ?\((?P<agency>[^)]{2,30})\) ?[—–-]+ ")


@dataclass(frozen=True)
class Made:
    """An article: whose account it is (`text_id`: copies share it), which occurrence it tells, and the words that tell it."""

    id: str
    occurrence: str
    text_id: str
    kind: str
    published: date
    outlet: str
    title: str
    text: str
    told: str


def load(part: str) -> list[dict]:
    """The occurrences of a part, "dev" or "test": look-alikes stay together."""
    rows = [json.loads(line) for line in (HERE / "occurrences.jsonl").read_text("utf-8").splitlines()]
    groups: dict[str, list[dict]] = {}
    for row in rows:
        groups.setdefault(row["group"], []).append(row)
    test: set[str] = set()
    left = N_TEST
    for name in sorted(groups, key=lambda g: blake2b(g.encode(), digest_size=8).digest()):
        if len(groups[name]) <= left:
            test.add(name)
            left -= len(groups[name])
    return [row for row in rows if (row["group"] in test) == (part == "test")]


def make(part: str) -> list[Made]:
    """The articles of a part, the same on every machine."""
    rng = random.Random(f"reports {part}")
    occurrences = load(part)
    written = [made for row in occurrences for made in _written(row)]
    n_copies = N_ARTICLES[part] - len(written)
    weights = [3 if made.kind == "base" else 1 for made in written]
    chosen = rng.choices(range(len(written)), weights, k=n_copies)
    local = {row["occurrence"]: row["local_paragraph"] for row in occurrences}
    copies = [
        _copy(written[i], f"{written[i].id}-c{n}", local[written[i].occurrence], rng) for n, i in enumerate(chosen)
    ]
    return [*written, *copies]


def _written(row: dict) -> Iterator[Made]:
    for n, text in enumerate(row["texts"]):
        name = f"{row['occurrence']}-{n}"
        yield Made(
            name,
            row["occurrence"],
            name,
            text["kind"],
            date.fromisoformat(text["date"]),
            text["outlet"],
            text["title"],
            text["text"],
            text["told"],
        )


def _copy(made: Made, name: str, local: str, rng: random.Random) -> Made:
    """One outlet's copy: between one and four of the edits below, and always another outlet and credit."""
    text, told = _recredited(made.text, rng), made.told
    if rng.random() < 0.6:
        text = _cut(text, told, rng)
    if rng.random() < 0.5:
        paragraphs = text.split("\n\n")
        paragraphs.insert(rng.randint(max(1, len(paragraphs) - 2), len(paragraphs)), local)
        text = "\n\n".join(paragraphs)
    if rng.random() < 0.4:
        pairs = _SPELLINGS if rng.random() < 0.5 else [(b, a) for a, b in _SPELLINGS]
        for old, new in pairs:
            text, told = text.replace(old, new), told.replace(old, new)
    if rng.random() < 0.4:
        text, told = _requoted(text), _requoted(told)
    if rng.random() < 0.3:
        text += "\n\n" + rng.choice(
            ("© {a}. All rights reserved.", "This story was first published by {a}.", "(With inputs from {a})")
        ).format(a=rng.choice(("our agencies", "AFP", "Reuters")))
    later = made.published + timedelta(rng.choice((0, 0, 0, 1)))
    title = made.title if rng.random() < 0.4 else " ".join(text.split("\n")[0].split(" — ")[-1].split()[:8])
    if told not in text:  # the cut lead: keep the account as it was written
        text, told = made.text, made.told
    return Made(name, made.occurrence, made.text_id, "copy", later, rng.choice(_OUTLETS), title, text, told)


def _recredited(text: str, rng: random.Random) -> str:
    found = _DATELINE.match(text)
    if found is None:
        return text
    body = text[found.end() :]
    return rng.choice(
        (
            body,
            f"{found['city'].strip()} — {body}",
            f"{found['city'].strip()} ({found['agency']}) - {body}",
            f"{found['city'].strip()}: {body}",
            text,
        )
    )


def _cut(text: str, told: str, rng: random.Random) -> str:
    """Without its last paragraphs, never without what tells the occurrence."""
    paragraphs, n_words = text.split("\n\n"), len(text.split())
    for _ in range(rng.randint(1, 3)):
        shorter = "\n\n".join(paragraphs[:-1])
        if len(shorter.split()) < LEAST_KEPT * n_words or told not in shorter:
            break
        paragraphs.pop()
    return "\n\n".join(paragraphs)


def _requoted(text: str) -> str:
    return re.sub(r'"([^"]*)"', r"“\1”", text).replace("'", "’")


if __name__ == "__main__":
    for made in make(sys.argv[1] if len(sys.argv) > 1 else "dev"):
        print(json.dumps({**vars(made), "published": made.published.isoformat()}, ensure_ascii=False))
