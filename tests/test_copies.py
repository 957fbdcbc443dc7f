from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from lapwing.copies import containment, copies, groups, shingles

WORDS = "envoys ministers border railway talks harbour strike ballot river copper mayor treaty convoy bridge senate union".split()


def story(seed: int, n: int = 220) -> str:
    chance = random.Random(seed)
    return "\n".join(
        " ".join(chance.choice(WORDS) + str(chance.randint(0, 40)) for _ in range(22)) + "." for _ in range(n // 22)
    )


STORIES = [story(n) for n in range(12)]


def test_wire_copies_are_found():
    """Other credits, a third cut, a local paragraph added, one word in twenty changed: all are copies, and different stories are not."""
    chance = random.Random(5)
    edits = [
        lambda t: f"LIMA (AFP) - {t} © AFP",
        lambda t: t[: int(len(t) * 0.65)],
        lambda t: t[: int(len(t) * 0.7)] + "\n" + " ".join(WORDS),
        lambda t: " ".join(w if chance.random() > 0.05 else "other" for w in t.split(" ")),
    ]
    for edit in edits:
        texts = [*STORIES, *map(edit, STORIES)]
        assert {(i, j) for i, j, _ in copies(texts)} == {(n, n + 12) for n in range(12)}


@given(st.permutations(range(8)))
def test_order_does_not_matter(order):
    """The same pairs are found in whatever order the texts come."""
    texts = [*STORIES[:4], *(t[: int(len(t) * 0.8)] for t in STORIES[:4])]
    pairs = {frozenset((texts[i], texts[j])) for i, j, _ in copies(texts)}
    mixed = [texts[i] for i in order]
    assert {frozenset((mixed[i], mixed[j])) for i, j, _ in copies(mixed)} == pairs


@given(st.text(max_size=80), st.text(max_size=80))
def test_containment_is_a_share(a, b):
    """Between 0 and 1, the same both ways, and whole for a text in itself."""
    x, y = shingles(a), shingles(b)
    assert 0 <= containment(x, y) == containment(y, x) <= 1
    assert containment(x, x) == 1


def test_groups():
    """Each text stands in one group, whatever the pairs."""
    assert groups(5, [(3, 4, 1.0), (0, 3, 0.7)]) == [[0, 3, 4], [1], [2]]
    assert groups(2, []) == [[0], [1]]


def test_short_and_empty_texts():
    assert copies(["", "", "One.", "One."]) == [(0, 1, 1.0), (2, 3, 1.0)]
