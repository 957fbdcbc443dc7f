"""What is exported, as records: an event, with everything that tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lapwing.records import Magnitude, Party


@dataclass(frozen=True, slots=True)
class Named:
    """A party where an article names it. `start` and `end` are offsets into the article's text; `title` is its office."""

    party: Party
    text: str
    start: int
    end: int
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """One article's account: the row of `events` with this id. `start` and `end` are those of the trigger, offsets into the article's text."""

    id: str
    article_id: str
    url: str | None
    title: str | None
    outlet: str | None
    agency: str | None
    language: str | None
    told_on: date | None
    trigger: str
    start: int
    end: int
    sentence: str
    attributed_to: str | None
    actors: tuple[Named, ...]
    recipients: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """An event. `tellings` starts with the account that fits it best: the same realis, then the highest score. A format that needs no accounts, or the best
    alone, gets no more."""

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    realis: str
    first_day: date | None
    last_day: date | None
    quad: int
    intensity: float | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: str | None
    place_country: str | None
    latitude: float | None
    longitude: float | None
    place_level: str | None
    dead: Magnitude | None
    injured: Magnitude | None
    told_on: date | None
    n_reports: int
    n_articles: int
    n_independent_sources: int
    disputed: tuple[str, ...]
    score: float | None
    tellings: tuple[Telling, ...]

    @property
    def main(self) -> Telling | None:
        return self.tellings[0] if self.tellings else None


def told_of(row: Mapping[str, Any]) -> Told:
    """The record of a row of rows.py."""
    tellings = tuple(_telling(t) for t in row.get("tellings") or ())
    return Told(
        **{k: row[k] for k in _SAME},
        contexts=tuple(row["contexts"] or ()),
        disputed=tuple(row.get("disputed") or ()),
        actors=tuple(map(_party, row["actors"] or ())),
        recipients=tuple(map(_party, row["recipients"] or ())),
        dead=_magnitude(row["dead"]),
        injured=_magnitude(row["injured"]),
        told_on=row["first_report"] if "first_report" in row else row["story_date"],
        n_reports=row.get("n_reports", 1),
        n_articles=row.get("n_articles", 1),
        n_independent_sources=row.get("n_independent_sources", 1),
        tellings=tellings,
    )


_SAME = (
    "id",
    "type",
    "mode",
    "realis",
    "first_day",
    "last_day",
    "quad",
    "intensity",
    "place",
    "place_country",
    "latitude",
    "longitude",
    "place_level",
    "score",
)
_PLAIN = ("id", "article_id", "url", "title", "outlet", "agency", "language", "told_on", "trigger", "start", "end", "sentence", "attributed_to")  # fmt: skip


def _telling(row: Mapping[str, Any]) -> Telling:
    titles = {(t["role"], t["start"]): t["office"] for t in row["titles"] or ()}
    return Telling(
        **{k: row[k] for k in _PLAIN},
        actors=tuple(_named(p, titles.get(("actor", p["start"]))) for p in row["actors"] or ()),
        recipients=tuple(_named(p, titles.get(("recipient", p["start"]))) for p in row["recipients"] or ()),
    )


def _named(row: Mapping[str, Any], title: str | None) -> Named:
    return Named(_party(row), row["text"], row["start"], row["end"], title)


def _party(row: Mapping[str, Any]) -> Party:
    return Party(row.get("person") or row["name"], row["country"], row["sector"])


def _magnitude(row: Mapping[str, Any] | None) -> Magnitude | None:
    return Magnitude(row["low"], row["best"], row["high"]) if row else None
