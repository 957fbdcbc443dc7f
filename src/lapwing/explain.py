"""Why a mention became what it became: rule, row, score and runners-up, for a person to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from lapwing.records import Actor, CodedArticle, Period, Place, Span
from lapwing.resolving import Tables, place_candidates
from lapwing.resolving.offices import load_offices


@dataclass(frozen=True, slots=True)
class Reason:
    """One reading of a mention. `role` is actor, place or time; `start` and `end` index into the article's text."""

    start: int
    end: int
    words: str
    role: str
    means: str
    score: float
    reason: str
    detail: str
    runners_up: tuple[str, ...] = ()

    def as_dict(self) -> dict:
        return asdict(self)


def explain(coded: CodedArticle, tables: Tables) -> list[Reason]:
    """The readings of every mention, in the order of the text."""
    out = [*_actors(coded), *_places(coded, tables), *_times(coded)]
    return sorted(out, key=lambda r: (r.start, r.end, r.role))


def _actors(coded: CodedArticle) -> Iterator[Reason]:
    text = coded.article.text
    for span, actors in coded.resolution.actors_by_span.items():
        for actor in actors:
            yield _reason(span, text, "actor", _actor(actor), actor.match, _namesakes(actor))


def _actor(actor: Actor) -> str:
    """ "Yoshimasa Hayashi [JPN GOV]"; a question mark for what the page does not tell."""
    who = f"{actor.name} = {actor.person}" if actor.person and actor.person != actor.name else actor.name
    return f"{who} [{' '.join(filter(None, (actor.country or '?', actor.sector)))}]"


def _namesakes(actor: Actor) -> tuple[str, ...]:
    """Others of the surname in the table of offices."""
    if actor.person is None and actor.match.reason not in ("unknown_person", "title"):
        return ()
    terms = load_offices().named(actor.name.split()[-1])
    others = {t.person: t for t in terms if t.person != actor.person}
    return tuple(f"{t.person} ({t.office} of {t.code}, {t.first.year})" for t in list(others.values())[:4])


def _places(coded: CodedArticle, tables: Tables) -> Iterator[Reason]:
    text = coded.article.text
    candidates = place_candidates(text, tables)
    for span, place in coded.resolution.place_by_span.items():
        others = [
            p for p in candidates(span.of(text)) if (p.latitude, p.longitude) != (place.latitude, place.longitude)
        ]
        yield _reason(span, text, "place", _place(place), place.match, tuple(_place(p) for p in others[:4]))


def _place(place: Place) -> str:
    point = "" if place.latitude is None or place.longitude is None else f" {place.latitude:.2f} {place.longitude:.2f}"
    return f"{place.name} [{place.country or '?'} {place.level}]{point}"


def _times(coded: CodedArticle) -> Iterator[Reason]:
    text = coded.article.text
    for span, period in coded.resolution.period_by_span.items():
        yield _reason(span, text, "time", _period(period), period.match)


def _period(period: Period) -> str:
    if period.first_day == period.last_day:
        return f"{period.first_day}"
    return f"{period.first_day or '...'} to {period.last_day or '...'}"


def _reason(span: Span, text: str, role: str, means: str, match, runners_up: tuple[str, ...] = ()) -> Reason:
    return Reason(span.start, span.end, span.of(text), role, means, match.score, match.reason, match.detail, runners_up)
