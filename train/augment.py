"""Other countries in the same sentence: so that the network learns what is done, not who usually does it."""

from __future__ import annotations

import random
import sys
from functools import cache
from pathlib import Path

from lapwing.resolving import load_tables
from lapwing.resolving.tables import Alias

sys.path.insert(0, str(Path(__file__).parent.parent / "corpus"))
from build import moved_by

SHARE = 0.5  # of the country names of a sentence


@cache
def _surfaces() -> dict[str, list[str]]:
    """Unambiguous surfaces by kind, of states with at least one of each."""
    out: dict[str, list[str]] = {"name": [], "adjective": [], "capital": []}
    for text, rows in load_tables().aliases.items():
        if len(rows) == 1 and rows[0].kind in out and not rows[0].is_folded and text.replace(" ", "").isalpha():
            out[rows[0].kind].append(text)
    return out


def swap_countries(sentence: dict, text: str, rng: random.Random) -> tuple[str, dict]:
    """The sentence's words with some countries exchanged, and its annotation moved along. Offsets stay relative to `text`
    cut at the sentence, so the result is (words, annotation with start 0)."""
    words = text[sentence["start"] : sentence["end"]]
    moved = moved_by(sentence, -sentence["start"])
    changes = []
    for found in load_tables().find(words):
        entry = found.entry
        kinds = _surfaces()
        if (
            isinstance(entry, Alias)
            and entry.kind in kinds
            and entry.text in kinds[entry.kind]
            and rng.random() < SHARE
        ):
            changes.append((found.start, found.end, rng.choice(kinds[entry.kind])))
    for start, end, new in reversed(changes):
        if words[start:end] == words[start:end].strip() and _is_whole(moved, start, end):
            words = words[:start] + new + words[end:]
            _move(moved, start, end, len(new) - (end - start))
    moved |= {"start": 0, "end": len(words)}
    return words, moved


def _spans(value: object):
    if isinstance(value, dict):
        if "start" in value and "text" in value:
            yield value
        for inner in value.values():
            yield from _spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _spans(inner)


def _is_whole(sentence: dict, start: int, end: int) -> bool:
    """Whether no annotated span begins or ends inside the name."""
    return not any(start < s[key] < end for s in _spans(sentence) for key in ("start", "end"))


def _move(sentence: dict, start: int, end: int, by: int) -> None:
    for span in _spans(sentence):
        if span["start"] >= end:
            span["start"] += by
        if span["end"] >= end:
            span["end"] += by
