"""Near-duplicates: which texts are copies of one another, such as a wire story that outlets shorten and credit differently.

Two texts are copies when most five-word sequences of the shorter stand in the longer (containment; Broder 1997). Jaccard similarity,
the usual measure, loses a copy that is cut by a third. Candidates are found by MinHash with many narrow bands, and by the first two
paragraphs, which a shortened copy keeps; each pair is then compared exactly, so that no estimate decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import combinations

import numpy as np

# Words in a sequence. Shorter ones are shared by texts that have nothing to do with each other.
SHINGLE_WORDS = 5
# Share of the shorter text's sequences in the longer from which they are copies: made copies had 0.6 and more (cut by 40 % and given a
# local paragraph), and no two different articles of 181 reached 0.3.
LEAST_CONTAINMENT = 0.6
# 32 bands of 4 rows find a pair of Jaccard similarity 0.3 four times in five; the usual 16 of 8 miss most lightly edited copies.
BANDS, ROWS = 32, 4
# A bucket with more texts than this is furniture that all share ("Subscribe now"), and is not compared. Texts.
_MAX_BUCKET = 200
_WORD = re.compile(r"[^\W_]+")


def shingles(text: str) -> frozenset[int]:
    """The five-word sequences of a text, each as a number. A text of fewer words is one sequence.

    >>> len(shingles("Envoys of both states met in Lima on Monday."))
    5
    """
    words = _WORD.findall(text.casefold())
    n = min(SHINGLE_WORDS, len(words)) or 1
    return frozenset(
        int.from_bytes(blake2b(" ".join(words[i : i + n]).encode(), digest_size=8).digest(), "little") >> 4
        for i in range(max(1, len(words) - n + 1))
    )


def containment(a: frozenset[int], b: frozenset[int]) -> float:
    """The share of the smaller set that stands in the larger. 0 to 1."""
    smaller = min(len(a), len(b))
    return len(a & b) / smaller if smaller else 0.0


def signature(marks: frozenset[int]) -> np.ndarray:
    """The MinHash of a set of shingles: BANDS x ROWS numbers (uint64)."""
    numbers = np.fromiter(sorted(marks), dtype=np.uint64, count=len(marks)) % np.uint64(1 << 32)
    factors, terms = _PERMUTATIONS
    return ((numbers[:, None] * factors + terms) >> np.uint64(32)).min(axis=0)


def copies(texts: Sequence[str], *, least: float = LEAST_CONTAINMENT) -> list[tuple[int, int, float]]:
    """Pairs of texts that are copies: positions (the smaller first) and containment, in order. Neither the order of the texts nor
    what else is among them changes whether two are a pair.

    >>> a = "The ministers of both states met in Lima on Monday and agreed to open the border again in May, officials said."
    >>> copies([a, "An unrelated line about the weather.", "LIMA (AFP) - " + a + " © AFP"])
    [(0, 2, 1.0)]
    """
    marks = [shingles(text) for text in texts]
    found = ((i, j, containment(marks[i], marks[j])) for i, j in sorted(_candidates(texts, marks)))
    return [(i, j, round(share, 4)) for i, j, share in found if share >= least]


def groups(n: int, pairs: Sequence[tuple[int, int, float]]) -> list[list[int]]:
    """Texts 0 to n - 1 in groups of copies, each text in one group, in the order of their first texts.

    >>> groups(4, [(0, 2, 1.0), (2, 3, 0.8)])
    [[0, 2, 3], [1]]
    """
    first = list(range(n))

    def root(i: int) -> int:
        while first[i] != i:
            first[i] = first[first[i]]
            i = first[i]
        return i

    for i, j, _ in pairs:
        a, b = sorted((root(i), root(j)))
        first[b] = a
    members: dict[int, list[int]] = {}
    for i in range(n):
        members.setdefault(root(i), []).append(i)
    return list(members.values())


def bands_of(text: str, marks: frozenset[int]) -> Iterator[tuple[int, bytes]]:
    """The buckets of a text: two texts with one in common are compared. The last is that of its first two paragraphs."""
    rows = signature(marks).reshape(BANDS, ROWS)
    yield from ((band, rows[band].tobytes()) for band in range(BANDS))
    paragraphs = [line for line in text.split("\n") if len(line.split()) >= 8][:2]
    for k, paragraph in enumerate(paragraphs):
        words = _WORD.findall(paragraph.casefold())[-12:]
        yield BANDS, blake2b(" ".join(words).encode(), digest_size=8).digest() + bytes([k])


def band_keys(text: str) -> tuple[int, ...]:
    """The buckets of a text as numbers of 63 bits, in order."""
    keys = {
        int.from_bytes(blake2b(bytes([band]) + bucket, digest_size=8).digest(), "little") >> 1
        for band, bucket in bands_of(text, shingles(text))
    }
    return tuple(sorted(keys))


def _candidates(texts: Sequence[str], marks: Sequence[frozenset[int]]) -> set[tuple[int, int]]:
    buckets: dict[tuple[int, bytes], list[int]] = {}
    for i, (text, mark) in enumerate(zip(texts, marks, strict=True)):
        for bucket in bands_of(text, mark):
            buckets.setdefault(bucket, []).append(i)
    pairs: set[tuple[int, int]] = set()
    for members in buckets.values():
        if 1 < len(members) <= _MAX_BUCKET:
            pairs.update(combinations(members, 2))
    return pairs


def _permutations() -> tuple[np.ndarray, np.ndarray]:
    """Multiply-shift hash functions (Dietzfelbinger 1997), the same on every machine: odd factors and terms out of a digest."""
    numbers = [
        int.from_bytes(blake2b(f"lapwing copies {i}".encode(), digest_size=8).digest(), "little")
        for i in range(2 * BANDS * ROWS)
    ]
    return (
        np.array(numbers[: BANDS * ROWS], dtype=np.uint64) | np.uint64(1),
        np.array(numbers[BANDS * ROWS :], dtype=np.uint64),
    )


_PERMUTATIONS = _permutations()
