#!/usr/bin/env python3
"""Check the passages in corpus/source/*.txt and write them as JSON Lines.

    python corpus/build.py --check FILE...      faults with line numbers, and counts; writes nothing
    python corpus/build.py                      checks all and writes corpus/train.jsonl, corpus/dev.jsonl and corpus/test.jsonl

The markup is described in GUIDELINES.md, section 1. Passages whose file name begins with "test" make the test part; of the others,
every tenth by a digest of its id makes the development part.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from lapwing.ontology import FACTS

HERE = Path(__file__).resolve().parent
STYLES = frozenset("wire tabloid state liveblog analysis local release translated headline".split())
KINDS = {
    "per": "person",
    "org": "organisation",
    "cty": "country",
    "grp": "group",
    "loc": "place",
    "tim": "time",
    "qty": "quantity",
}
REALIS = frozenset("actual planned possible denied background".split())


@dataclass
class Passage:
    id: str
    style: str
    day: str
    sentences: list[dict] = field(default_factory=list)


class Fault(Exception):
    pass


def parse_file(path: Path) -> tuple[list[Passage], list[str]]:
    """The passages of a file and its faults, each with the line number."""
    passages: list[Passage] = []
    faults: list[str] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            _take(line.rstrip(), passages)
        except Fault as fault:
            faults.append(f"{path.name}:{number}: {fault} | {line[:110]}")
    return passages, faults


def _take(line: str, passages: list[Passage]) -> None:
    if line.startswith("# "):
        parts = [p.strip() for p in line[2:].split("|")]
        if len(parts) != 3 or parts[1] not in STYLES or not re.fullmatch(r"\d{4}-\d\d-\d\d", parts[2]):
            raise Fault("header must be '# ID | STYLE | YYYY-MM-DD'")
        if any(p.id == parts[0] for p in passages):
            raise Fault(f"id {parts[0]} is used twice")
        passages.append(Passage(*parts))
        return
    if not passages:
        raise Fault("before the first header")
    if line.startswith("S "):
        passages[-1].sentences.append(
            {"text": line[2:].strip(), "mentions": [], "events": [], "quotes": [], "commitments": [], "claims": []}
        )
        return
    if not passages[-1].sentences:
        raise Fault("annotation before the first sentence")
    if line[:2] not in _TAKERS:
        raise Fault("unknown line")
    _TAKERS[line[:2]](line[2:], passages[-1].sentences[-1])


def _span(text: str, words: str) -> dict:
    match = re.fullmatch(r"(.+?)(?:#(\d+))?", words.strip())
    if not match:
        raise Fault("empty value")
    wanted, nth, start = match[1].strip(), int(match[2] or 1), -1
    for _ in range(nth):
        start = _find(text, wanted, start + 1)
        if start < 0:
            raise Fault(f"'{wanted}' does not occur {nth} times in the sentence")
    return {"start": start, "end": start + len(wanted), "text": wanted}


def _find(text: str, wanted: str, start: int) -> int:
    """The next occurrence that does not begin or end inside a word."""
    while (start := text.find(wanted, start)) >= 0:
        before, after = text[start - 1 : start], text[start + len(wanted) : start + len(wanted) + 1]
        inside = (before.isalnum() and wanted[0].isalnum()) or (after.isalnum() and wanted[-1].isalnum())
        if not inside:
            return start
        start += 1
    return -1


def _spans(text: str, words: str) -> list[dict]:
    return [_span(text, w) for w in words.split("; ") if w.strip()]


def _mentions(rest: str, sentence: dict) -> None:
    for part in rest.split(" | "):
        kind, _, words = part.strip().partition(":")
        if kind not in KINDS:
            raise Fault(f"unknown kind '{kind}'")
        sentence["mentions"] += [{**s, "kind": KINDS[kind]} for s in _spans(sentence["text"], words)]


def _event(rest: str, sentence: dict) -> None:
    parts = [p.strip() for p in rest.split(" | ")]
    if len(parts) < 3:
        raise Fault("an event needs trigger, type and realis")
    event_type, *mode = parts[1].split()
    if event_type not in FACTS:
        raise Fault(f"no type '{event_type}'")
    if len(mode) > 1 or (mode and mode[0] not in FACTS[event_type].mode_scores):
        raise Fault(f"no mode '{' '.join(mode)}' of {event_type}")
    if parts[2] not in REALIS:
        raise Fault(f"no realis '{parts[2]}'")
    event = {
        "trigger": _span(sentence["text"], parts[0]),
        "type": event_type,
        "mode": mode[0] if mode else None,
        "realis": parts[2],
        "actors": [],
        "recipients": [],
        "place": None,
        "time": None,
        "attributed_to": None,
    }
    for part in parts[3:]:
        key, _, words = part.partition(":")
        if key in ("A", "R"):
            event["actors" if key == "A" else "recipients"] = _spans(sentence["text"], words)
        elif key in ("P", "T", "by"):
            event[{"P": "place", "T": "time", "by": "attributed_to"}[key]] = _span(sentence["text"], words)
        else:
            raise Fault(f"unknown part '{key}'")
    sentence["events"].append(event)


def _quote(rest: str, sentence: dict) -> None:
    first, *parts = [p.strip() for p in rest.split(" | ")]
    quote = {**_span(sentence["text"], first), "direct": True, "cue": None, "speaker": None, "addressee": None}
    for part in parts:
        key, _, words = part.partition(":")
        if part == "indirect":
            quote["direct"] = False
        elif key in ("cue", "sp", "to"):
            quote[{"cue": "cue", "sp": "speaker", "to": "addressee"}[key]] = _span(sentence["text"], words)
        else:
            raise Fault(f"unknown part '{key}'")
    sentence["quotes"].append(quote)


def _fields(rest: str, sentence: dict, keys: dict[str, str], needed: str) -> dict:
    out: dict = dict.fromkeys(keys.values())
    for part in rest.split(" | "):
        key, _, words = part.strip().partition(":")
        if key not in keys:
            raise Fault(f"unknown part '{key}'")
        out[keys[key]] = _spans(sentence["text"], words) if key in ("by", "to") else _span(sentence["text"], words)
    if out[needed] is None:
        raise Fault(f"'{needed}' is missing")
    return out


def _commitment(rest: str, sentence: dict) -> None:
    sentence["commitments"].append(
        _fields(rest, sentence, {"by": "by", "to": "to", "what": "what", "until": "until"}, "what")
    )


def _claim(rest: str, sentence: dict) -> None:
    sentence["claims"].append(_fields(rest, sentence, {"what": "what", "n": "number"}, "number"))


_TAKERS = {"M ": _mentions, "E ": _event, "Q ": _quote, "C ": _commitment, "N ": _claim}


# --- counts and writing ----------------------------------------------------------------------------------


def counts(passages: list[Passage]) -> dict:
    sentences = [s for p in passages for s in p.sentences]
    events = [e for s in sentences for e in s["events"]]
    empty = sum(not s["events"] for s in sentences)
    types = Counter(e["type"] for e in events)
    modes = Counter(f"{e['type']} {e['mode']}" for e in events if e["mode"])
    return {
        "passages": len(passages),
        "sentences": len(sentences),
        "without_event": round(empty / max(1, len(sentences)), 3),
        "events": len(events),
        "types": {t: types[t] for t in FACTS},
        "modes": {f"{t} {m}": modes[f"{t} {m}"] for t, f in FACTS.items() for m in f.mode_scores},
        "realis": dict(Counter(e["realis"] for e in events)),
        "quotes": sum(len(s["quotes"]) for s in sentences),
        "styles": dict(Counter(p.style for p in passages)),
    }


def part_of(passage: Passage, path: Path) -> str:
    if path.name.startswith("test"):
        return "test"
    return "dev" if blake2b(passage.id.encode(), digest_size=2).digest()[0] % 10 == 0 else "train"


def encode(passage: Passage) -> dict:
    """A passage as one JSON object: its text (sentences joined by a blank), and every span an offset into that text."""
    text, sentences = "", []
    for sentence in passage.sentences:
        base = len(text) + (1 if text else 0)
        text = f"{text} {sentence['text']}" if text else sentence["text"]
        moved = moved_by({k: v for k, v in sentence.items() if k != "text"}, base)
        sentences.append({"start": base, "end": len(text), **moved})
    return {"id": passage.id, "style": passage.style, "published": passage.day, "text": text, "sentences": sentences}


def moved_by(value: object, by: int) -> object:
    """A copy of an annotation with every span in it moved by so many characters."""
    if isinstance(value, dict):
        out = {k: moved_by(v, by) for k, v in value.items()}
        if "start" in out and "text" in out:
            out |= {"start": value["start"] + by, "end": value["end"] + by}
        return out
    return [moved_by(v, by) for v in value] if isinstance(value, list) else value


def main(arguments: list[str]) -> int:
    checking = arguments[:1] == ["--check"]
    paths = [Path(a) for a in arguments[1:]] if checking else sorted((HERE / "source").glob("*.txt"))
    parts: dict[str, list[Passage]] = {"train": [], "dev": [], "test": []}
    n_faults = 0
    for path in paths:
        passages, faults = parse_file(path)
        n_faults += len(faults)
        print("".join(f"{fault}\n" for fault in faults), end="", file=sys.stderr)
        for passage in passages:
            parts[part_of(passage, path)].append(passage)
    everything = [p for part in parts.values() for p in part]
    print(json.dumps(counts(everything), indent=1))
    if n_faults:
        print(f"{n_faults} faults; no part was written", file=sys.stderr)
        return 1
    if not checking:
        for name, passages in parts.items():
            lines = (json.dumps(encode(p), ensure_ascii=False) + "\n" for p in sorted(passages, key=lambda p: p.id))
            (HERE / f"{name}.jsonl").write_text("".join(lines), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
