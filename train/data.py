"""Corpus passages -> sentences with labels over sub-word tokens."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from lapwing.annotating.grammar import Grammar
from lapwing.annotating.learned.features import features_of, spread, tokens_over
from lapwing.annotating.learned.labels import (
    MENTION_LABELS,
    MODES,
    N_ROLES,
    NO_MODE,
    REALIS,
    ROLES,
    SAY,
    TRIGGER_LABELS,
    TYPES,
)
from lapwing.annotating.names import Names
from lapwing.records import Span
from lapwing.resolving import load_tables
from lapwing.settings import Settings

GRAMMAR = Grammar(Names(load_tables().surfaces()), Settings())
MAX_TOKENS = 160
# What is complete in a sentence of the corpus. Reviewed events (lapwing review --export-corpus) are complete in events alone, and say so.
LAYERS = ("mentions", "events", "quotes", "commitments", "claims")


@dataclass
class Example:
    """A sentence as arrays. -100 marks what is not scored. `pairs` are (trigger tokens, mention tokens, roles 0/1)."""

    text: str
    ids: list[int]
    offsets: list[tuple[int, int]]
    mention: np.ndarray
    trigger: np.ndarray
    triggers: list[tuple[int, int, int, int]] = field(default_factory=list)  # first, last token, mode or -100, realis
    pairs: list[tuple[tuple[int, int], tuple[int, int], np.ndarray]] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    seen: np.ndarray | None = None  # (3, tokens)
    prior: list[tuple[int, int, int]] = field(default_factory=list)  # role, trigger token, mention token
    gold: dict = field(default_factory=dict)


def load(path: Path) -> list[tuple[str, dict]]:
    """The sentences of a JSON Lines file of the corpus, each with the text of its passage and what is complete in it."""
    passages = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [(p["text"], {**s, "layers": p.get("layers", LAYERS)}) for p in passages for s in p["sentences"]]


def make(text: str, sentence: dict, tokenizer: Tokenizer) -> Example:
    """A sentence as arrays over its sub-word tokens."""
    base, words = sentence["start"], text[sentence["start"] : sentence["end"]]
    encoding = tokenizer.encode(words)
    ids, offsets = encoding.ids[:MAX_TOKENS], encoding.offsets[:MAX_TOKENS]
    n = len(ids)
    mention, trigger = np.zeros(n, np.int64), np.zeros(n, np.int64)
    mention[0] = trigger[0] = -100
    if len(encoding.ids) <= MAX_TOKENS:
        mention[-1] = trigger[-1] = -100
    example = Example(words, ids, offsets, mention, trigger, gold=sentence)

    parse = GRAMMAR.parse_sentence(words)
    features = features_of(parse, GRAMMAR.lexicon)
    example.seen = np.array(
        [spread(r, offsets) for r in (features.triggers, features.realis, features.chunks)], np.int64
    )
    for t, m, role in features.roles:
        left, right = tokens_over([t], offsets), tokens_over([m], offsets)
        example.prior += [(role, i, j) for i in left for j in right]

    def tokens(span: dict | None) -> tuple[int, int] | None:
        """First and last token that overlap a span, or None."""
        if span is None:
            return None
        inside = tokens_over([Span(span["start"] - base, span["end"] - base)], offsets)
        return (inside[0], inside[-1]) if inside else None

    found: dict[tuple[int, int], str] = {}
    for m in sorted(sentence["mentions"], key=lambda m: m["start"] - m["end"]):
        where = tokens(m)
        if where is None or any(f[0] <= where[1] and where[0] <= f[1] for f in found):
            continue
        found[where] = m["kind"]
    arguments = []
    for event in sentence["events"]:
        parts = {
            "actor": event["actors"],
            "recipient": event["recipients"],
            "place": [event["place"]],
            "time": [event["time"]],
            "by": [event["attributed_to"]],
        }
        arguments.append((event["trigger"], event["type"], event["mode"], event["realis"], parts))
    for quote in sentence["quotes"]:
        if quote["cue"]:
            parts = {"actor": [quote["speaker"]], "recipient": [quote["addressee"]]}
            arguments.append((quote["cue"], SAY, None, None, parts))
    # A party that nobody marked as a mention is one all the same.
    for *_, parts in arguments:
        for spans in parts.values():
            for span in spans:
                where = tokens(span)
                if where and not any(f[0] <= where[1] and where[0] <= f[1] for f in found):
                    found[where] = "group"
    for (a, b), kind in found.items():
        mention[a] = MENTION_LABELS.index(f"B-{kind}")
        mention[a + 1 : b + 1] = MENTION_LABELS.index(f"I-{kind}")
    example.spans = sorted(found)
    taken: set[int] = set()
    for span, kind, mode, realis, parts in arguments:
        where = tokens(span)
        if where is None:
            continue
        a, b = where
        if not taken & set(range(a, b + 1)):
            trigger[a] = TRIGGER_LABELS.index(f"B-{kind}")
            trigger[a + 1 : b + 1] = TRIGGER_LABELS.index(f"I-{kind}")
            taken |= set(range(a, b + 1))
        label = f"{kind} {mode or NO_MODE}"
        example.triggers.append(
            (a, b, MODES.index(label) if label in MODES else -100, REALIS.index(realis) if realis else -100)
        )
        wanted: dict[tuple[int, int], np.ndarray] = {s: np.zeros(N_ROLES, np.float32) for s in example.spans}
        for role, spans in parts.items():
            for arg in spans:
                where = tokens(arg)
                if where is None:
                    continue
                for s in example.spans:
                    if s[0] <= where[1] and where[0] <= s[1]:
                        wanted[s][ROLES.index(role)] = 1.0
        example.pairs += [((a, b), s, roles) for s, roles in wanted.items()]
    _leave_open(example, sentence.get("layers", LAYERS))
    return example


def _leave_open(example: Example, layers: Sequence[str]) -> None:
    """What nobody was asked about is not scored: mentions, and words that may be verbs of speaking."""
    if "mentions" not in layers:
        example.mention[:] = -100
    if "quotes" not in layers:
        may_say = example.seen[0] == 1 + TYPES.index(SAY)
        example.trigger[may_say & (example.trigger == 0)] = -100
