"""Readings of the network -> mentions, triggers and arguments as token ranges, each with its probability."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lapwing.annotating.learned.labels import NO_MODE
from lapwing.annotating.learned.network import Reading

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens `first` to `last`, both included, with a label and its probability."""

    first: int
    last: int
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger with its mode, realis, and the probability of each role for each mention piece."""

    piece: Piece
    mode: str | None
    realis: str
    realis_score: float
    roles: Mapping[str, tuple[float, ...]]


def find_pieces(
    reading: Reading, probabilities: np.ndarray, labels: Sequence[str], threshold: float, *, apart: bool = True
) -> list[Piece]:
    """Runs of tokens that are more likely inside something than the threshold: a new one at each B-; unless `apart`, only at one of another label.

    `probabilities` is (tokens, labels) with label 0 = O and B-/I- pairs after it.
    """
    inside = 1 - probabilities[:, 0]
    names = [label[2:] for label in labels[1::2]]
    by_name = probabilities[:, 1::2] + probabilities[:, 2::2]
    begins = probabilities[:, 1::2]
    out: list[Piece] = []
    start = None
    for i in range(len(inside) + 1):
        is_in = i < len(inside) and inside[i] >= threshold
        best = int(by_name[i].argmax()) if is_in else -1
        continues_word = i < len(inside) and i > 0 and reading.offsets[i][0] == reading.offsets[i - 1][1]
        begun = is_in and begins[i, best] > by_name[i, best] / 2
        if begun and not apart and start is not None:
            begun = best != int(by_name[start:i].mean(0).argmax())
        fresh = start is not None and not continues_word and begun
        if start is not None and (not is_in or fresh):
            out.append(_piece(start, i - 1, by_name, names))
            start = None
        if is_in and start is None:
            start = i
    return out


def _piece(first: int, last: int, by_name: np.ndarray, names: Sequence[str]) -> Piece:
    mean = by_name[first : last + 1].mean(0)
    best = int(mean.argmax())
    return Piece(first, last, names[best], float(mean[best]))


def find_triggers(
    reading: Reading, labels: Mapping[str, Sequence[str]], mentions: Sequence[Piece], threshold: float
) -> Iterator[Trigger]:
    """The triggers of a sentence, with mode, realis and the roles of its mentions."""
    for piece in find_pieces(reading, reading.trigger, labels["trigger"], threshold, apart=False):
        yield _trigger(reading, labels, mentions, piece)


def trigger_at(
    reading: Reading, labels: Mapping[str, Sequence[str]], mentions: Sequence[Piece], tokens: Sequence[int], label: str
) -> Trigger | None:
    """What the network says of given tokens as a trigger of a given type; None for no tokens."""
    if not tokens:
        return None
    k = labels["trigger"].index(f"B-{label}")
    likely = float(reading.trigger[list(tokens), k : k + 2].sum(-1).max())
    return _trigger(reading, labels, mentions, Piece(tokens[0], tokens[-1], label, likely))


def _trigger(reading: Reading, labels: Mapping[str, Sequence[str]], mentions: Sequence[Piece], piece: Piece) -> Trigger:
    tokens = slice(piece.first, piece.last + 1)
    realis = _softmax(reading.realis[tokens].mean(0))
    best = max(range(len(realis)), key=realis.__getitem__)
    by_token = reading.roles[:, tokens].mean(1)
    by_mention = [by_token[:, m.first : m.last + 1].mean(1) for m in mentions]
    roles = {role: tuple(sigmoid(values[k]) for values in by_mention) for k, role in enumerate(labels["roles"])}
    mode = mode_of(reading.mode[tokens].mean(0), piece.label, labels["mode"])
    return Trigger(piece, mode, labels["realis"][best], float(realis[best]), roles)


def mode_of(logits: np.ndarray, event_type: str, labels: Sequence[str]) -> str | None:
    """The likeliest mode of the type, None when "none" is."""
    own = [i for i, label in enumerate(labels) if label.split()[0] == event_type]
    if not own:
        return None
    best = labels[max(own, key=lambda i: logits[i])].split()[1]
    return None if best == NO_MODE else best


def _softmax(logits: np.ndarray) -> list[float]:
    top = float(logits.max())
    e = [math.exp(float(x) - top) for x in logits]
    total = sum(e)
    return [x / total for x in e]


def sigmoid(x: float) -> float:
    """A logit as a probability."""
    return 1 / (1 + math.exp(-float(x)))


def logit(p: float) -> float:
    """A probability as a logit, cut at one in a million."""
    p = min(max(p, 1e-6), 1 - 1e-6)
    return math.log(p / (1 - p))
