"""Mentions -> actors: country and sector by what the page itself says, by what was named before, and by the scene."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from lapwing.records import Actor, Annotation, Article, Match, Mention, MentionKind, Span, digest
from lapwing.resolving.places import SEATS_OF_BODIES
from lapwing.resolving.tables import Agent, Alias, Found, Organisation, Spot, Tables
from lapwing.settings import Settings

# How far to trust each way of finding a country. Ordinal: what is printed in the phrase itself comes first, the scene of
# the story last.
_PRINTED, _TITLE, _REMEMBERED, _APPOSITION, _BESIDE, _ANAPHOR, _SCENE = 0.95, 0.95, 0.9, 0.85, 0.7, 0.65, 0.5

_GROUP = re.compile(r"^(?:(?:the|these|those)\s+(?:\w+\s+)?)?(?:two|three|four|five|both(?: the)?|sides)\b.*?\b(?:countries|nations|sides|leaders|governments|neighbou?rs|allies|parties|states|capitals|armies|powers|ministers|presidents|rivals|delegations|foes|adversaries)$", re.IGNORECASE)  # fmt: skip
_SIDES = re.compile(r"^(?:the|both|all|these) (?:\w+ )?(?:sides|parties)$", re.IGNORECASE)
_THREE = re.compile(r"\bthree\b", re.IGNORECASE)
_EPITHET = re.compile(r"^the (?:(?P<adjective>[\w-]+) )*(?:country|nation|kingdom|republic|state|regime|bloc)$", re.IGNORECASE)
_SINGULAR_PRONOUNS = frozenset("he she him her his hers".split())
_PLURAL_PRONOUNS = frozenset("they them their".split())
_THING_PRONOUNS = frozenset("it its".split())
_SPEAKER_PRONOUNS = frozenset("we us our i my me".split())
_ALL_PRONOUNS = _SINGULAR_PRONOUNS | _PLURAL_PRONOUNS | _THING_PRONOUNS | _SPEAKER_PRONOUNS
_APPOSITIVE = re.compile(r"^,? (?:who is |the |a |an |its |their )?(?P<text>[^;:\"“”]{3,90}?)(?:,|\.(?:\s|$)|;| said| told| who)")
_IN_PLACE = re.compile(r"^ (?:in|from|of|across|at|near|outside) (?:the )?(?:\w+ (?:city|town|province|region|village) of )?")
_FORMER = re.compile(r"\b(?:former|ex|exiled|ousted|deposed|late)\b[- ]", re.IGNORECASE)
_NATIONAL_SECTORS = frozenset("GOV LEG JUD MIL COP SPY PTY OPP CVL LAB REB CRM AGR MED EDU REF JRN BUS REL SOC PRM ELI".split())


# "the movement", "the bloc": the last organisation of such a kind.
_BODIES = {"movement": ("armed_group", "party"), "group": ("armed_group", "ngo", "company"), "militia": ("armed_group",), "party": ("party",),
           "bloc": ("igo",), "alliance": ("igo",), "organisation": ("igo", "ngo"), "organization": ("igo", "ngo"), "company": ("company",),
           "agency": ("igo", "ngo", "media")}  # fmt: skip
_BODY = re.compile(r"^the (?:\w+ )?(" + "|".join(_BODIES) + r")$", re.IGNORECASE)


@dataclass(slots=True)
class _Memory:
    """What has been named so far in the article."""

    people: dict[str, Actor] = field(default_factory=dict)
    acronyms: dict[str, Actor] = field(default_factory=dict)
    past: list[tuple[Mention, tuple[Actor, ...]]] = field(default_factory=list)
    sentences: tuple[Span, ...] = ()

    def of_sentence(self, n: int) -> list[tuple[Mention, tuple[Actor, ...]]]:
        """What sentence `n` has named so far, in order."""
        if not 0 <= n < len(self.sentences):
            return []
        return [(m, actors) for m, actors in self.past if self.sentences[n].covers(m.span)]


def resolve_actors(
    article: Article,
    annotation: Annotation,
    tables: Tables,
    scene_country: str | None,
    home_country: str | None,
    settings: Settings,
) -> dict[Span, tuple[Actor, ...]]:
    """The actors of every mention that is neither a time nor a place, by span. An unresolved actor keeps its printed name,
    with country and sector None and the reason in its match.

    `scene_country` is where the story plays and gives bare groups ("police") their country; `home_country` is the one the
    article is about, and alone gives one to a bare title ("President Ouro"): presidents travel, police do not.
    """
    memory = _Memory(sentences=annotation.sentences)
    out: dict[Span, tuple[Actor, ...]] = {}
    quotes = [(q.span, q.speaker) for q in annotation.quotes if q.speaker]
    for mention in annotation.mentions:
        if mention.kind in (MentionKind.TIME, MentionKind.QUANTITY):
            continue
        actors = _resolve(article.text, mention, tables, memory, scene_country, home_country, settings)
        if not actors and mention.span.of(article.text).lower() in _SPEAKER_PRONOUNS:
            speaker = next((s for span, s in quotes if span.covers(mention.span)), None)
            actors = tuple(replace(a, match=Match(_ANAPHOR, "speaker")) for a in out.get(speaker, ()))
        out[mention.span] = actors
        if actors:
            memory.past.append((mention, actors))
    return out


def _resolve(
    text: str,
    mention: Mention,
    tables: Tables,
    memory: _Memory,
    scene: str | None,
    home: str | None,
    settings: Settings,
) -> tuple[Actor, ...]:
    words = mention.span.of(text)
    low = words.lower()
    if low in _SINGULAR_PRONOUNS | _PLURAL_PRONOUNS | _THING_PRONOUNS:
        return _pronoun(low, mention, text, memory)
    if low in _SPEAKER_PRONOUNS or low in ("you", "your"):
        return ()
    if _GROUP.match(words) or _SIDES.match(words):
        return _members(text, words, mention, memory, settings)
    if (match := _BODY.match(words)) and (body := _body(match[1].lower(), tables, memory)):
        return body
    if match := _EPITHET.match(words):
        return _epithet(match["adjective"], mention, tables, memory, settings)
    if mention.kind is MentionKind.PERSON:
        return (_person(text, mention, tables, memory, home),)
    return _named_or_described(text, mention, tables, memory, scene)


# --- people ----------------------------------------------------------------------------------------------


def _person(text: str, mention: Mention, tables: Tables, memory: _Memory, home: str | None) -> Actor:
    name = mention.head.of(text)
    surname = name.split()[-1]
    title = text[mention.span.start : mention.head.start]
    known = memory.people.get(surname)
    if known is not None and not title.strip():
        return replace(known, match=Match(_REMEMBERED, "named_before"))
    country, sector, role, match = None, None, None, None
    appositive = _APPOSITIVE.match(text[mention.span.end : mention.span.end + 120])
    for source, score, reason in (
        (title, _TITLE, "title"),
        (appositive["text"] if appositive and text[mention.span.end : mention.span.end + 1] == "," else "", _APPOSITION, "apposition"),
    ):
        if source and match is None:
            found, agent = _countries(source, tables), _agent(source, tables)
            if found or agent:
                country, sector = (found[0][0] if found else None), (agent.sector if agent else None)
                sector = sector or (found[0][1] if found else None)
                role = source.strip(" ,") if agent else None
                match = Match(score, reason, source.strip(" ,"))
                if _FORMER.search(source):
                    sector = "ELI"
    if match is None and (before := _explained(text, mention, memory)) is not None:
        country, sector, role = before[1].country, before[1].sector, before[0]
        match = Match(_APPOSITION, "apposition", before[0])
    if country is None and known is not None:
        country, sector, role = known.country, sector or known.sector, role or known.role
        match = Match(_REMEMBERED, "named_before")
    if country is None and match is not None:
        country, match = _borrowed_country(text, mention, memory, home, sector, match)
    match = match or Match(0.3, "unknown_person", "no title, nationality or earlier mention")
    actor = _actor(name if known is None or len(name) >= len(known.name) else known.name, country, sector, match, role)
    if known is None or country is not None:
        memory.people[surname] = actor
    return actor


def _explained(text: str, mention: Mention, memory: _Memory) -> tuple[str, Actor] | None:
    """"the union's secretary, Ana Ruiz, said": the description right before a name, between commas, is hers."""
    if not memory.past:
        return None
    before, actors = memory.past[-1]
    gap = text[before.span.end : mention.span.start]
    closed = text[mention.span.end : mention.span.end + 1] in (",", ".", ";")
    if before.kind is MentionKind.GROUP and gap == ", " and closed and len(actors) == 1:
        return before.span.of(text), actors[0]
    return None


def _borrowed_country(
    text: str, mention: Mention, memory: _Memory, home: str | None, sector: str | None, match: Match
) -> tuple[str | None, Match]:
    """For a title without a nationality: that of the title it is coordinated with, else the country of the story."""
    if memory.past:
        before, actors = memory.past[-1]
        gap = text[before.span.end : mention.span.start].strip()
        if gap in ("and", ", and", ",") and before.kind is mention.kind and actors[0].country:
            return actors[0].country, Match(_BESIDE, "beside", before.span.of(text))
    if home is not None and sector in _NATIONAL_SECTORS:
        return home, Match(_SCENE, "main_country", f"no nationality printed; the story is about {home}")
    return None, Match(min(match.score, 0.4), "no_country", match.detail)


# --- names and descriptions ------------------------------------------------------------------------------


def _named_or_described(
    text: str, mention: Mention, tables: Tables, memory: _Memory, scene: str | None
) -> tuple[Actor, ...]:
    words = mention.span.of(text)
    bare = re.sub(r"^(?:the|a|an)\s+", "", words, flags=re.IGNORECASE).replace("’", "'")
    if bare in memory.acronyms:
        return (replace(memory.acronyms[bare], match=Match(_REMEMBERED, "acronym")),)
    exact = tables.aliases.get(bare) or tables.aliases.get(words)
    if exact:
        return _from_aliases(exact, memory)
    if organisation := tables.organisations.get(bare) or tables.organisations.get(words):
        actor = _actor(organisation.name, organisation.code, organisation.sector, Match(_PRINTED, "organisation"))
        return (actor,)
    if mention.kind is MentionKind.PLACE:
        spots = tables.spots.get(bare, ())
        countries = {s.iso3 for s in spots if s.iso3}
        return (_actor(bare, countries.pop(), None, Match(0.8, "city")),) if len(countries) == 1 else ()
    agent = _agent(words, tables)
    found = _countries(words, tables)
    sector = _sector(words, agent, found)
    if found:
        return tuple(_actor(words, code, sector, Match(_PRINTED, "printed")) for code in dict.fromkeys(c for c, _ in found))
    after = text[mention.span.end : mention.span.end + 80]
    located = _IN_PLACE.match(after)
    if located and (there := _countries(after[located.end() : located.end() + 40], tables, at_start=True)):
        return (_actor(words, there[0][0], sector, Match(_BESIDE, "located", after.strip())),)
    if agent is None and mention.kind is not MentionKind.ORGANISATION:
        return ()
    for before, actors in reversed(memory.past):
        if _is_same_description(before.span.of(text), words) and actors[0].country and actors[0].match.reason != "scene":
            return tuple(replace(a, match=Match(_ANAPHOR, "same_words", before.span.of(text))) for a in actors)
    if scene is not None and sector in _NATIONAL_SECTORS and agent is not None:
        return (_actor(words, scene, sector, Match(_SCENE, "scene", f"no nationality printed; the story takes place in {scene}")),)
    return (_actor(words, None, sector, Match(0.3, "no_country")),)


def _is_same_description(before: str, words: str) -> bool:
    """"the government" after "the Yemeni government": a definite description with the same noun."""
    definite = re.match(r"(?:the|both)\s+(.+)$", words, re.IGNORECASE)
    return definite is not None and re.search(rf"\b{re.escape(definite[1].lower())}\b", before.lower()) is not None


def _from_aliases(rows: Sequence[Alias], memory: _Memory) -> tuple[Actor, ...]:
    """A country by one of its names. One string for two countries is settled by what was named before, or left open."""
    codes = list(dict.fromkeys(row.iso3 for row in rows))
    row = rows[0]
    if len(codes) > 1:
        named = [a.country for _, actors in reversed(memory.past) for a in actors if a.country in codes]
        if not named:
            return (_actor(row.text, None, None, Match(0.3, "ambiguous", " or ".join(codes))),)
        row = next(r for r in rows if r.iso3 == named[0])
    if row.text in SEATS_OF_BODIES:
        name, code = SEATS_OF_BODIES[row.text]
        return (_actor(name, code, None, Match(0.7, "seat_of_body", row.text)),)
    sector = row.sector if row.kind == "seat" else "GOV" if row.kind == "capital" else None
    reason = {"seat": "seat", "capital": "capital_as_government"}.get(row.kind, "country_name")
    return (_actor(row.text, row.iso3, sector or ("PRE" if row.is_folded else None), Match(_PRINTED if row.kind != "capital" else 0.85, reason)),)


def _countries(words: str, tables: Tables, *, at_start: bool = False) -> list[tuple[str, str | None]]:
    """Country or group codes that a phrase names, in order, each with the sector its name implies. What follows "-backed"
    or "anti-" is no owner."""
    out: list[tuple[str, str | None]] = []
    for found in tables.find(words):
        if at_start and found.start > 0:
            break
        if re.match(r"-(?:backed|led|made|based|born|sponsored|held|funded|brokered|style)\b", words[found.end :]) or re.search(r"\b(?:anti|pro)-$", words[: found.start]):
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


# --- references ------------------------------------------------------------------------------------------


def _pronoun(word: str, mention: Mention, text: str, memory: _Memory) -> tuple[Actor, ...]:
    """The subject of the same sentence, else of the sentences before: the first fitting mention that no preposition
    governs. "Their" after two single people is those two."""
    if word in _SINGULAR_PRONOUNS:
        wanted = (MentionKind.PERSON,)
    elif word in _THING_PRONOUNS:
        wanted = (MentionKind.COUNTRY, MentionKind.ORGANISATION, MentionKind.GROUP)
    else:
        wanted = (MentionKind.GROUP, MentionKind.COUNTRY, MentionKind.ORGANISATION, MentionKind.PERSON)
    here = next((n for n, s in enumerate(memory.sentences) if s.covers(mention.span)), -1)
    for n in range(here, max(-1, here - 4), -1):
        named = [(m, a) for m, a in memory.of_sentence(n) if m.kind in wanted and m.span.of(text).lower() not in _ALL_PRONOUNS]
        free = [(m, a) for m, a in named if not _is_object_of_preposition(text, m)]
        if word in _PLURAL_PRONOUNS:
            actors = _plural_antecedent(text, named, free, memory)
        else:
            actors = free[0][1] if free else ()
        if actors:
            return tuple(replace(a, match=Match(_ANAPHOR, "pronoun", a.name)) for a in actors)
    return ()


def _plural_antecedent(text: str, named: list, free: list, memory: _Memory) -> tuple[Actor, ...]:
    for before, actors in free:
        together = _coordinated(text, next(k for k, (m, _) in enumerate(memory.past) if m is before), memory)
        if len(together) > 1 or before.kind is MentionKind.GROUP:
            return together if len(together) > 1 else actors
    people = {a.id: a for m, actors in named if m.kind is MentionKind.PERSON for a in actors}
    return tuple(people.values()) if len(people) == 2 else ()


def _is_object_of_preposition(text: str, mention: Mention) -> bool:
    return re.search(r"\b(?:in|at|of|for|with|from|to|near|by|on|against)\s+$", text[max(0, mention.span.start - 9) : mention.span.start]) is not None


def _coordinated(text: str, k: int, memory: _Memory) -> tuple[Actor, ...]:
    """The actors of mention `k` and of those listed with it, on either side."""
    links = (",", "and", ", and")
    first = last = k
    while first > 0 and text[memory.past[first - 1][0].span.end : memory.past[first][0].span.start].strip() in links:
        first -= 1
    while last + 1 < len(memory.past) and text[memory.past[last][0].span.end : memory.past[last + 1][0].span.start].strip() in links:
        last += 1
    return tuple(dict.fromkeys(a for _, actors in memory.past[first : last + 1] for a in actors))


def _last_list(text: str, memory: _Memory, wanted: int) -> tuple[Actor, ...]:
    """The last "A and B" of as many different countries as wanted."""
    for k in range(len(memory.past) - 1, 0, -1):
        together = {a.country: a for a in _coordinated(text, k, memory) if a.country}
        if len(together) == wanted:
            return tuple(together.values())
    return ()


def _members(text: str, words: str, mention: Mention, memory: _Memory, settings: Settings) -> tuple[Actor, ...]:
    """"the two countries": the two (or three) that its sentence has named before it; else those last named together
    ("A and B"); else the last of the sentences before, without the one that speaks ("China urged both governments")."""
    wanted = 3 if _THREE.search(words) else 2
    sentence = next((s for s in memory.sentences if s.covers(mention.span)), mention.span)
    here: dict[str, Actor] = {}
    found: dict[str, Actor] = {}
    parties = [(m, actors) for m, actors in memory.past if m.kind is not MentionKind.PLACE]
    for before, actors in parties:
        if sentence.covers(before.span):
            here |= {a.country: a for a in actors if a.country and a.country not in here}
    if len(here) >= wanted:
        members = list(here.values())[:wanted]
    elif pair := _last_list(text, memory, wanted):
        members = list(pair)
    else:
        for before, actors in reversed(parties):
            if mention.span.start - before.span.end > settings.antecedent_chars:
                break
            for actor in actors:
                if actor.country and actor.country not in found and actor.country not in here and len(found) < wanted:
                    found[actor.country] = actor
        members = list(reversed(found.values()))
    if len(members) < wanted:
        return ()
    return tuple(replace(a, match=Match(_ANAPHOR, "group", a.name)) for a in members)


def _epithet(
    adjective: str | None, mention: Mention, tables: Tables, memory: _Memory, settings: Settings
) -> tuple[Actor, ...]:
    """"the Asian nation": the last named country of that region; "the secretive country": the last named country."""
    region = (adjective or "").lower()
    is_region = any(region[:4] and r.lower().startswith(region[:4]) for c in tables.countries.values() for r in c.regions)
    for before, actors in reversed(memory.past):
        if mention.span.start - before.span.end > settings.antecedent_chars:
            break
        for actor in actors:
            country = tables.countries.get(actor.country or "")
            if country is None or before.kind is not MentionKind.COUNTRY:
                continue
            if not is_region or any(r.lower().startswith(region[:4]) for r in country.regions):
                return (_actor(country.name, country.iso3, None, Match(_ANAPHOR, "epithet", actor.name)),)
    return ()


def _body(noun: str, tables: Tables, memory: _Memory) -> tuple[Actor, ...]:
    for _, actors in reversed(memory.past):
        for actor in actors:
            organisation = tables.organisations.get(actor.name)
            if organisation is not None and organisation.kind in _BODIES[noun]:
                return (replace(actor, match=Match(_ANAPHOR, "body", actor.name)),)
    return ()


def _actor(name: str, country: str | None, sector: str | None, match: Match, role: str | None = None) -> Actor:
    return Actor(digest(name.lower(), country or "", sector or ""), name, country, sector, match, role)


def scene_of(places: Mapping[Span, str | None], sentences: Sequence[Span], text: str) -> Span | None:
    """The place where the story plays: the first located place in the dateline or the first three sentences."""
    limit = sentences[min(2, len(sentences) - 1)].end if sentences else len(text)
    return next((span for span in sorted(places) if span.start < limit and places[span]), None)
