"""Place mentions -> places: countries, capitals, cities and regions of the tables. What the tables lack stays unknown."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from lapwing.records import Annotation, Article, Match, MentionKind, Place, Span
from lapwing.resolving.gazetteer import iso3_of, load_gazetteer
from lapwing.resolving.ranking import (
    Candidate,
    Context,
    anchors_of,
    choose,
    distance_km,
    qualifier_after,
    rank,
    with_match,
)
from lapwing.resolving.tables import Alias, Organisation, Spot, Tables, state_key

_TYPE_WORD = re.compile(
    r"^(?:City|Province|Town) of | (?:City|Province|District|Region|Governorate|Prefecture|Oblast|Municipality|State)$"
)
_AFTER_PREPOSITION = re.compile(
    r"\b(?:in|at|near|outside|from|to|of|around|into|across)\s+([A-Z][\w'’.-]+(?:[ -][A-Z][\w'’-]+){0,2})"
)
CONTINENTS = {
    "European": "Europe", "African": "Africa", "Asian": "Asia", "North American": "North America", "South American": "South America", "Latin American": "Latin America"
}  # fmt: skip
# Two entries this near are one place. Places that help to place others: how many, and from which size on (100 thousand inhabitants).
# The size of a first-level division, as that of a city.
_DIVISION_SIZE = 2.6
_SAME_PLACE_KM, _MOST_NAMES, _ANCHOR_SIZE = 40.0, 60, 2.0
_LOCATED = re.compile(r"\b(?:in|at|near|outside|inside|around|across|to|from|into|off)\s+(?:the\s+)?$", re.IGNORECASE)


def resolve_places(article: Article, annotation: Annotation, tables: Tables) -> dict[Span, Place]:
    """The place of every mention that names one, by span. A city name shared by several countries is given to the one the
    article speaks of, and to none when it speaks of neither."""
    find = place_finder(article.text, tables)
    out: dict[Span, Place] = {}
    for mention in annotation.mentions:
        if mention.kind in (MentionKind.PLACE, MentionKind.COUNTRY):
            place = find(mention.head.of(article.text))
            if place is not None:
                out[mention.span] = place
    return out


def place_finder(text: str, tables: Tables) -> Callable[[str], Place | None]:
    """A function from a name to its place, for names in `text`. Of several places of one name the likeliest is taken: see `ranking`."""
    return _Finder(text, tables).find


def place_candidates(text: str, tables: Tables) -> Callable[[str], list[Place]]:
    """A function from a name to every place that it can mean in `text`, the likeliest first."""
    return _Finder(text, tables).all


def _quietly(name: str) -> str:
    """A name from a dateline as it is written elsewhere, so that a place has one name.

    >>> _quietly("PORT-AU-PRINCE"), _quietly("LA PAZ")
    ('Port-au-Prince', 'La Paz')
    """
    return re.sub(
        r"(?<=[ -])(?:Au|Aux|Da|De|Del|Des|Di|Do|Dos|El|En|Es|La|Las|Le|Les|Los|Of|Sur|Upon)\b",
        lambda m: m[0].lower(),
        name.title(),
    )


class _Finder:
    """What a text speaks of, and the places of its names, each looked up once."""

    def __init__(self, text: str, tables: Tables) -> None:
        self._text, self._tables = text, tables
        self._found: dict[str, Place | None] = {}
        countries: Counter[str] = Counter()
        states: Counter[str] = Counter()
        for found in tables.find(text):
            row = found.entry
            if isinstance(row, Alias) and row.kind in ("name", "adjective", "capital"):
                countries[row.iso3] += 1
            elif isinstance(row, Spot) and row.state:
                states[row.state] += 1
                countries[row.iso3 or ""] += 1
        self._context = Context(countries, states)
        names = self._names_of_places()
        votes = self._votes(names)
        self._context = Context(countries, states, votes=votes)
        self._context = Context(countries, states, anchors_of(self._sure_places(names)), votes)

    def find(self, name: str) -> Place | None:
        bare = re.sub(r"^[Tt]he\s+", "", name).replace("’", "'").strip()
        if bare not in self._found:
            is_shouted = bare.isupper() and len(bare) > 4
            place = self._place(bare) or (self._place(bare.title()) if is_shouted else None)
            if place is not None and is_shouted and place.name in (bare, bare.title()):
                place = replace(place, name=_quietly(bare))
            self._found[bare] = place
        return self._found[bare]

    def all(self, name: str) -> list[Place]:
        """Every place of a name: its country, if it names one, then the others by rank."""
        bare = re.sub(r"^[Tt]he\s+", "", name).replace("’", "'").strip()
        country = self._country(bare)
        ranked = rank(self._candidates(bare), self._context, self._qualifiers(bare))
        return [*filter(None, (country,)), *(candidate.place for _, candidate in ranked)]

    def _place(self, bare: str) -> Place | None:
        country = self._country(bare)
        if country is not None and not self._is_state_here(bare) and self._division_of(bare) is None:
            return country
        chosen = self._choose(CONTINENTS.get(bare) or self._division_of(bare) or bare)
        if chosen is None and (shorter := _TYPE_WORD.sub("", bare)) != bare and shorter:
            chosen = self._choose(shorter)
        return country if chosen is None else with_match(*chosen)

    def _country(self, bare: str) -> Place | None:
        rows = self._tables.aliases.get(bare, ())
        for row in rows:
            if row.kind == "seat":  # the White House stands where the government sits
                country = self._tables.countries[row.iso3]
                point = (country.capital_latitude, country.capital_longitude)
                return Place(bare, row.iso3, *point, "city", Match(0.7, "seat"))
        spots = self._tables.spots.get(bare, ())
        is_division = any(spot.state or spot.iso3 is None for spot in spots)
        for kind in ("name", "adjective", "demonym"):
            for row in rows:
                is_part = any(spot.iso3 == row.iso3 and spot.level == "region" for spot in spots)  # England, Guam
                if row.kind == kind and not is_part and not (row.is_folded and is_division):
                    country = self._tables.countries[row.iso3]
                    match = Match(0.95, "country_name") if kind == "name" else Match(0.7, "nationality")
                    name = bare if kind == "name" else country.name
                    return Place(name, row.iso3, country.latitude, country.longitude, "country", match)
        return None

    def _division_of(self, bare: str) -> str | None:
        """The division that a people's name is of, where its country's table has it as a part: Chechen -> Chechnya, Tibetans -> Tibet."""
        rows = [
            row for row in self._tables.aliases.get(bare, ()) if row.is_folded and row.kind in ("adjective", "demonym")
        ]
        if not rows:
            return None
        stem = bare[: max(4, len(bare) - 3)]
        fitting = [
            name
            for name, spots in self._tables.spots.items()
            if name.startswith(stem) and any(s.iso3 == rows[0].iso3 and s.level == "region" for s in spots)
        ]
        return min(fitting, key=len, default=None)

    def _is_state_here(self, bare: str) -> bool:
        """Georgia in a text that speaks of other American states, and of none of its neighbours abroad."""
        states = [s for s in self._tables.spots.get(bare, ()) if s.state and s.iso3]
        own = {row.iso3 for row in self._tables.aliases.get(bare, ())}
        for spot in states:
            others = sum(
                n for state, n in self._context.states.items() if state.startswith(spot.iso3) and state != spot.state
            )
            if spot.iso3 not in own and others >= 1 and self._context.countries[spot.iso3] > 1:
                return True
        return False

    def _choose(self, name: str) -> tuple[Candidate, float] | None:
        candidates = list(self._candidates(name))
        if not candidates:
            return None
        return choose(candidates, self._context, self._qualifiers(name))

    def _candidates(self, name: str) -> Iterator[Candidate]:
        seen: list[tuple[float, float]] = []

        def is_new(latitude: float, longitude: float) -> bool:
            is_far = all(distance_km((latitude, longitude), other) > _SAME_PLACE_KM for other in seen)
            seen.append((latitude, longitude))
            return is_far

        capitals = [row for row in self._tables.aliases.get(name, ()) if row.kind == "capital"]
        # "EU" is no town in Normandy.
        cities = () if name.isupper() and len(name) <= 4 else load_gazetteer().find(name)
        for city in cities:
            iso3 = iso3_of().get(city.iso2)
            is_capital = any(row.iso3 == iso3 for row in capitals) and is_new(city.latitude, city.longitude)
            if not is_capital and not is_new(city.latitude, city.longitude):
                continue
            place = Place(name, iso3, city.latitude, city.longitude, "city", Match(0.5, "gazetteer"))
            yield Candidate(
                place, math.log10(city.thousands * 1000 + 500) - 3, state_key(iso3, city.admin1), is_capital
            )
        for row in capitals:
            country = self._tables.countries[row.iso3]
            if is_new(country.capital_latitude, country.capital_longitude):
                point = (country.capital_latitude, country.capital_longitude)
                yield Candidate(Place(name, row.iso3, *point, "city", Match(0.5, "capital")), 2.5, None, True)
        for spot in self._tables.spots.get(name, ()):
            if spot.level == "city" and not is_new(spot.latitude, spot.longitude):
                continue
            size = 2.0 if spot.level == "city" else 3.2 if spot.iso3 is None else _DIVISION_SIZE
            yield Candidate(
                Place(name, spot.iso3, spot.latitude, spot.longitude, spot.level, Match(0.5, "table")), size, spot.state
            )

    def _qualifiers(self, name: str) -> frozenset[str]:
        """Countries and states that stand right after the name."""
        out: set[str] = set()
        for words in qualifier_after(self._text, name):
            for found in self._tables.find(words):
                entry = found.entry
                if found.start == 0 and isinstance(entry, Alias) and entry.kind == "name":
                    out.add(entry.iso3)
                elif found.start == 0 and isinstance(entry, Spot):
                    out.update(filter(None, (entry.state,)))
        return frozenset(out)

    def _names_of_places(self) -> list[str]:
        """Names that stand after a preposition or a comma, as places do, without those of countries."""
        found = (m[1].replace("’", "'") for m in _AFTER_PREPOSITION.finditer(self._text))
        return [n for n in dict.fromkeys(found) if self._country(n) is None][:_MOST_NAMES]

    def _votes(self, names: list[str]) -> Counter[str]:
        """How many of the text's names can lie in each state: a name of one place speaks for its state, a name of ten hardly."""
        votes: Counter[str] = Counter()
        for name in names:
            states = {c.state for c in self._candidates(name) if c.state}
            for state in states:
                votes[state] += 1 / len(states)
        return votes

    def _sure_places(self, names: list[str]) -> dict[str, tuple[Candidate, float]]:
        """Places of the text whose names leave little doubt, by name."""
        chosen = ((name, self._choose(name)) for name in names)
        return {name: found for name, found in chosen if found is not None and found[0].size >= _ANCHOR_SIZE}


def is_located(text: str, span: Span) -> bool:
    """Whether a preposition of place stands before a mention."""
    return _LOCATED.search(text[max(0, span.start - 14) : span.start]) is not None


def dateline_place(article: Article, tables: Tables) -> tuple[Span, Place] | None:
    """The place of the dateline and the words that name it, in capitals as wires print it; None when no table has it."""
    start = article.text.find(article.dateline) if article.dateline else -1
    if start < 0:
        return None
    head = re.split(r"[(|]", article.dateline)[-1 if "|" in article.dateline else 0]
    find = _Finder(article.text, tables).find
    for part in (p.strip() for p in head.split(",")):
        for name in (part, part.title(), _small_words(part.title())):
            place = find(name)
            if part and place is not None and place.country:
                at = article.text.index(part, start)
                return Span(at, at + len(part)), place
    return None


# A capital that, as an actor, stands for the body that sits there before its own country.
SEATS_OF_BODIES = {"Brussels": ("European Union", "EUR")}
# A story is one country's when it is named this many times as often as the next, names in the first sentence counting
# for more. Bare "police" and "the government" are then that country's.
_MAIN_RATIO = 1.5
_LEAD_WEIGHT = 3


def main_country(article: Article, annotation: Annotation, tables: Tables) -> str | None:
    """The country that the article is mostly about, or None when two share it or there is no sentence."""
    lead_end = annotation.sentences[0].end if annotation.sentences else 0
    counts: Counter[str] = Counter()
    seen: set[int] = set()
    for found in tables.find(article.text):
        entry = found.entry
        if found.start in seen:
            continue  # one word, several rows: "Chinese" is an adjective and a demonym
        seen.add(found.start)
        if isinstance(entry, Alias) and entry.kind == "capital" and entry.text in SEATS_OF_BODIES:
            continue
        code = (
            entry.iso3 if isinstance(entry, Alias | Spot) else entry.code if isinstance(entry, Organisation) else None
        )
        if code in tables.countries:
            counts[code] += _LEAD_WEIGHT if found.start < lead_end else 1
    ranked = counts.most_common(2)
    is_shared = len(ranked) > 1 and ranked[0][1] < _MAIN_RATIO * ranked[1][1]
    return ranked[0][0] if ranked and annotation.sentences and not is_shared else None


def _small_words(name: str) -> str:
    return re.sub(r"\b(?:De|Al|Au|Es|Of|And|The)\b", lambda m: m[0].lower(), name)
