"""Words that stand for what was named before: pronouns, "the two countries", "the island nation", "the movement"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lapwing.records import Actor, Annotation, Match, Mention, MentionKind, digest
from lapwing.resolving.tables import Tables
from lapwing.settings import Settings

# Mentions that a reference may reach back over. Half a long article.
_MEMORY = 200

# How far to trust a reference, beside what is printed (actors.py).
ANAPHOR = 0.65

_GROUP = re.compile(r"^(?:(?:the|these|those)\s+(?:\w+\s+)?)?(?:two|three|four|five|both(?: the)?|sides)\b.*?\b(?:countries|nations|sides|leaders|governments|neighbou?rs|allies|parties|states|capitals|armies|powers|ministers|presidents|rivals|delegations|foes|adversaries)$", re.IGNORECASE)  # fmt: skip
_SIDES = re.compile(r"^(?:the|both|all|these) (?:\w+ )?(?:sides|parties)$", re.IGNORECASE)
_THREE = re.compile(r"\bthree\b", re.IGNORECASE)
_EPITHET = re.compile(
    r"^the (?:(?P<adjective>[\w-]+) )*(?P<noun>country|nation|kingdom|republic|state|regime|bloc)$", re.IGNORECASE
)
_SINGULAR_PRONOUNS = frozenset("he she him her his hers".split())
_PLURAL_PRONOUNS = frozenset("they them their".split())
_THING_PRONOUNS = frozenset("it its".split())
SPEAKER_PRONOUNS = frozenset("we us our i my me".split())
_ALL_PRONOUNS = _SINGULAR_PRONOUNS | _PLURAL_PRONOUNS | _THING_PRONOUNS | SPEAKER_PRONOUNS

# "the movement", "the bloc": the last organisation of such a kind.
_BODIES = {"movement": ("armed_group", "party"), "group": ("armed_group", "ngo", "company"), "militia": ("armed_group",), "party": ("party",),
           "bloc": ("igo",), "alliance": ("igo",), "organisation": ("igo", "ngo"), "organization": ("igo", "ngo"), "company": ("company",),
           "agency": ("igo", "ngo", "media")}  # fmt: skip
_BODY = re.compile(r"^the (?:\w+ )?(" + "|".join(_BODIES) + r")$", re.IGNORECASE)


@dataclass(slots=True)
class Memory:
    """What has been named so far in the article."""

    annotation: Annotation
    people: dict[str, Actor] = field(default_factory=dict)
    acronyms: dict[str, Actor] = field(default_factory=dict)
    past: list[tuple[Mention, tuple[Actor, ...]]] = field(default_factory=list)
    _by_sentence: dict[int, list[tuple[Mention, tuple[Actor, ...]]]] = field(default_factory=dict)

    def remember(self, mention: Mention, actors: tuple[Actor, ...]) -> None:
        self.past.append((mention, actors))
        self._by_sentence.setdefault(self.annotation.sentence_number(mention.span), []).append((mention, actors))

    def of_sentence(self, n: int) -> list[tuple[Mention, tuple[Actor, ...]]]:
        """What sentence `n` has named so far, in order."""
        return self._by_sentence.get(n, [])

    def recent(self) -> list[tuple[Mention, tuple[Actor, ...]]]:
        """The last mentions, the latest first: further back nothing is referred to."""
        return self.past[: -_MEMORY - 1 : -1]


def resolve_reference(
    text: str, mention: Mention, tables: Tables, memory: Memory, settings: Settings
) -> tuple[Actor, ...] | None:
    """The actors that a referring mention stands for, empty when none can be found; None when it does not refer."""
    words = mention.span.of(text)
    low = words.lower()
    if low in _SINGULAR_PRONOUNS | _PLURAL_PRONOUNS | _THING_PRONOUNS:
        return _pronoun(low, mention, text, tables, memory)
    if low in SPEAKER_PRONOUNS or low in ("you", "your"):
        return ()
    if _GROUP.match(words) or _SIDES.match(words):
        return _members(text, words, mention, memory, settings)
    if (match := _BODY.match(words)) and (body := _body(match[1].lower(), tables, memory)):
        return body
    if match := _EPITHET.match(words):
        return _epithet(match["adjective"], match["noun"].lower(), mention, tables, memory, settings)
    return None


def _pronoun(word: str, mention: Mention, text: str, tables: Tables, memory: Memory) -> tuple[Actor, ...]:
    """The subject of the same sentence, else of the sentences before: the first fitting mention that no preposition
    governs. "Their" after two single people is those two."""
    if word in _SINGULAR_PRONOUNS:
        wanted = (MentionKind.PERSON,)
    elif word in _THING_PRONOUNS:
        wanted = (MentionKind.COUNTRY, MentionKind.ORGANISATION, MentionKind.GROUP)
    else:
        wanted = (MentionKind.GROUP, MentionKind.COUNTRY, MentionKind.ORGANISATION, MentionKind.PERSON)
    here = memory.annotation.sentence_number(mention.span)
    for n in range(here, max(-1, here - 4), -1):
        named = [
            (m, a)
            for m, a in memory.of_sentence(n)
            if m.kind in wanted and m.span.of(text).lower() not in _ALL_PRONOUNS
        ]
        if word in _THING_PRONOUNS:
            named = [(m, a) for m, a in named if m.kind is not MentionKind.GROUP or _is_body(m.span.of(text), tables)]
        free = [(m, a) for m, a in named if not _is_object_of_preposition(text, m)]
        if word in _PLURAL_PRONOUNS:
            actors = _plural_antecedent(text, named, free, memory)
        else:
            actors = free[0][1] if free else ()
        if actors:
            return tuple(refer_to(a, ANAPHOR, "pronoun", a.name) for a in actors)
    return ()


def _is_body(words: str, tables: Tables) -> bool:
    """Whether a described actor is an organisation, which "it" can stand for, and no person."""
    nouns = [f.entry for f in tables.find_agents(words)]
    return bool(nouns) and nouns[-1].kind == "organisation"


def _plural_antecedent(text: str, named: list, free: list, memory: Memory) -> tuple[Actor, ...]:
    """Those named together ("A and B"), else two people of the sentence, else a group."""
    for before, _ in free:
        together = _coordinated(text, _place_in(memory, before), memory)
        if len(together) > 1:
            return together
    people = {a.id: a for m, actors in named if m.kind is MentionKind.PERSON for a in actors}
    if len(people) == 2:
        return tuple(people.values())
    return next((actors for m, actors in free if m.kind is MentionKind.GROUP), ())


def _place_in(memory: Memory, mention: Mention) -> int:
    return next(k for k in range(len(memory.past) - 1, -1, -1) if memory.past[k][0] is mention)


def _is_object_of_preposition(text: str, mention: Mention) -> bool:
    return (
        re.search(
            r"\b(?:in|at|of|for|with|from|to|near|by|on|against)\s+$",
            text[max(0, mention.span.start - 9) : mention.span.start],
        )
        is not None
    )


def _coordinated(text: str, k: int, memory: Memory) -> tuple[Actor, ...]:
    """The actors of mention `k` and of those listed with it, on either side."""
    links = (",", "and", ", and")
    first = last = k
    while first > 0 and text[memory.past[first - 1][0].span.end : memory.past[first][0].span.start].strip() in links:
        first -= 1
    while (
        last + 1 < len(memory.past)
        and text[memory.past[last][0].span.end : memory.past[last + 1][0].span.start].strip() in links
    ):
        last += 1
    return tuple(dict.fromkeys(a for _, actors in memory.past[first : last + 1] for a in actors))


def _last_list(text: str, memory: Memory, wanted: int, outside: set[str | None]) -> tuple[Actor, ...]:
    """The last "A and B" of as many different countries as wanted, none of them `outside`."""
    for k in range(len(memory.past) - 1, max(0, len(memory.past) - _MEMORY), -1):
        together = {a.country: a for a in _coordinated(text, k, memory) if a.country}
        if len(together) == wanted and not together.keys() & outside:
            return tuple(together.values())
    return ()


def _members(text: str, words: str, mention: Mention, memory: Memory, settings: Settings) -> tuple[Actor, ...]:
    """ "the two countries": the two (or three) that its sentence has named before it; else those last named together
    ("A and B"); else the last of the sentences before, without the one that speaks ("China urged both governments")."""
    wanted = 3 if _THREE.search(words) else 2
    here: dict[str, Actor] = {}
    found: dict[str, Actor] = {}
    outside: set[str | None] = set()
    for before, actors in memory.of_sentence(memory.annotation.sentence_number(mention.span)):
        if _is_outside(text, before, mention):
            outside |= {a.country for a in actors}
        elif before.kind is not MentionKind.PLACE:
            here |= {a.country: a for a in actors if a.country and a.country not in here}
    if len(here) >= wanted:
        members = list(here.values())[:wanted]
    elif pair := _last_list(text, memory, wanted, outside):
        members = list(pair)
    else:
        for before, actors in memory.recent():
            if before.kind is MentionKind.PLACE:
                continue
            if mention.span.start - before.span.end > settings.antecedent_chars:
                break
            for actor in actors:
                if (
                    actor.country
                    and not {actor.country} & (found.keys() | here.keys() | outside)
                    and len(found) < wanted
                ):
                    found[actor.country] = actor
        members = list(reversed(found.values()))
    if len(members) < wanted:
        return ()
    return tuple(refer_to(a, ANAPHOR, "group", a.name) for a in members)


def _is_outside(text: str, before: Mention, group: Mention) -> bool:
    """Whether a mention of the group's sentence is no member: who acts on the group ("the United Nations urged both sides"), or where it is told ("in New York")."""
    between = text[before.span.end : group.span.start].split()
    is_subject = 0 < len(between) <= 3 and not any(
        w.strip(",") in ("and", "or", "") or w.endswith(",") for w in between
    )
    return (
        is_subject
        or re.search(r"\b(?:in|at)\s+$", text[max(0, before.span.start - 5) : before.span.start], re.IGNORECASE)
        is not None
    )


# Countries that are called "the kingdom", and not "the republic".
_KINGDOMS = frozenset("SAU BHR JOR MAR GBR THA KHM BTN LSO SWZ TON NLD BEL DNK NOR SWE ESP".split())


def _epithet(
    adjective: str | None, noun: str, mention: Mention, tables: Tables, memory: Memory, settings: Settings
) -> tuple[Actor, ...]:
    """ "the Asian nation": the last named country of that region; "the secretive country": the last named country."""
    region = (adjective or "").lower()
    is_region = any(
        region[:4] and r.lower().startswith(region[:4]) for c in tables.countries.values() for r in c.regions
    )
    for before, actors in memory.recent():
        if mention.span.start - before.span.end > settings.antecedent_chars:
            break
        for actor in actors:
            country = tables.countries.get(actor.country or "")
            if country is None or before.kind is not MentionKind.COUNTRY:
                continue
            if noun in ("kingdom", "republic") and (country.iso3 in _KINGDOMS) != (noun == "kingdom"):
                continue
            if not is_region or any(r.lower().startswith(region[:4]) for r in country.regions):
                score = min(ANAPHOR, actor.match.score)
                return (make_actor(country.name, country.iso3, None, Match(score, "epithet", actor.name)),)
    return ()


def _body(noun: str, tables: Tables, memory: Memory) -> tuple[Actor, ...]:
    for _, actors in memory.recent():
        for actor in actors:
            organisation = tables.organisations.get(actor.name)
            if organisation is not None and organisation.kind in _BODIES[noun]:
                return (refer_to(actor, ANAPHOR, "body", actor.name),)
    return ()


def refer_to(actor: Actor, score: float, reason: str, detail: str = "") -> Actor:
    """The actor as a later mention stands for it. What was a guess when it was named stays one: a reference is never surer
    than what it refers to."""
    return replace(actor, match=Match(min(score, actor.match.score), reason, detail))


def make_actor(name: str, country: str | None, sector: str | None, match: Match, role: str | None = None) -> Actor:
    """An actor with its id: a digest of name, country and sector."""
    return Actor(digest(name.lower(), country or "", sector or ""), name, country, sector, match, role)
