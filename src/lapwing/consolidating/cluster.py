"""Pairs of reports -> clusters: the likeliest pairs first, and never two that exclude one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from lapwing.consolidating.compare import Comparison, compare
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
    matrix = _Comparisons(reports, copy_of, names_of)
    edges = []
    for i, j in pairs:
        found = matrix.between(i, j)
        if found.log_odds > 0:
            edges.append((-found.log_odds, i, j))
    edges.sort()
    cluster_of = list(range(len(reports)))
    members: dict[int, Members] = {i: [i] for i in range(len(reports))}
    links: Links = {}
    for _, i, j in edges:
        a, b = sorted((cluster_of[i], cluster_of[j]))
        if a == b or not matrix.is_one(members[a], members[b]):
            continue
        match = matrix.between(i, j).match
        links.setdefault(i, match)
        links.setdefault(j, match)
        for k in members[b]:
            cluster_of[k] = a
        members[a] = sorted(members[a] + members.pop(b))
    return [(some, {k: links[k] for k in some if k in links}) for _, some in sorted(members.items())]


class _Comparisons:
    """Comparisons of reports, each made once."""

    def __init__(
        self, reports: Sequence[Report], copy_of: Mapping[str, str], names_of: Callable[[str], int]
    ) -> None:
        self._reports, self._copy_of, self._names_of = reports, copy_of, names_of
        self._known: dict[tuple[int, int], Comparison] = {}

    def between(self, i: int, j: int) -> Comparison:
        key = (i, j) if i < j else (j, i)
        found = self._known.get(key)
        if found is None:
            a, b = self._reports[key[0]], self._reports[key[1]]
            one_text = self._copy_of.get(a.article_id, a.article_id) == self._copy_of.get(b.article_id, b.article_id)
            found = compare(a, b, self._names_of(a.article_id), self._names_of(b.article_id), one_text=one_text)
            self._known[key] = found
        return found

    def is_one(self, a: Members, b: Members) -> bool:
        """Whether two clusters are on average rather one occurrence than two, and nothing excludes it."""
        total = 0.0
        for i in a[:_SPEAKERS]:
            for j in b[:_SPEAKERS]:
                found = self.between(i, j)
                if found.contradiction:
                    return False
                total += found.log_odds
        return total > 0
