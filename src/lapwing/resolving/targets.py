"""Whom a text of a few words names: countries, their governments and people, leaders by surname, organisations, armed groups.

For readers' comments, which are no sentences of the press: casing is lax, nobody is introduced, and nothing that stands in them may reach the
article. So this reads a string and the tables, and returns what it found in that string.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from functools import cache

from lapwing.records import Actor, Annotation, Article, Match, MentionKind, Resolution, Span, Target
from lapwing.resolving.offices import Holder, load_offices, name_key, surname_surfaces
from lapwing.resolving.references import make_actor
from lapwing.resolving.tables import Alias, Organisation, Tables, load_tables

_PRINTED, _CAPITAL, _SURNAME = 0.95, 0.7, 0.8
# Kinds of organisations whose name means them. A company's or a paper's is often a word besides ("Shell", "Dawn").
_KINDS = frozenset(("igo", "armed_group", "party", "ngo", "court", "force"))
# Countries whose names are other words in lower case.
_OTHER_WORDS = frozenset("turkey chad jordan guinea jersey georgia niger mali togo".split())
# Acronyms that are no words in lower case.
_ACRONYMS = {"nato": "NATO", "eu": "EU", "uk": "UK", "usa": "USA", "isis": "ISIS", "opec": "OPEC", "asean": "ASEAN"}
# Acronyms that are words in a comment shouted in capitals ("STOP IT, ALL OF US").
_SHOUTED = re.compile(r"\b(?:US|WHO|ICE|IS)\b")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’](?![sS]\b)[^\W\d_]+)*")
# Who left office longer ago than this is meant by a surname alone only where the article names the country: a reader's "Howard" is seldom a
# former prime minister. Days.
_RECENT = timedelta(5 * 365)
# Organisations whose short names are readers' slang ("in my opinion").
_SLANG = frozenset(("IMO", "WHO", "IS"))
_GREETING = re.compile(r"(?:\b(?:hi|hey|hello|dear|dr|uncle|aunt)|@)\W*$", re.IGNORECASE)
# A capitalised word right before, which does not begin the sentence itself.
_GIVEN_NAME = re.compile(r"[\w,] ([A-Z][a-z]+) $")
_TITLES = frozenset(
    "President Minister Chancellor Mr Mrs Ms King Prime General Secretary Comrade Premier Dictator Tsar Czar Sultan".split()
)
# A name of more words is no leader's. Words.
_MOST_WORDS = 4


def people_of(article: Article, annotation: Annotation, resolution: Resolution) -> dict[str, Actor]:
    """The people whom an article names, by surname, for comments that take up their names. A surname of two of them is nobody's."""
    found: dict[str, dict[str, Actor]] = {}
    for mention in annotation.mentions:
        name = mention.head.of(article.text)
        actors = resolution.actors_by_span.get(mention.span, ())
        if mention.kind is MentionKind.PERSON and len(actors) == 1 and not name.islower():
            surname = name.split()[-1]
            if len(surname) > 2 and surname[0].isupper():
                found.setdefault(surname, {})[actors[0].person or actors[0].name] = actors[0]
    return {
        surname: _person(_longest(actors), actors[_longest(actors)])
        for surname, actors in found.items()
        if all(_longest(actors).endswith(name) for name in actors)
    }


def _longest(names: Collection[str]) -> str:
    return max(names, key=len)


def _person(name: str, actor: Actor) -> Actor:
    return make_actor(name, actor.country, actor.sector, Match(_SURNAME, "named_in_article"))


def find_targets(
    text: str, tables: Tables, *, day: date | None, countries: Collection[str] = (), people: Mapping[str, Actor]
) -> tuple[Target, ...]:
    """Who is named in a text, in order and without overlap, with spans into that text. `day` tells who is in office, `countries` are those in which
    a surname is looked for first, `people` those whom the article names, by surname.

    The reason of a target's match says how it is named: country_name, people ("Peruvians"), nationality ("Peruvian", which names the country only
    together with what follows), capital_as_government, seat, organisation, office, named_in_article.

    >>> from lapwing.resolving.tables import load_tables
    >>> [(t.span, t.actor.name) for t in find_targets("putin ruins Russia", load_tables(), day=date(2020, 1, 1), people={})]
    [(Span(start=0, end=5), 'Vladimir Putin'), (Span(start=12, end=18), 'Russia')]
    """
    cased = _as_printed(text)
    found = [*_from_tables(cased, tables), *_people(cased, day, countries, people)]
    out: list[Target] = []
    for target in sorted(found, key=lambda t: (t.span.start, -t.span.end)):
        if not out or out[-1].span.end <= target.span.start:
            out.append(target)
    return tuple(out)


def _as_printed(text: str) -> str:
    """The text with country names, acronyms and surnames in the casing of the tables, character for character. What two casings
    could mean stays as it is."""
    is_shouted = text.isupper() and len(text) > 4
    text = _SHOUTED.sub(lambda m: m[0].lower(), text) if is_shouted else text
    return _WORD.sub(lambda m: _casings().get(m[0].lower(), m[0]) if m[0].islower() or m[0].isupper() else m[0], text)


@cache
def _casings() -> dict[str, str]:
    """Lower-case words that can only be one name, as it is printed."""
    out = {
        name.lower(): name
        for name, rows in load_tables().aliases.items()
        if name.isalpha() and name.isascii() and name.istitle() and len(name) > 3 and not any(r.is_folded for r in rows)
        if {"name", "adjective", "demonym"} & {r.kind for r in rows}
    }
    surnames = {
        name.lower(): name
        for name, kinds in _surnames().items()
        if len(name) > 4 and name.isascii() and name.istitle() and "surname" in kinds
    }
    return {word: name for word, name in (surnames | out | _ACRONYMS).items() if word not in _OTHER_WORDS}


def _from_tables(text: str, tables: Tables) -> Iterator[Target]:
    rows_by_span: dict[Span, list] = {}
    for found in tables.find(text):
        rows_by_span.setdefault(Span(found.start, found.end), []).append(found.entry)
    for span, rows in rows_by_span.items():
        aliases = [row for row in rows if isinstance(row, Alias)]
        organisation = next((row for row in rows if isinstance(row, Organisation)), None)
        if organisation is not None and organisation.kind in _KINDS and span.of(text) not in _SLANG:
            match = Match(_PRINTED, "organisation", organisation.text)
            yield Target(span, make_actor(organisation.name, organisation.code, organisation.sector, match))
        elif actor := _country(span.of(text), aliases, tables):
            yield Target(span, actor)


def _country(words: str, rows: list[Alias], tables: Tables) -> Actor | None:
    """The country, its government or its people, by the kind of the name. A name of two countries is neither's, a territory is not its state, and
    one person of a nationality ("a Peruvian") is nobody we know."""
    if len({row.iso3 for row in rows}) != 1 or any(row.is_folded for row in rows):
        return None
    kinds, country = {row.kind for row in rows}, tables.countries[rows[0].iso3]
    if "name" in kinds:
        return make_actor(country.name, country.iso3, None, Match(_PRINTED, "country_name", words))
    if "seat" in kinds:
        sector = next(row.sector for row in rows if row.kind == "seat")
        return make_actor(country.name, country.iso3, sector, Match(_PRINTED, "seat", words))
    if "capital" in kinds:
        return make_actor(country.name, country.iso3, "GOV", Match(_CAPITAL, "capital_as_government", words))
    if "adjective" in kinds:
        return make_actor(country.name, country.iso3, "GOV", Match(_PRINTED, "nationality", words))
    if words.endswith("s") and "demonym" in kinds:
        return make_actor(words, country.iso3, "CVL", Match(_PRINTED, "people", words))
    return None


def _people(text: str, day: date | None, countries: Collection[str], people: Mapping[str, Actor]) -> Iterator[Target]:
    """Leaders by their full name or surname, and the article's people by surname: words in capitals, the longest name first."""
    words = list(_WORD.finditer(text))
    i = 0
    while i < len(words):
        for n in range(min(_MOST_WORDS, len(words) - i), 0, -1):
            span = Span(words[i].start(), words[i + n - 1].end())
            actor = _named(text, span, n, day, countries, people) if text[span.start].isupper() else None
            if actor is not None:
                yield Target(span, actor)
                i += n
                break
        else:
            i += 1


def _named(
    text: str, span: Span, n: int, day: date | None, countries: Collection[str], people: Mapping[str, Actor]
) -> Actor | None:
    name = span.of(text)
    if n == 1 and name in people:
        return people[name]
    if day is None:
        return None
    if n > 1:
        is_name = name_key(name.split()[-1]) in _last_words()
        holder = load_offices().person(name, "", (), day) if is_name else None
    else:
        holder = load_offices().known_by_surname(name, countries, day) if _is_surname(text, span) else None
        if holder is not None and holder.term.code not in countries and day - holder.term.last > _RECENT:
            return None
    return _leader(holder) if holder else None


def _is_surname(text: str, span: Span) -> bool:
    """Whether a word is a surname that everybody knows and stands as one: not as a part of another's name ("Howard Leese", "Ana Ruiz"), after a
    greeting, or, when it is a common word too, at the start of a sentence."""
    kinds = _surnames().get(span.of(text), frozenset())
    before, after = text[max(0, span.start - 30) : span.start], text[span.end : span.end + 30]
    is_first = not before.strip() or before.rstrip()[-1] in ".!?"
    given = _GIVEN_NAME.search(before)
    is_part = re.match(r" [A-Z][a-z]", after) or (given and given[1] not in _TITLES)
    return bool(kinds) and not is_part and not _GREETING.search(before) and ("surname" in kinds or not is_first)


@cache
def _surnames() -> dict[str, frozenset[str]]:
    return surname_surfaces()


@cache
def _last_words() -> frozenset[str]:
    """The last words of all names in the tables."""
    return frozenset(name.split()[-1] for name in load_offices().by_name if name)


def _leader(holder: Holder) -> Actor:
    term = holder.term
    code = term.code if len(term.code) == 3 and term.code.isupper() else None
    return make_actor(term.person, code, holder.sector, Match(holder.score, "office", f"{term.office} of {term.code}"))
