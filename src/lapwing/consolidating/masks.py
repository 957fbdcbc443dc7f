"""Sets of words as masks: a thousand times smaller to compare and a tenth to keep. Two words share a bit once in 1,024."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

BITS = 1024


def mask_of(words: Iterable[str]) -> int:
    """A number with a bit for each word, the same on every machine.

    >>> mask_of(["lima", "peru"]) == mask_of(["peru", "lima", "peru"])
    True
    """
    mask = 0
    for word in words:
        mask |= _bit(word)
    return mask


@lru_cache(maxsize=200_000)
def _bit(word: str) -> int:
    return 1 << int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=2).digest(), "little") % BITS


def overlap(a: int, b: int, least: int = 1) -> float:
    """The share of the smaller set that stands in the larger; a small set counts as if it had `least` words. 0 to 1.

    >>> overlap(mask_of(["lima", "peru"]), mask_of(["lima", "quito", "ecuador"]))
    0.5
    """
    return (a & b).bit_count() / max(least, min(a.bit_count(), b.bit_count()))
