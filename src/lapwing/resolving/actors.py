"""Mentions -> actors: country and sector by what the page itself says, by what was named before, and by the scene."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lapwing.records import Actor, Annotation, Article, Match, Mention, MentionKind, Span
from lapwing.resolving.offices import Holder, load_offices, sector_on
from lapwing.resolving.places import SEATS_OF_BODIES
from lapwing.resolving.references import ANAPHOR, SPEAKER_PRONOUNS, Memory, make_actor, refer_to, resolve_reference
from lapwing.resolving.tables import Agent, Alias, Found, Organisation, Spot, Tables
from lapwing.settings import Settings

# How far to trust each way of finding a country. Ordinal: what is printed in the phrase itself comes first, the scene of
# the story last.
_PRINTED, _TITLE, _REMEMBERED, _APPOSITION, _BESIDE, _SCENE = 0.95, 0.95, 0.9, 0.85, 0.7, 0.5

_APPOSITIVE = re.compile(r"^, (?P<text>[^;:\"“”]{3,90}?)(?:,|\.(?:\s|$)|;| who)")
_IN_PLACE = re.compile(
    r"^ (?:in|from|of|across|at|near|outside) (?:the )?(?:\w+ (?:city|town|province|region|village) of )?"
)
_ACRONYM = re.compile(r"^ \(([A-Z][A-Z.]{1,7})\)")
_FORMER = re.compile(r"\b(?:former|ex|exiled|ousted|deposed|late)\b[- ]", re.IGNORECASE)
_NATIONAL_SECTORS = frozenset(
    "GOV LEG JUD MIL COP SPY PTY OPP CVL LAB REB CRM AGR MED EDU REF JRN BUS REL SOC PRM ELI".split()
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What an article says of all its actors: the country where it plays, which gives bare groups ("police") theirs; the country that
    it is about, which alone gives one to a bare title ("President Ouro": presidents travel, police do not); its day, which tells who held
    an office; and the countries that it names."""

    scene: str | None
    home: str | None
    day: date | None
    named: frozenset[str]


def resolve_actors(
    article: Article, annotation: Annotation, tables: Tables, setting: Setting, settings: Settings
) -> dict[Span, tuple[Actor, ...]]:
    """The actors of every mention but times, by span; a place can act for its country. An unresolved actor keeps its
    printed name, with country and sector None and the reason in its match."""
    memory = Memory(annotation)
    out: dict[Span, tuple[Actor, ...]] = {}
    quotes = [(q.span, q.speaker) for q in annotation.quotes if q.speaker]
    for mention in annotation.mentions:
        if mention.kind in (MentionKind.TIME, MentionKind.QUANTITY):
            continue
        actors = _resolve(article.text, mention, tables, memory, setting, settings)
        if not actors and mention.span.of(article.text).lower() in SPEAKER_PRONOUNS:
            speaker = next((s for span, s in quotes if span.covers(mention.span)), None)
            actors = tuple(refer_to(a, ANAPHOR, "speaker") for a in out.get(speaker, ()))
        out[mention.span] = actors
        if actors:
            memory.remember(mention, actors)
            if acronym := _ACRONYM.match(article.text[mention.span.end : mention.span.end + 12]):
                memory.acronyms[acronym[1]] = actors[0]
    return out


def _resolve(
    text: str,
    mention: Mention,
    tables: Tables,
    memory: Memory,
    setting: Setting,
    settings: Settings,
) -> tuple[Actor, ...]:
    referred = resolve_reference(text, mention, tables, memory, settings)
    if referred is not None:
        return referred
    is_described = mention.head.of(text).islower()  # "the Kenyan president"
    if mention.kind is MentionKind.PERSON and not is_described:
        return (_person(text, mention, tables, memory, setting),)
    return tuple(
        _with_holder(a, mention.span.of(text), setting.day)
        for a in _named_or_described(text, mention, tables, memory, setting.scene)
    )


# --- people ----------------------------------------------------------------------------------------------


def _person(text: str, mention: Mention, tables: Tables, memory: Memory, setting: Setting) -> Actor:
    name = mention.head.of(text)
    surname = name.split()[-1]
    title = text[mention.span.start : mention.head.start]
    known = memory.people.get(surname)
    if known is not None and not title.strip():
        return refer_to(known, _REMEMBERED, "named_before")
    country, sector, role, match = None, None, None, None
    if (before := _explained(text, mention, memory)) is not None and not title.strip():
        country, sector, role = before[1].country, before[1].sector, before[0]
        match = Match(min(_APPOSITION, before[1].match.score), "apposition", before[0])
    appositive = _appositive(text[mention.span.end : mention.span.end + 120], tables)
    for source, score, reason in ((title, _TITLE, "title"), (appositive, _APPOSITION, "apposition")):
        if source and match is None:
            found, agent = _countries(source, tables), _agent(source, tables)
            if found or agent:
                country, sector = (found[0][0] if found else None), (agent.sector if agent else None)
                sector = sector or (found[0][1] if found else None)
                role = source.strip(" ,") if agent else None
                match = Match(score, reason, source.strip(" ,"))
                if _FORMER.search(source):
                    sector = "ELI"
    if country is None and known is not None:
        country, sector, role = known.country, sector or known.sector, role or known.role
        match = Match(min(_REMEMBERED, known.match.score), "named_before")
    holder = _holder_named(name, title, appositive, country, known, setting)
    if holder is not None:
        actor = _held(name, holder, sector, role, title, tables)
        memory.people[surname] = actor
        return actor
    if country is None and match is not None:
        country, match = _borrowed_country(text, mention, memory, setting.home, sector, match)
    match = match or Match(0.3, "unknown_person", "no title, nationality or earlier mention")
    actor = make_actor(
        name if known is None or len(name) >= len(known.name) else known.name, country, sector, match, role
    )
    if known is None or country is not None:
        memory.people[surname] = actor
    return actor


def _holder_named(
    name: str, title: str, appositive: str, country: str | None, known: Actor | None, setting: Setting
) -> Holder | None:
    """The holder of an office with a name: by the full name; by title and surname; by a surname that everybody knows."""
    if setting.day is None:
        return None
    offices, codes = load_offices(), (country,) if country else ()
    if found := offices.person(name, title or appositive, codes, setting.day):
        return found
    if title.strip() and (found := offices.surname(name, title, codes, setting.day)):
        return found
    if known is None and not title.strip() and not appositive and country is None and " " not in name:
        return offices.known_by_surname(name, setting.named, setting.day)
    return None


def _held(name: str, holder: Holder, sector: str | None, role: str | None, title: str, tables: Tables) -> Actor:
    """The actor of a person in the tables. A title that is printed says more of the sector than an office that was not theirs that day."""
    country = _code_of_office(holder.term.code, tables)
    is_titled = bool(title.strip()) and sector is not None
    told = holder.sector if holder.is_active or (holder.is_former and not is_titled) else None
    detail = f"{holder.term.office} of {holder.term.code}, {_years(holder)}"
    if _FORMER.search(title):
        told = "ELI"
    match = Match(holder.score, "office", detail)
    actor = make_actor(name, country, told or sector, match, role)
    return replace(actor, person=holder.term.person)


def _with_holder(actor: Actor, words: str, day: date | None) -> Actor:
    """A described actor with the name of who held the office that day ("the Japanese foreign minister"); an organisation with the sector
    that it had then ("the Taliban")."""
    if day is None or actor.country is None:
        return actor
    if actor.match.reason == "organisation":
        sector = sector_on(actor.name, day)
        return make_actor(actor.name, actor.country, sector, actor.match, actor.role) if sector else actor
    if actor.match.reason not in ("printed", "located") or _FORMER.search(words):
        return actor
    holder = load_offices().holder(words, actor.country, day)
    return actor if holder is None else replace(actor, person=holder.term.person)


def _code_of_office(code: str, tables: Tables) -> str | None:
    """A country's code, or that of an organisation by its name."""
    if code in tables.countries or (len(code) == 3 and code.isupper()):
        return code
    organisation = tables.organisations.get(code)
    return organisation.code if organisation else None


def _years(holder: Holder) -> str:
    last = holder.term.last
    return f"{holder.term.first.year} to {last.year}" if last.year < 9999 else f"since {holder.term.first.year}"


def _appositive(after: str, tables: Tables) -> str:
    """The noun phrase between commas after a name, "the Chilean defence minister" or "leader of the union"; empty when what
    follows is no description ("Ana Ruiz, arrested in Lima, ...") or the sentence itself ("..., condemned Uganda.")."""
    match = _APPOSITIVE.match(after)
    if match is None:
        return ""
    words = re.sub(r"^(?:who is |the |an? |its |their |his |her |former )+", "", match["text"])
    agents = list(tables.find_agents(words))
    names = [f for f in tables.find(words) if isinstance(f.entry, Alias) and f.entry.kind in ("adjective", "demonym")]
    starts = {f.start for f in [*agents, *names]}
    has_determiner = words != match["text"]
    return match["text"] if agents and (0 in starts or (has_determiner and agents[0].start < 40)) else ""


def _explained(text: str, mention: Mention, memory: Memory) -> tuple[str, Actor] | None:
    """ "the union's secretary, Ana Ruiz, said": the description right before a name, between commas, is hers."""
    if not memory.past:
        return None
    before, actors = memory.past[-1]
    gap = text[before.span.end : mention.span.start]
    closed = text[mention.span.end : mention.span.end + 1] in (",", ".", ";")
    if before.kind is MentionKind.GROUP and gap == ", " and closed and len(actors) == 1:
        return before.span.of(text), actors[0]
    return None


def _borrowed_country(
    text: str, mention: Mention, memory: Memory, home: str | None, sector: str | None, match: Match
) -> tuple[str | None, Match]:
    """For a title without a nationality: that of the title it is coordinated with, else the country of the story."""
    if memory.past:
        before, actors = memory.past[-1]
        gap = text[before.span.end : mention.span.start].strip()
        if gap in ("and", ", and", ",") and before.kind is mention.kind and actors[0].country:
            return actors[0].country, Match(min(_BESIDE, actors[0].match.score), "beside", before.span.of(text))
    if home is not None and sector in _NATIONAL_SECTORS:
        return home, Match(_SCENE, "main_country", f"no nationality printed; the story is about {home}")
    return None, Match(min(match.score, 0.4), "no_country", match.detail)


# --- names and descriptions ------------------------------------------------------------------------------


def _named_or_described(
    text: str, mention: Mention, tables: Tables, memory: Memory, scene: str | None
) -> tuple[Actor, ...]:
    words = mention.span.of(text)
    bare = re.sub(r"^(?:the|a|an)\s+", "", words, flags=re.IGNORECASE).replace("’", "'")
    if bare in memory.acronyms:
        return (refer_to(memory.acronyms[bare], _REMEMBERED, "acronym"),)
    exact = tables.aliases.get(bare) or tables.aliases.get(words)
    if exact:
        return _from_aliases(exact, memory)
    if organisation := tables.organisations.get(bare) or tables.organisations.get(words):
        actor = make_actor(organisation.name, organisation.code, organisation.sector, Match(_PRINTED, "organisation"))
        return (actor,)
    if mention.kind is MentionKind.PLACE:
        spots = tables.spots.get(bare, ())
        countries = {s.iso3 for s in spots if s.iso3}
        return (make_actor(bare, countries.pop(), None, Match(0.8, "city")),) if len(countries) == 1 else ()
    agent = _agent(words, tables)
    found = _countries(words, tables)
    sector = _sector(words, agent, found)
    if found:
        return tuple(
            make_actor(words, code, sector, Match(_PRINTED, "printed")) for code in dict.fromkeys(c for c, _ in found)
        )
    after = text[mention.span.end : mention.span.end + 80]
    located = _IN_PLACE.match(after)
    if located and (there := _countries(after[located.end() : located.end() + 40], tables, at_start=True)):
        return (make_actor(words, there[0][0], sector, Match(_BESIDE, "located", after.strip())),)
    if agent is None and mention.kind is not MentionKind.ORGANISATION:
        return ()
    for before, actors in memory.recent():
        if (
            _is_same_description(before.span.of(text), words)
            and actors[0].country
            and actors[0].match.reason != "scene"
        ):
            return tuple(refer_to(a, ANAPHOR, "same_words", before.span.of(text)) for a in actors)
    if scene is not None and sector in _NATIONAL_SECTORS and agent is not None:
        return (
            make_actor(
                words,
                scene,
                sector,
                Match(_SCENE, "scene", f"no nationality printed; the story takes place in {scene}"),
            ),
        )
    return (make_actor(words, None, sector, Match(0.3, "no_country")),)


def _is_same_description(before: str, words: str) -> bool:
    """ "the government" after "the Yemeni government": a definite description with the same noun."""
    definite = re.match(r"(?:the|both)\s+(.+)$", words, re.IGNORECASE)
    return definite is not None and re.search(rf"\b{re.escape(definite[1].lower())}\b", before.lower()) is not None


def _from_aliases(rows: Sequence[Alias], memory: Memory) -> tuple[Actor, ...]:
    """A country by one of its names. One string for two countries is settled by what was named before, or left open."""
    codes = list(dict.fromkeys(row.iso3 for row in rows))
    row = rows[0]
    if len(codes) > 1:
        named = [a.country for _, actors in memory.recent() for a in actors if a.country in codes]
        if not named:
            return (make_actor(row.text, None, None, Match(0.3, "ambiguous", " or ".join(codes))),)
        row = next(r for r in rows if r.iso3 == named[0])
    if row.text in SEATS_OF_BODIES:
        name, code = SEATS_OF_BODIES[row.text]
        return (make_actor(name, code, None, Match(0.7, "seat_of_body", row.text)),)
    sector = row.sector if row.kind == "seat" else "GOV" if row.kind == "capital" else None
    reason = {"seat": "seat", "capital": "capital_as_government"}.get(row.kind, "country_name")
    return (
        make_actor(
            row.text,
            row.iso3,
            sector or ("PRE" if row.is_folded else None),
            Match(_PRINTED if row.kind != "capital" else 0.85, reason),
        ),
    )


def _countries(words: str, tables: Tables, *, at_start: bool = False) -> list[tuple[str, str | None]]:
    """Country or group codes that a phrase names, in order, each with the sector its name implies. What follows "-backed"
    or "anti-" is no owner."""
    out: list[tuple[str, str | None]] = []
    for found in tables.find(words):
        if at_start and found.start > 0:
            break
        if re.match(
            r"-(?:backed|led|made|based|born|sponsored|held|funded|brokered|style)\b", words[found.end :]
        ) or re.search(r"\b(?:anti|pro)-$", words[: found.start]):
            continue
        code, sector = _code_of(found)
        if code and code not in (c for c, _ in out):
            out.append((code, sector))
    if any(re.search(r"\b(?:[Aa]nd)\b|,", words[: f.start]) for f in tables.find(words)):
        return out
    return out[:1]


def _code_of(found: Found) -> tuple[str | None, str | None]:
    entry = found.entry
    if isinstance(entry, Alias):
        return entry.iso3, entry.sector
    if isinstance(entry, Organisation):
        return entry.code, entry.sector
    if isinstance(entry, Spot):
        return entry.iso3, None
    return None, None


def _agent(words: str, tables: Tables) -> Agent | None:
    """The last agent noun of a phrase before "of", which is the one it is about: "opposition lawmakers"."""
    head = re.split(r"\b(?:of|in|from|for)\b", words)[0]
    last = None
    for found in tables.find_agents(head):
        last = found.entry
    return last if last is not None else next((f.entry for f in tables.find_agents(words)), None)


def _sector(words: str, agent: Agent | None, found: Sequence[tuple[str, str | None]]) -> str | None:
    if _FORMER.search(words):
        return "ELI"
    organisation_sector = found[0][1] if found else None
    if organisation_sector and (agent is None or agent.sector in (None, "GOV", "UNK", "CVL", "REB", "MIL")):
        return organisation_sector
    return agent.sector if agent else organisation_sector


def scene_of(places: Mapping[Span, str | None], sentences: Sequence[Span], text: str) -> Span | None:
    """The place where the story plays: the first located place in the dateline or the first three sentences."""
    limit = sentences[min(2, len(sentences) - 1)].end if sentences else len(text)
    return next((span for span in sorted(places) if span.start < limit and places[span]), None)
