"""A cluster of reports -> one event, with what each source says of every field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from lapwing.records import Account, Event, Magnitude, Match, Party, Realis, Report, Spot, digest

# However many sources tell it: the coder may misread all of them alike.
_MOST_SURE = 0.99
Value = TypeVar("Value")


def merge(reports: Sequence[Report], links: Mapping[str, Match], copy_of: Mapping[str, str]) -> Event:
    """The event that reports tell. `links` has the match by which a report was joined, by the report's id."""
    ordered = sorted(reports, key=lambda r: (r.told_on or date.max, r.id))
    tally = _Tally(ordered, copy_of)
    articles = {r.article_id for r in ordered}
    told = [r.told_on for r in ordered if r.told_on is not None]
    mode = tally.best("mode", lambda r: r.mode, str)
    days = tally.best("days", _days, _words_of_days, first=lambda r: r.is_day_read)
    return Event(
        id=digest("event", ordered[0].id),
        type=ordered[0].type,
        modes=(mode,) if mode else (),
        contexts=tuple(sorted({c for r in ordered for c in r.contexts})),
        realis=_realis(ordered),
        actors=tally.best("actors", lambda r: r.actors or None, _words_of_parties) or (),
        recipients=tally.best("recipients", lambda r: r.recipients or None, _words_of_parties) or (),
        place=tally.best(
            "place", lambda r: r.spot, _words_of_spot, first=lambda r: r.spot is not None and r.spot.is_read
        ),
        first_day=days[0] if days else None,
        last_day=days[1] if days else None,
        dead=_range(tally.best("dead", lambda r: r.dead, _words_of_count, latest=True), [r.dead for r in ordered]),
        injured=_range(
            tally.best("injured", lambda r: r.injured, _words_of_count, latest=True), [r.injured for r in ordered]
        ),
        told_by=tuple((r.id, r.article_id) for r in ordered),
        n_articles=len(articles),
        n_independent_sources=len({copy_of.get(a, a) for a in articles}),
        first_report=min(told, default=None),
        last_report=max(told, default=None),
        accounts=tally.accounts,
        disputed=_disputed(ordered),
        links={r.id: links[r.id] for r in ordered if r.id in links},
        score=_score(ordered, copy_of),
    )


class _Tally:
    """Counts what reports say of each field. One independent source has one voice, however many of its copies were coded."""

    def __init__(self, reports: Sequence[Report], copy_of: Mapping[str, str]) -> None:
        self._reports, self._copy_of = reports, copy_of
        self.accounts: dict[str, tuple[Account, ...]] = {}

    def best(
        self,
        field: str,
        value_of: Callable[[Report], Value | None],
        words_of: Callable[[Value], str],
        *,
        first: Callable[[Report], bool] = lambda _: True,
        latest: bool = False,
    ) -> Value | None:
        """The value that most independent sources give, among equals that of the surest report, or with `latest` of the last one. Values of
        reports that do not pass `first` count only where no other says anything."""
        by_words: dict[str, list[Report]] = {}
        for report in self._reports:
            value = value_of(report)
            if value is not None:
                by_words.setdefault(words_of(value), []).append(report)
        if not by_words:
            return None

        def rank(words: str) -> tuple:
            some = by_words[words]
            voices = len({self._source(r) for r in some if first(r)})
            last = max(r.told_on or date.min for r in some)
            return (-voices, -last.toordinal() if latest else 0, -max(r.score for r in some), words)

        ranked = sorted(by_words, key=rank)
        self.accounts[field] = tuple(
            Account(w, tuple(r.id for r in by_words[w]), len({self._source(r) for r in by_words[w]})) for w in ranked
        )
        surest = max(by_words[ranked[0]], key=lambda r: (first(r), r.score, r.id))
        return value_of(surest)

    def _source(self, report: Report) -> str:
        return self._copy_of.get(report.article_id, report.article_id)


def _days(report: Report) -> tuple[date, date] | None:
    return (report.first_day, report.last_day) if report.first_day and report.last_day else None


def _words_of_days(days: tuple[date, date]) -> str:
    return days[0].isoformat() if days[0] == days[1] else f"{days[0].isoformat()}/{days[1].isoformat()}"


def _words_of_parties(parties: Sequence[Party]) -> str:
    """Parties by what they were resolved to, so that "Paris" and "the French government" are one value."""
    return ", ".join(sorted({" ".join(filter(None, (p.country, p.sector))) or p.name.casefold() for p in parties}))


def _words_of_spot(spot: Spot) -> str:
    return spot.name if spot.country is None else f"{spot.name} [{spot.country}]"


def _words_of_count(count: Magnitude) -> str:
    if count.low == count.high and count.low is not None:
        return f"{count.best}"
    return (
        f"at least {count.low}"
        if count.high is None and count.low is not None
        else f"at most {count.high}"
        if count.low is None and count.high is not None
        else f"about {count.best}"
    )


def _range(best: Magnitude | None, told: Sequence[Magnitude | None]) -> Magnitude | None:
    """The best figure, between the lowest and the highest that any source gives. A bound that some source leaves open is open."""
    counts = [m for m in told if m is not None]
    if best is None or not counts:
        return None
    figures = [n for m in counts for n in (m.low, m.best, m.high) if n is not None]
    is_open = any(m.high is None for m in counts if m.best == max(x.best or 0 for x in counts))
    return Magnitude(min(figures, default=None), best.best, None if is_open else max(figures, default=None))


def _realis(reports: Sequence[Report]) -> Realis:
    """News to one article is background to a later one: it happened. Other stages are never in one cluster with these."""
    kinds = {r.realis for r in reports}
    return Realis.ACTUAL if Realis.ACTUAL in kinds else reports[0].realis


def _disputed(reports: Sequence[Report]) -> tuple[str, ...]:
    """Fields of which sources say what cannot all be true, read in the clause that tells the event."""
    out = []
    days = [d for r in reports if r.is_day_read and (d := _days(r)) is not None]
    if days and max(d[0] for d in days) > min(d[1] for d in days):
        out.append("days")
    cities = {
        r.spot.name.casefold() for r in reports if r.spot is not None and r.spot.is_read and r.spot.level == "city"
    }
    if len(cities) > 1:
        out.append("place")
    for field in ("dead", "injured"):
        counts = [m for r in reports if (m := getattr(r, field)) is not None and m.best is not None]
        if counts and max(m.low or m.best for m in counts) > min(m.high or m.best for m in counts):
            out.append(field)
    if len({r.mode for r in reports if r.mode}) > 1:
        out.append("mode")
    return tuple(out)


def _score(reports: Sequence[Report], copy_of: Mapping[str, str]) -> float:
    """The probability that at least one independent source was read rightly, taking them for independent."""
    best: dict[str, float] = {}
    for r in reports:
        source = copy_of.get(r.article_id, r.article_id)
        best[source] = max(best.get(source, 0.0), r.score)
    missed = 1.0
    for score in best.values():
        missed *= 1.0 - score
    return round(min(_MOST_SURE, 1.0 - missed) if len(best) > 1 else max(best.values()), 3)
