"""Which of the places of one name is meant: by size, by the countries and states that the text speaks of, by what stands right after the
name ("Paris, Texas"), and by the other places of the text."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lapwing.records import Match, Place

# Weights, set on the development halves of four corpora of places. Size counts as the logarithm of inhabitants: a city ten times as large
# is worth one. The others are in the same unit.
_SPOKEN_COUNTRY, _SPOKEN_STATE, _QUALIFIED, _CAPITAL, _DIVISION = 1.6, 2.0, 6.0, 0.8, 0.6
_VOTES = 1.0
_NEAR, _NEAR_KM, _REGION, _REGION_KM = 1.2, 200.0, 0.6, 700.0
# A place this much better than the next of its name is taken for sure, and helps to place others.
_SURE = 1.5
_KM_PER_RADIAN = 6371.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name can mean. `size` is the logarithm of its inhabitants; `state` a key of its first-level division."""

    place: Place
    size: float
    state: str | None = None
    is_capital: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What a text says of all its places."""

    countries: Counter[str]
    states: Counter[str]
    anchors: tuple[tuple[float, float], ...] = ()
    votes: Counter[str] = field(default_factory=Counter)


def choose(
    candidates: Iterable[Candidate], context: Context, qualifiers: frozenset[str]
) -> tuple[Candidate, float] | None:
    """The likeliest place and how much better it is than the next one that lies elsewhere; None without a candidate."""
    scored = rank(candidates, context, qualifiers)
    if not scored:
        return None
    best_score, best = scored[0]
    others = [s for s, c in scored[1:] if distance_km(_point(best), _point(c)) > _NEAR_KM]
    return best, best_score - (others[0] if others else -2.0)


def rank(
    candidates: Iterable[Candidate], context: Context, qualifiers: frozenset[str]
) -> list[tuple[float, Candidate]]:
    """All candidates with their scores, the likeliest first."""
    return sorted(
        ((_score(c, context, qualifiers), c) for c in candidates),
        key=lambda pair: (-pair[0], pair[1].place.name, pair[1].place.latitude or 0.0),
    )


def with_match(candidate: Candidate, margin: float) -> Place:
    """The place with a score for how sure its choice is."""
    place = candidate.place
    score = min(0.95, max(0.3, 0.5 + 0.2 * margin))
    detail = f"{margin:.1f} better than the next of its name" if margin < 9 else "the only one of its name"
    return Place(
        place.name,
        place.country,
        place.latitude,
        place.longitude,
        place.level,
        Match(round(score, 2), place.match.reason, detail),
    )


def anchors_of(chosen: Mapping[str, tuple[Candidate, float]]) -> tuple[tuple[float, float], ...]:
    """The points of the places that are sure."""
    return tuple(_point(c) for c, margin in chosen.values() if margin >= _SURE)


def _score(candidate: Candidate, context: Context, qualifiers: frozenset[str]) -> float:
    place = candidate.place
    total = candidate.size + _CAPITAL * candidate.is_capital + (_DIVISION if place.level == "region" else 0.0)
    n_all = sum(context.countries.values()) or 1
    if place.country and (n := context.countries[place.country]):
        total += _SPOKEN_COUNTRY * (0.6 + 0.4 * n / n_all)
    if candidate.state and place.level != "region":
        total += _SPOKEN_STATE * (context.states[candidate.state] > 0)
        total += _VOTES * math.log1p(context.votes[candidate.state])
    if (place.country and place.country in qualifiers) or (candidate.state and candidate.state in qualifiers):
        total += _QUALIFIED
    distances = [distance_km(_point(candidate), anchor) for anchor in context.anchors]
    others = [d for d in distances if d > 1.0]
    if any(d < _NEAR_KM for d in others):
        total += _NEAR
    elif any(d < _REGION_KM for d in others):
        total += _REGION
    return total


def _point(candidate: Candidate) -> tuple[float, float]:
    return candidate.place.latitude or 0.0, candidate.place.longitude or 0.0


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The length of the great circle between two points in degrees (haversine).

    >>> round(distance_km((48.86, 2.35), (51.51, -0.13)))
    343
    """
    north_a, east_a, north_b, east_b = map(math.radians, (*a, *b))
    h = (
        math.sin((north_b - north_a) / 2) ** 2
        + math.cos(north_a) * math.cos(north_b) * math.sin((east_b - east_a) / 2) ** 2
    )
    return 2 * _KM_PER_RADIAN * math.asin(min(1.0, math.sqrt(h)))


def qualifier_after(text: str, name: str) -> tuple[str, ...]:
    """What stands after a name and a comma, anywhere in a text: "Paris, Texas" -> Texas.

    >>> qualifier_after("It struck Paris, Texas, and Lima, Peru.", "Paris")
    ('Texas',)
    """
    found = re.findall(rf"\b{re.escape(name)},? (?:\()?([A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){{0,2}})", text)
    return tuple(dict.fromkeys(found))
