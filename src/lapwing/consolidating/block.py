"""Which reports can tell one occurrence at all: a country in common, and days that touch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from lapwing.records import Realis, Report

# Between the days of two reports of one event there is at most this much: a lead's "on Tuesday" for what happened on Monday night, a dateline across
# the date line. Days.
SLACK_DAYS = 1
# An event without a day of its own happened in the days before it was told. On the made reports (quality/consolidation.py), two days lose late follow-ups and
# four gain nothing. Days.
UNDATED_DAYS = 3
# A period longer than this ("last year") tells no occurrence from another, and is joined only to the same words. Days.
LONGEST_DAYS = 31
_ONE = timedelta(1)


def window(report: Report) -> tuple[date, date] | None:
    """The days on which a report's event can have been, both included; None when it cannot be told."""
    if report.first_day is not None and report.last_day is not None:
        return report.first_day, report.last_day
    if report.told_on is None or report.realis is Realis.BACKGROUND:
        return None
    return report.told_on - UNDATED_DAYS * _ONE, report.told_on


def candidate_pairs(reports: Sequence[Report], copy_of: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """Positions of reports that are compared, the smaller first, each pair once. All have one type. `copy_of` gives the copy group of an article: what copies
    tell is always compared."""
    keys = [(*block_keys(r), f"={copy_of.get(r.article_id, r.article_id)}") for r in reports]
    blocks: dict[str, list[tuple[int, int, int]]] = {}
    for i, report in enumerate(reports):
        days = window(report)
        if days is not None:
            for key in keys[i]:
                blocks.setdefault(key, []).append((days[0].toordinal(), days[1].toordinal(), i))
    for key in sorted(blocks):
        open_until: list[tuple[int, int]] = []
        for first, last, i in sorted(blocks[key]):
            open_until = [(end, j) for end, j in open_until if end + SLACK_DAYS >= first]
            keys_i = keys[i]
            for _, j in open_until:
                if keys_i[0] == key or is_first_common(key, keys_i, keys[j]):
                    yield (i, j) if i < j else (j, i)
            if last - first <= LONGEST_DAYS:
                open_until.append((last, i))


def block_keys(report: Report) -> tuple[str, ...]:
    """The countries of a report, in order; of one that names none ("gunmen", "the blast"), those of its article. Planned, possible and denied events are
    apart from those that happened."""
    stage = "" if report.realis in (Realis.ACTUAL, Realis.BACKGROUND) else str(report.realis)
    parties = (*report.actors, *report.recipients)
    countries = {p.country for p in parties if p.country}
    if report.spot is not None and report.spot.country:
        countries.add(report.spot.country)
    if not countries or not all(p.country for p in parties):
        countries.update(report.setting)
    if not countries:
        countries = {f"*{p.sector}" for p in parties if p.sector}
    return tuple(f"{stage}{c}" for c in sorted(countries))


def is_first_common(key: str, a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether `key` is the first that both have, so that a pair with several is told once."""
    return next((k for k in a if k in b), None) == key
