"""Mentions by rule: noun phrases that name or describe actors and places, found with tables and capital letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from lapwing.annotating.names import Names
from lapwing.annotating.tokens import Token
from lapwing.annotating.words import (
    DETERMINERS,
    FUNCTION,
    LOCATIVE,
    NOT_NAMES,
    POSSESSIVE_PRONOUNS,
    PRONOUNS,
    QUANTIFIERS,
    is_past,
)


class Form(StrEnum):
    """How a chunk refers."""

    NAME = "name"  # a country, or the seat of its government
    ADJECTIVE = "adjective"  # "Russian" before something that is no actor: "Russian missiles"
    ORGANISATION = "organisation"
    PLACE = "place"
    NAMED = "named"  # a proper name of unknown kind: "Yale"
    AGENT = "agent"  # "Peruvian miners", "the foreign ministry"
    PERSON = "person"
    GROUP = "group"  # "the two countries", "both sides"
    EPITHET = "epithet"  # "the island nation"
    PRONOUN = "pronoun"
    POSSESSIVE = "possessive"  # his, her, its, their
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A noun phrase over tokens `start` to `end`; `head_start` to `head_end` is the part that names it."""

    start: int
    end: int
    form: Form
    head_start: int
    head_end: int
    kinds: frozenset[str] = frozenset()


_GROUP_NOUNS = frozenset(
    "countries nations sides leaders governments neighbours neighbors allies parties states capitals armies powers "
    "ministers presidents rivals delegations foes adversaries".split()
)
_GROUP_COUNTS = frozenset("two three four five both".split())
_EPITHET_NOUNS = frozenset("country nation kingdom republic state regime bloc".split())
_NAME_PARTICLES = frozenset("de da del della van von bin bint al el la le der dos du ben abu".split())
_ORG_WORDS = frozenset(
    "Ministry Party Council Army Bank Agency Union Commission Committee Court Force Forces Front Movement Brigade Brigades "
    "Organization Organisation Association Federation Institute University Company Corporation Corp Inc Ltd Group Authority "
    "Congress Parliament Assembly Senate House Department Office Service Bureau Guard Navy Police Alliance Coalition League "
    "Foundation Fund Center Centre Watch International Times Post News Television Radio Network Church Airlines Board".split()
)
_OF_WORDS = frozenset(
    "Ministry Department Bank University Institute Office Bureau Board Council Court Church Committee Party House".split()
)
_NOT_ACTOR_WORDS = frozenset(
    "Act Treaty Agreement Accord Accords Convention Protocol Declaration Strategy Plan Dialogue Summit Conference Games Cup "
    "League Prize Award Day War Street Avenue Road Square Airport Bridge River Sea Ocean Island Islands Mountains Valley "
    "Province Region District County Hotel Stadium Palace Hall Constitution Article Covid Resolution Charter Statement Pact "
    "Festival Olympics Championship Bill Law Code Program Programme Initiative Report Index Embassy Desert Strait Gulf Bay "
    "Peninsula Canal Hill Park Museum Library Hospital School Mosque Cathedral Temple Open Week Month Security Operation".split()
)
_ATTRIBUTIVE_NAMES = re.compile(r"^(?:[A-Z]\.){2,}$|^[A-Z]{2,5}$")
_MAX_MODIFIERS = 3


def find_chunks(
    tokens: Sequence[Token],
    time_tokens: Sequence[tuple[int, int]],
    names: Names,
    is_verb_form: Callable[[str], bool],
    known_people: frozenset[str],
) -> list[Chunk]:
    """The chunks of a sentence, left to right, without overlap. `known_people` holds surnames met before."""
    chunks = _base_chunks(tokens, time_tokens, names, known_people)
    chunks = _titled_people(chunks)
    chunks = _with_modifiers(tokens, chunks, is_verb_form)
    chunks = _with_of(tokens, chunks)
    chunks = [c for c in chunks if not _is_mere_modifier(tokens, c, is_verb_form)]
    chunks = _with_possessive(chunks)
    return [_with_determiner(tokens, chunk, before) for chunk, before in zip(chunks, [None, *chunks], strict=False)]


# --- single names and nouns ------------------------------------------------------------------------------


def _base_chunks(
    tokens: Sequence[Token], time_tokens: Sequence[tuple[int, int]], names: Names, known_people: frozenset[str]
) -> list[Chunk]:
    ends = dict(time_tokens)
    out: list[Chunk] = []
    i = 0
    while i < len(tokens):
        chunk = (
            Chunk(i, ends[i], Form.TIME, i, ends[i])
            if i in ends
            else _reference(tokens, i) or _named(tokens, i, names) or _capital_run(tokens, i, names, known_people, ends)
        )
        if chunk is None:
            i += 1
            continue
        if chunk.form is not None:
            out.append(chunk)
        i = chunk.end
    return out


def _reference(tokens: Sequence[Token], i: int) -> Chunk | None:
    """Pronouns, "the two countries", "both sides", "the island nation"."""
    low = tokens[i].lower
    if low in POSSESSIVE_PRONOUNS and low != "her":
        return Chunk(i, i + 1, Form.POSSESSIVE, i, i + 1)
    if low == "her" and i + 1 < len(tokens) and tokens[i + 1].is_word and tokens[i + 1].lower not in FUNCTION:
        return Chunk(i, i + 1, Form.POSSESSIVE, i, i + 1)
    if low in PRONOUNS and tokens[i].text != "US":
        return Chunk(i, i + 1, Form.PRONOUN, i, i + 1)
    if low not in ("the", "both", "all", "these", "those", "two", "three"):
        return None
    j, counted = i, low in _GROUP_COUNTS
    while j + 1 < len(tokens) and j - i < 4:
        j += 1
        word = tokens[j].lower
        counted = counted or word in _GROUP_COUNTS
        if word in _GROUP_NOUNS and (counted or (word in ("sides", "parties") and j - i <= 2)):
            return Chunk(i, j + 1, Form.GROUP, j, j + 1)
        if tokens[j].text in _EPITHET_NOUNS and not counted and low == "the" and not _is_of_next(tokens, j):
            return Chunk(i, j + 1, Form.EPITHET, j, j + 1)
        if not tokens[j].is_word or (word in FUNCTION and word not in _GROUP_COUNTS):
            return None
    return None


def _is_of_next(tokens: Sequence[Token], j: int) -> bool:
    return j + 1 < len(tokens) and tokens[j + 1].lower in ("of", "-")


def _named(tokens: Sequence[Token], i: int, names: Names) -> Chunk | None:
    """The longest known name or agent noun; a proper name wins a draw."""
    proper, agent = names.longest(tokens, i), names.longest_agent(tokens, i)
    if proper and (agent is None or proper[0] >= agent[0]):
        end, kinds = proper
        if _is_compound(tokens, end):
            return Chunk(i, end + 2, None, i, end)  # U.S.-made: no actor
        is_single_name = "name" in kinds and end - i == 1 and not tokens[i].text.isupper()
        if _runs_on(tokens, end, names) and (kinds & {"capital", "city", "region"} or is_single_name):
            return None  # Geneva Convention, Chad Smith: left to the capital run
        return Chunk(i, end, _form_of(kinds, tokens, i, end), i, end, kinds)
    if agent:
        end, kinds = agent
        return Chunk(i, end, Form.AGENT, i, end, kinds)
    return None


def _is_compound(tokens: Sequence[Token], end: int) -> bool:
    return (
        end + 1 < len(tokens)
        and tokens[end].text == "-"
        and tokens[end].start == tokens[end - 1].end
        and tokens[end + 1].is_word
        and tokens[end + 1].text.islower()
    )


def _runs_on(tokens: Sequence[Token], end: int, names: Names) -> bool:
    return (
        end < len(tokens)
        and tokens[end].is_capital
        and tokens[end].text not in NOT_NAMES
        and names.longest(tokens, end) is None
        and names.longest_agent(tokens, end) is None
    )


def _form_of(kinds: frozenset[str], tokens: Sequence[Token], i: int, end: int) -> Form:
    if "organisation" in kinds:
        return Form.ORGANISATION
    if "name" in kinds or "seat" in kinds:
        return Form.NAME
    if "capital" in kinds:
        return Form.PLACE if _is_located(tokens, i) else Form.NAME
    if kinds & {"city", "region"}:
        return Form.PLACE
    if "adjective" in kinds and ("demonym" not in kinds or _modifies(tokens, end)):
        return Form.ADJECTIVE
    return Form.AGENT


def _modifies(tokens: Sequence[Token], end: int) -> bool:
    """Whether an adjective that is also a demonym ("Japanese", "British") stands before a noun."""
    if end >= len(tokens):
        return False
    following = tokens[end]
    if following.lower == "and" and end + 2 < len(tokens) and tokens[end + 1].is_capital:
        following = tokens[end + 2]  # "Greek and Turkish officers"
    return following.is_word and following.lower not in FUNCTION


def _is_located(tokens: Sequence[Token], i: int) -> bool:
    return i > 0 and tokens[i - 1].lower in LOCATIVE


def _capital_run(
    tokens: Sequence[Token],
    i: int,
    names: Names,
    known_people: frozenset[str],
    time_starts: dict[int, int],
) -> Chunk | None:
    """Unknown capitalised words: a person, an organisation by its words, or something that is no actor (form None)."""
    if not tokens[i].is_capital or tokens[i].text in NOT_NAMES or not tokens[i].is_word:
        return None
    j = i + 1
    while j < len(tokens) and j not in time_starts:
        token = tokens[j]
        is_name = token.is_capital and token.is_word and token.text not in NOT_NAMES
        particle = token.lower in _NAME_PARTICLES or token.text == "-"
        if token.lower == "of" and tokens[j - 1].text in _OF_WORDS and j + 1 < len(tokens) and tokens[j + 1].is_capital:
            j += 2  # Department of Education
            continue
        if particle and j + 2 < len(tokens) and tokens[j + 1].text == "-" and tokens[j + 2].is_capital:
            j += 2  # al-Sharafi
            continue
        if is_name and not token.text.isupper() and _is_title(tokens, j, names):
            break
        if is_name or (particle and j + 1 < len(tokens) and tokens[j + 1].is_capital and tokens[j + 1].is_word):
            j += 1
        else:
            break
    words = [t.text for t in tokens[i:j] if t.is_word]
    if any(w in _NOT_ACTOR_WORDS for w in words[-1:]):
        return Chunk(i, j, None, i, j)
    if _is_located(tokens, i) and len(words) <= 3 and words[0] not in known_people:
        name = "".join(t.text if t.text == "-" else f" {t.text}" for t in tokens[i:j]).replace("- ", "-").strip()
        if names.is_place(name):
            return Chunk(i, j, Form.PLACE, i, j)
    if len(words) > 1 and any(w in _ORG_WORDS for w in words):
        return Chunk(i, j, Form.ORGANISATION, i, j)
    if 2 <= len(words) <= 5 and not any(w.isupper() and len(w) > 2 for w in words):
        return Chunk(i, j, Form.PERSON, i, j)
    is_first_word = i == 0 or (not tokens[i - 1].is_word and tokens[i - 1].text in '.:“"')
    if len(words) == 1 and (words[0] in known_people or names.is_surname(words[0], is_first=is_first_word)):
        return Chunk(i, j, Form.PERSON, i, j)
    return Chunk(i, j, None if is_first_word or len(words) > 5 else Form.NAMED, i, j)


def _is_title(tokens: Sequence[Token], j: int, names: Names) -> bool:
    found = names.longest_agent(tokens, j)
    return found is not None and "title" in found[1]


# --- joining ---------------------------------------------------------------------------------------------


def _titled_people(chunks: list[Chunk]) -> list[Chunk]:
    """A title right before a personal name is one person: "Defence Minister Ana Ruiz". A lone surname counts then."""
    out: list[Chunk] = []
    for chunk in chunks:
        before = out[-1] if out else None
        titled = before is not None and before.end == chunk.start and "title" in before.kinds
        if titled and chunk.form in (Form.PERSON, Form.NAMED):
            out[-1] = Chunk(before.start, chunk.end, Form.PERSON, chunk.start, chunk.end, before.kinds)
            continue
        out.append(chunk)
    return out


def _with_modifiers(tokens: Sequence[Token], chunks: list[Chunk], is_verb_form: Callable[[str], bool]) -> list[Chunk]:
    """Joins a nationality, a possessor or a name to the agent noun that it modifies: "Chile's foreign ministry"."""
    out: list[Chunk] = []
    for chunk in chunks:
        while (
            out
            and chunk.form in (Form.AGENT, Form.PERSON, Form.ORGANISATION)
            and _modifies_next(tokens, out[-1], chunk, is_verb_form)
        ):
            before = out.pop()
            chunk = replace(chunk, start=before.start)
            if len(out) >= 1 and _is_coordinated_adjective(tokens, out[-1], before):
                chunk = replace(chunk, start=out.pop().start)
        out.append(chunk)
    return out


def _modifies_next(tokens: Sequence[Token], before: Chunk, chunk: Chunk, is_verb_form: Callable[[str], bool]) -> bool:
    gap = tokens[before.end : chunk.start]
    possessive = bool(gap) and gap[0].lower in ("'s", "'", "’")
    words = gap[1:] if possessive else gap
    if len(words) > _MAX_MODIFIERS or any(
        (not w.is_word and w.text not in '-"“”') or w.lower in FUNCTION for w in words
    ):
        return False
    if possessive:
        return chunk.form is not Form.ORGANISATION and before.form in (
            Form.NAME,
            Form.AGENT,
            Form.ORGANISATION,
            Form.PLACE,
            Form.PERSON,
        )
    if chunk.form is Form.PERSON and "title" not in chunk.kinds:
        return before.form is Form.ADJECTIVE and not words
    if any(is_verb_form(w.lower) and w.lower.endswith(("ed", "s")) and w.lower != "armed" for w in words):
        return False
    if before.form is Form.ADJECTIVE:
        return True
    surface = tokens[before.head_end - 1].text
    if before.form is Form.NAME and _ATTRIBUTIVE_NAMES.match(surface):
        return True
    if before.form is Form.ORGANISATION:  # "Hamas political leader", but not "the OSCE sent observers"
        return chunk.form is Form.AGENT and len(words) <= 1 and not any(is_past(w.lower) for w in words)
    if before.form is Form.AGENT and not (before.kinds & {"adjective", "demonym"}):
        return not words and chunk.form in (
            Form.AGENT,
            Form.ORGANISATION,
        )  # "opposition lawmakers", "the opposition Reef Party"
    return before.form in (Form.NAME, Form.PLACE) and not words and chunk.form is Form.AGENT


def _is_coordinated_adjective(tokens: Sequence[Token], first: Chunk, second: Chunk) -> bool:
    """ "Greek and Turkish officers": the first nationality belongs to the same noun."""
    gap = [t.lower for t in tokens[first.end : second.start]]
    return (
        second.form is Form.ADJECTIVE and first.form is Form.ADJECTIVE and gap in (["and"], [","], ["-"], [",", "and"])
    )


def _with_of(tokens: Sequence[Token], chunks: list[Chunk]) -> list[Chunk]:
    """ "the government of Italy", "the president of the European Commission" are one actor."""
    out: list[Chunk] = []
    for chunk in chunks:
        before = out[-1] if out else None
        if (
            before is not None
            and before.form is Form.AGENT
            and chunk.form in (Form.NAME, Form.ORGANISATION, Form.PLACE, Form.AGENT)
        ):
            gap = [t.lower for t in tokens[before.end : chunk.start]]
            if gap in (["of"], ["of", "the"]):
                out[-1] = replace(before, end=chunk.end)
                continue
        out.append(chunk)
    return out


def _with_possessive(chunks: list[Chunk]) -> list[Chunk]:
    """ "his Chilean counterpart" is one party; "his visit" keeps its owner."""
    out: list[Chunk] = []
    for chunk in chunks:
        before = out[-1] if out else None
        if (
            before
            and before.form is Form.POSSESSIVE
            and before.end == chunk.start
            and chunk.form in (Form.AGENT, Form.PERSON)
        ):
            out[-1] = replace(chunk, start=before.start)
        else:
            out.append(chunk)
    return out


def _is_mere_modifier(tokens: Sequence[Token], chunk: Chunk, is_verb_form: Callable[[str], bool]) -> bool:
    """Whether a bare singular noun only qualifies the next one: "a police van", "patient mediation"."""
    if (
        chunk.form is not Form.AGENT
        or chunk.start < chunk.head_start
        or chunk.end > chunk.head_end
        or chunk.end >= len(tokens)
    ):
        return False
    head, following = tokens[chunk.end - 1], tokens[chunk.end]
    if head.lower.endswith("s") or not following.is_word or not following.text.islower() or following.lower in FUNCTION:
        return False
    return not is_verb_form(following.lower) and not following.lower.endswith(("ly", "ed", "ing", "s"))


def _with_determiner(tokens: Sequence[Token], chunk: Chunk, before: Chunk | None) -> Chunk:
    """Takes the determiner, number or plain adjective before a described actor into its span."""
    if chunk.form not in (Form.AGENT, Form.PERSON, Form.ORGANISATION, Form.NAME):
        return chunk
    floor = before.end if before else 0
    start = chunk.start
    if chunk.form is Form.AGENT:
        k = start
        while k > floor and start - k < 3 and _is_plain_modifier(tokens[k - 1]):
            k -= 1
        if k > floor and (_is_determiner(tokens[k - 1]) or tokens[k - 1].text[0].isdigit()):
            start = k
    while start > floor and (
        _is_determiner(tokens[start - 1]) or (chunk.form is Form.AGENT and _is_quantity(tokens, start, floor))
    ):
        start -= 2 if tokens[start - 1].lower in ("least", "than", "of") else 1
    return replace(chunk, start=start)


def _is_plain_modifier(token: Token) -> bool:
    return (
        token.is_word and token.text.islower() and token.lower not in FUNCTION and not token.lower.endswith(("ed", "s"))
    )


def _is_determiner(token: Token) -> bool:
    return token.lower in DETERMINERS and token.lower != "that"


_APPROXIMATE = frozenset("about around nearly almost some".split())


def _is_quantity(tokens: Sequence[Token], start: int, floor: int) -> bool:
    token = tokens[start - 1]
    if token.lower in _APPROXIMATE:
        return tokens[start].text[0].isdigit() or tokens[start].lower in QUANTIFIERS
    if token.text[0].isdigit() or token.lower in QUANTIFIERS:
        return True
    before = tokens[start - 2].lower if start - 2 >= floor else ""
    return (before, token.lower) in (("at", "least"), ("more", "than")) or (
        token.lower == "of" and before in QUANTIFIERS
    )
