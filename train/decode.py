"""Readings of the network -> mentions, triggers and arguments as token ranges, each with its probability."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from labels import NO_MODE
from network import Reading

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


def find_pieces(reading: Reading, probabilities: np.ndarray, labels: Sequence[str], threshold: float) -> list[Piece]:
    """Runs of tokens that are more likely inside something than the threshold: a new one at each B- or change of label.

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
        fresh = is_in and start is not None and not continues_word and begins[i, best] > by_name[i, best] / 2
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
    for piece in find_pieces(reading, reading.trigger, labels["trigger"], threshold):
        tokens = slice(piece.first, piece.last + 1)
        realis = _softmax(reading.realis[tokens].mean(0))
        best = max(range(len(realis)), key=realis.__getitem__)
        roles = {
            role: tuple(sigmoid(reading.roles[k, tokens, m.first : m.last + 1].mean()) for m in mentions)
            for k, role in enumerate(labels["roles"])
        }
        mode = _mode(reading.mode[tokens].mean(0), piece.label, labels["mode"])
        yield Trigger(piece, mode, labels["realis"][best], float(realis[best]), roles)


def _mode(logits: np.ndarray, event_type: str, labels: Sequence[str]) -> str | None:
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
