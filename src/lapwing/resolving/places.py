"""Place mentions -> places: countries, capitals, cities and regions of the tables. What the tables lack stays unknown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from lapwing.records import Annotation, Article, Match, MentionKind, Place, Span
from lapwing.resolving.tables import Alias, Organisation, Spot, Tables

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
    """A function from a name to its place, for names in `text`: the countries that it speaks of settle ambiguous ones."""
    spoken_of = Counter(
        row.iso3
        for found in tables.find(text)
        if isinstance(row := found.entry, Alias) and row.kind in ("name", "adjective")
    )
    return lambda name: _place(name, tables, spoken_of)


def _place(name: str, tables: Tables, spoken_of: Counter[str]) -> Place | None:
    bare = re.sub(r"^the\s+", "", name).replace("’", "'")
    for row in tables.aliases.get(bare, ()):
        country = tables.countries[row.iso3]
        if row.kind == "name":
            return Place(bare, row.iso3, country.latitude, country.longitude, "country", Match(0.95, "country_name"))
        if row.kind == "capital":
            return Place(
                bare, row.iso3, country.capital_latitude, country.capital_longitude, "city", Match(0.9, "capital")
            )
    for row in tables.aliases.get(bare, ()):
        country = tables.countries[row.iso3]
        if row.kind in ("adjective", "demonym"):
            return Place(
                country.name, row.iso3, country.latitude, country.longitude, "country", Match(0.7, "nationality")
            )
    spots = tables.spots.get(bare, ())
    if len(spots) == 1:
        spot = spots[0]
        return Place(bare, spot.iso3, spot.latitude, spot.longitude, spot.level, Match(0.85, "table"))
    spoken = [s for s in spots if s.iso3 and spoken_of[s.iso3]]
    if len(spoken) == 1:
        spot = spoken[0]
        return Place(bare, spot.iso3, spot.latitude, spot.longitude, spot.level, Match(0.7, "spoken_of"))
    return None


def is_located(text: str, span: Span) -> bool:
    """Whether a preposition of place stands before a mention."""
    return _LOCATED.search(text[max(0, span.start - 14) : span.start]) is not None


def dateline_place(article: Article, tables: Tables) -> tuple[Span, Place] | None:
    """The place of the dateline and the words that name it, in capitals as wires print it; None when no table has it."""
    start = article.text.find(article.dateline) if article.dateline else -1
    if start < 0:
        return None
    head = re.split(r"[(|]", article.dateline)[-1 if "|" in article.dateline else 0]
    for part in (p.strip() for p in head.split(",")):
        for name in (part, part.title(), _small_words(part.title())):
            place = _place(name, tables, Counter())
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
