"""Copies: which articles are one text. A wire story printed by forty outlets is one source, not forty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache

from lapwing.copies import LEAST_CONTAINMENT, containment, groups, shingles
from lapwing.records import CopyGroup, Source

# Copies appear within days of one another; a text that comes again after a year is told anew. Days.
MAX_DAYS_APART = 7
# Each article of a bucket is compared with so many before it, in the order of days: a story in five hundred outlets is connected by its neighbours, and furniture
# that thousands share costs little. Articles.
NEIGHBOURS = 20
# The shorter text of a pair of copies has at least this share of the longer's sequences: a brief that stands word for word in a long round-up is
# no copy of it. Share.
_LEAST_LENGTH = 0.3
# Texts whose sequences are kept while their pairs come by. Texts.
_TEXTS_KEPT = 5_000


def candidate_copies(sources: Iterable[Source]) -> Iterator[tuple[str, str]]:
    """Pairs of ids of articles that share a bucket and are told within MAX_DAYS_APART, the smaller id first, each once, in order."""
    buckets: dict[int, list[Source]] = {}
    for source in sources:
        for band in source.bands:
            buckets.setdefault(band, []).append(source)
    found: set[tuple[str, str]] = set()
    for members in buckets.values():
        if len(members) > 1:
            found.update(_pairs(sorted(members, key=_order)))
    yield from sorted(found)


def _order(source: Source) -> tuple[date, str]:
    return source.told_on or date.min, source.article_id


def _pairs(members: list[Source]) -> Iterator[tuple[str, str]]:
    """Neighbours within the window. `members` are in the order of days."""
    for k, later in enumerate(members):
        for earlier in members[max(0, k - NEIGHBOURS) : k]:
            if is_near(earlier.told_on, later.told_on):
                a, b = sorted((earlier.article_id, later.article_id))
                yield a, b


def is_near(a: date | None, b: date | None) -> bool:
    """Whether two days allow copies. An article without a day is near to those without one."""
    if a is None or b is None:
        return a is b
    return abs((a - b).days) <= MAX_DAYS_APART


def verified_copies(pairs: Iterable[tuple[str, str]], text_of: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Those of the pairs that are copies: most five-word sequences of the shorter stand in the longer."""

    @lru_cache(maxsize=_TEXTS_KEPT)
    def marks(article_id: str) -> frozenset[int]:
        return shingles(text_of(article_id))

    yield from ((a, b) for a, b in pairs if is_copy(marks(a), marks(b)))


def is_copy(a: frozenset[int], b: frozenset[int]) -> bool:
    """Whether two sets of shingles are of one text."""
    smaller, larger = sorted((len(a), len(b)))
    return smaller >= _LEAST_LENGTH * larger and containment(a, b) >= LEAST_CONTAINMENT


def group_copies(sources: Iterable[Source], pairs: Iterable[tuple[str, str]]) -> tuple[CopyGroup, ...]:
    """Every article in one group; an article without copies is a group of its own. In the order of ids."""
    ordered = sorted(sources, key=lambda s: s.article_id)
    place_of = {s.article_id: k for k, s in enumerate(ordered)}
    joined = [(place_of[a], place_of[b], 1.0) for a, b in pairs]
    found = [_group(sorted((ordered[k] for k in some), key=_order)) for some in groups(len(ordered), joined)]
    return tuple(sorted(found, key=lambda g: g.id))


def _group(members: list[Source]) -> CopyGroup:
    agencies = [s.agency for s in members if s.agency]
    return CopyGroup(
        id=members[0].article_id,
        article_ids=tuple(s.article_id for s in members),
        agency=max(sorted(set(agencies)), key=agencies.count) if agencies else None,
        outlets=tuple(sorted({s.outlet for s in members if s.outlet})),
    )
