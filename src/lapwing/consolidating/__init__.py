"""Consolidating: articles and their coded events -> copies, events told once, stories.

Everything here is a function of the set of articles: their order, and whether they came at once or day by day, changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from lapwing.consolidating.block import candidate_pairs
from lapwing.consolidating.cluster import cluster
from lapwing.consolidating.masks import mask_of
from lapwing.consolidating.merge import merge
from lapwing.consolidating.promises import follow_promises
from lapwing.consolidating.reports import (
    FROM_ELSEWHERE,
    countries_of,
    names_in,
    outlet_of,
    report_words,
    reports_of,
    source_of,
)
from lapwing.consolidating.sources import MAX_DAYS_APART, NEIGHBOURS, candidate_copies, group_copies, verified_copies
from lapwing.consolidating.stories import find_stories
from lapwing.records import CodedArticle, Consolidation, Event, Report

__all__ = [
    "FROM_ELSEWHERE",
    "MAX_DAYS_APART",
    "NEIGHBOURS",
    "candidate_copies",
    "consolidate",
    "consolidate_reports",
    "countries_of",
    "find_stories",
    "follow_promises",
    "group_copies",
    "mask_of",
    "names_in",
    "outlet_of",
    "report_words",
    "reports_of",
    "source_of",
    "verified_copies",
]


def consolidate(articles: Iterable[CodedArticle]) -> Consolidation:
    """One account of many coded articles, held in memory. A store does the same stage by stage (store/consolidation.py)."""
    by_id = {coded.article.id: coded for coded in articles}
    sources = {i: source_of(by_id[i]) for i in sorted(by_id)}
    pairs = verified_copies(candidate_copies(sources.values()), lambda i: by_id[i].article.text)
    copies = group_copies(sources.values(), pairs)
    copy_of = {article: group.id for group in copies for article in group.article_ids}
    by_type: dict[str, list[Report]] = {}
    for coded in by_id.values():
        for report in reports_of(coded):
            by_type.setdefault(report.type, []).append(report)
    names = {i: s.names for i, s in sources.items()}
    events = [e for name in sorted(by_type) for e in consolidate_reports(by_type[name], copy_of, names.__getitem__)]
    events.sort(key=lambda e: e.id)
    return Consolidation(copies, tuple(events), find_stories(sources.values(), {e.id: e.article_ids for e in events}))


def consolidate_reports(
    reports: Iterable[Report], copy_of: Mapping[str, str], names_of: Callable[[str], int]
) -> list[Event]:
    """The events that reports of one type tell. `copy_of` gives the copy group of an article, `names_of` its names."""
    ordered = sorted(reports, key=lambda r: r.id)
    pairs = candidate_pairs(ordered, copy_of)
    clusters = cluster(ordered, pairs, copy_of, names_of)
    return [
        merge([ordered[i] for i in members], {ordered[i].id: match for i, match in links.items()}, copy_of)
        for members, links in clusters
    ]
