"""Pairs of reports -> clusters: the likeliest pairs first, and never two that exclude one another."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence

from lapwing.consolidating.compare import Scorer, compare
from lapwing.records import Match, Report

# Of two large clusters this many members each speak for all: more would make a war of a thousand reports quadratic. Reports.
_SPEAKERS = 10

Members = list[int]
Links = dict[int, Match]


def cluster(
    reports: Sequence[Report],
    pairs: Iterable[tuple[int, int]],
    copy_of: Mapping[str, str],
    names_of: Callable[[str], int],
) -> list[tuple[Members, Links]]:
    """Positions of reports in clusters, each report in one, with the comparison by which a report was joined. Reports must be in the order of ids.

    Average linkage, likeliest first: two clusters are joined when their members on average are rather one occurrence than two, and none excludes another.
    """
    scorer = Scorer(reports, copy_of, names_of)
    edges = sorted((-log_odds, i, j) for i, j in pairs if (log_odds := scorer.log_odds(i, j)) > 0)
    cluster_of = list(range(len(reports)))
    members: dict[int, Members] = {i: [i] for i in range(len(reports))}
    joined_by: dict[int, tuple[int, int]] = {}
    for _, i, j in edges:
        a, b = sorted((cluster_of[i], cluster_of[j]))
        if a == b or not _is_one(scorer, members[a], members[b]):
            continue
        joined_by.setdefault(i, (i, j))
        joined_by.setdefault(j, (i, j))
        for k in members[b]:
            cluster_of[k] = a
        members[a] = sorted(members[a] + members.pop(b))
    match_of = _matches(reports, joined_by, copy_of, names_of)
    return [(some, {k: match_of[k] for k in some if k in match_of}) for _, some in sorted(members.items())]


def _is_one(scorer: Scorer, a: Members, b: Members) -> bool:
    """Whether two clusters are on average rather one occurrence than two, and nothing excludes it."""
    total = 0.0
    for i in a[:_SPEAKERS]:
        for j in b[:_SPEAKERS]:
            log_odds = scorer.log_odds(i, j)
            if log_odds == -math.inf:
                return False
            total += log_odds
    return total > 0


def _matches(
    reports: Sequence[Report],
    joined_by: Mapping[int, tuple[int, int]],
    copy_of: Mapping[str, str],
    names_of: Callable[[str], int],
) -> Links:
    """Why each report was joined, by the pair that joined it."""
    known: dict[tuple[int, int], Match] = {}
    for i, j in joined_by.values():
        if (i, j) not in known:
            a, b = reports[i].article_id, reports[j].article_id
            one_text = copy_of.get(a, a) == copy_of.get(b, b)
            known[i, j] = compare(reports[i], reports[j], names_of(a), names_of(b), one_text=one_text).match
    return {k: known[pair] for k, pair in joined_by.items()}
