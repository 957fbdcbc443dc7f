from __future__ import annotations

import numpy as np
import pytest

from lapwing.annotating.learned.decode import find_pieces, find_triggers, sigmoid
from lapwing.annotating.learned.network import Reading

LABELS = {
    "mention": ["O", "B-person", "I-person", "B-place", "I-place"],
    "trigger": ["O", "B-CONSULT", "I-CONSULT", "B-ASSAULT", "I-ASSAULT"],
    "mode": ["CONSULT none", "CONSULT visit"],
    "realis": ["actual", "planned"],
    "roles": ["actor", "recipient"],
}


def reading(words: list[str], mention=None, trigger=None, **more) -> Reading:
    """A reading of words, one token each, from the label that each has with probability 0.9."""
    offsets, at = [], 0
    for word in words:
        offsets.append((at, at + len(word)))
        at += len(word) + 1
    n = len(words)

    def sure(labels: list[str] | None, names: list[str]) -> np.ndarray:
        out = np.full((n, len(names)), 0.1 / (len(names) - 1))
        for i, label in enumerate(labels or ["O"] * n):
            out[i, names.index(label)] = 0.9
        return out

    fields = {"mode": np.zeros((n, 2)), "realis": np.zeros((n, 2)), "roles": np.full((2, n, n), -5.0)} | more
    return Reading(tuple(offsets), sure(mention, LABELS["mention"]), sure(trigger, LABELS["trigger"]), **fields)


@pytest.mark.parametrize(
    ("labels", "pieces"),
    [
        (["B-person", "I-person", "O", "B-place"], [(0, 1, "person"), (3, 3, "place")]),
        (["B-person", "B-person", "O", "O"], [(0, 0, "person"), (1, 1, "person")]),
        (["I-person", "I-person", "O", "I-place"], [(0, 1, "person"), (3, 3, "place")]),
        (["O", "O", "O", "O"], []),
    ],
)
def test_pieces(labels, pieces):
    """A B begins a piece, also right after another; an I without a B is one all the same."""
    r = reading(["Ana", "Ruiz", "in", "Lima"], mention=labels)
    assert [(p.first, p.last, p.label) for p in find_pieces(r, r.mention, LABELS["mention"], 0.5)] == pieces


def test_a_word_is_never_cut():
    """A new piece does not begin inside a word, whatever the labels of its parts."""
    r = reading(["Quispe"], mention=["B-person"])
    parts = Reading(((0, 3), (3, 6)), np.repeat(r.mention, 2, 0), np.repeat(r.trigger, 2, 0), r.mode, r.realis, r.roles)
    assert [(p.first, p.last) for p in find_pieces(parts, parts.mention, LABELS["mention"], 0.5)] == [(0, 1)]


def test_a_trigger_is_one_piece():
    """Where only one trigger of a type can stand ("held direct talks"), a second B does not cut it."""
    r = reading(["held", "direct", "talks", "in"], trigger=["B-CONSULT", "B-CONSULT", "B-CONSULT", "O"])
    found = find_pieces(r, r.trigger, LABELS["trigger"], 0.5, apart=False)
    assert [(p.first, p.last, p.label) for p in found] == [(0, 2, "CONSULT")]
    r = reading(["bombed", "and", "met", "talked"], trigger=["B-ASSAULT", "O", "B-CONSULT", "B-ASSAULT"])
    found = find_pieces(r, r.trigger, LABELS["trigger"], 0.5, apart=False)
    assert [(p.first, p.last, p.label) for p in found] == [(0, 0, "ASSAULT"), (2, 2, "CONSULT"), (3, 3, "ASSAULT")]


def test_trigger_with_mode_realis_and_roles():
    roles = np.full((2, 3, 3), -5.0)
    roles[0, 1, 0] = roles[1, 1, 2] = 5.0
    r = reading(
        ["Chile", "visited", "Peru"],
        mention=["B-place", "O", "B-place"],
        trigger=["O", "B-CONSULT", "O"],
        mode=np.array([[0.0, 2.0]] * 3),
        realis=np.array([[0.0, 3.0]] * 3),
        roles=roles,
    )
    mentions = find_pieces(r, r.mention, LABELS["mention"], 0.5)
    (trigger,) = find_triggers(r, LABELS, mentions, 0.5)
    assert (trigger.piece.label, trigger.mode, trigger.realis) == ("CONSULT", "visit", "planned")
    assert [p > 0.5 for p in trigger.roles["actor"]] == [True, False]
    assert [p > 0.5 for p in trigger.roles["recipient"]] == [False, True]


def test_sigmoid():
    assert sigmoid(0) == 0.5
