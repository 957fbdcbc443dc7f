"""A sentence cut into tokens and chunks, and who is subject, object or prepositional party of a trigger in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lapwing.annotating.chunks import Chunk, Form
from lapwing.annotating.tokens import Token
from lapwing.annotating.words import (
    ADVERBS,
    BE,
    DO,
    GET,
    HAVE,
    MODALS,
    NEGATIONS,
    PREPOSITIONS,
    RELATIVES,
    REPORTING,
    SUBORDINATORS,
)
from lapwing.records import Span

ACTOR_FORMS = frozenset(
    {
        Form.NAME,
        Form.ORGANISATION,
        Form.AGENT,
        Form.PERSON,
        Form.GROUP,
        Form.EPITHET,
        Form.PRONOUN,
        Form.ADJECTIVE,
        Form.NAMED,
    }
)
_AUX = BE | HAVE | DO | MODALS | NEGATIONS
_CLAUSE_PREPOSITIONS = frozenset("after before since until as".split())
_PHRASE_PREPOSITIONS = PREPOSITIONS - _CLAUSE_PREPOSITIONS
# Words at which a search ends: for an object, for a prepositional party, for who owns a noun.
_OBJECT_STOPS = PREPOSITIONS | SUBORDINATORS | RELATIVES | _AUX | {"to", "and", "or", "but"}
_CLAUSE_STARTS = SUBORDINATORS - {"as", "since", "after", "before"}
_AFTER_COMMA = SUBORDINATORS | RELATIVES | {"and", "but", "with"}
_OWNER_STOPS = PREPOSITIONS | _AUX | SUBORDINATORS | RELATIVES | {"to", "and"}
_PREDICATE_STARTS = _AUX | REPORTING
_CLOSING_LINKS = (
    ("and",),
    (",", "and"),
    ("or",),
    ("&",),
    ("-",),
    ("as", "well", "as"),
    (",", "as", "well", "as"),
    (",", "along", "with"),
)
_OPEN_LINK = (",",)
_OBJECT_REACH = 8
_PREPOSITION_REACH = 22


@dataclass(frozen=True, slots=True)
class Parse:
    """A sentence. `chunk_at[i]` is the index of the chunk over token `i`, or -1; `list_of[n]` is the first chunk of the
    coordination ("A, B and C") that chunk `n` belongs to, itself when it stands alone."""

    tokens: tuple[Token, ...]
    chunks: tuple[Chunk, ...]
    chunk_at: tuple[int, ...] = field(init=False)
    list_of: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        at = [-1] * len(self.tokens)
        for n, chunk in enumerate(self.chunks):
            for i in range(chunk.start, chunk.end):
                at[i] = n
        object.__setattr__(self, "chunk_at", tuple(at))
        object.__setattr__(self, "list_of", tuple(_lists(self)))

    def lowers(self, start: int, end: int) -> list[str]:
        return [t.lower for t in self.tokens[max(0, start) : max(0, end)]]

    def chunk_before(self, i: int) -> int:
        """Index of the last chunk that ends at or before token `i`, times left out, or -1."""
        for n in range(len(self.chunks) - 1, -1, -1):
            if self.chunks[n].end <= i and self.chunks[n].form is not Form.TIME:
                return n
        return -1


def _lists(parse: Parse) -> list[int]:
    """The first chunk of each chunk's coordination. Commas link only when "and" or its like closes the list, so that
    "In New York, the United Nations" is none."""
    first = list(range(len(parse.chunks)))
    pending = [0] if parse.chunks else []
    for n in range(1, len(parse.chunks)):
        before, chunk = parse.chunks[n - 1], parse.chunks[n]
        link = tuple(parse.lowers(before.end, chunk.start))
        listable = {before.form, chunk.form} <= ACTOR_FORMS | {Form.PLACE}
        if listable and link in _CLOSING_LINKS and (link[0] != "," or len(pending) > 1 or first[n - 1] < n - 1):
            head = first[n - 1] if first[n - 1] != n - 1 else pending[0]
            for k in range(head, n + 1):
                first[k] = head
            pending = [n]
        elif listable and link == _OPEN_LINK and not (before.form is Form.PLACE and chunk.form is not Form.PLACE):
            pending.append(n)
        else:
            pending = [n]
    return first


def span_of(parse: Parse, chunk: Chunk) -> Span:
    """The characters of a chunk."""
    return Span(parse.tokens[chunk.start].start, parse.tokens[chunk.end - 1].end)


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """Auxiliaries before a verb. `start` is its first token."""

    start: int
    has_be: bool
    is_infinitive: bool


def verb_group(parse: Parse, i: int) -> VerbGroup:
    """The group that ends with the verb at token `i`."""
    start, has_be, infinitive = i, False, False
    while start > 0 and parse.chunk_at[start - 1] < 0:
        word = parse.tokens[start - 1].lower
        if word in BE or word in GET:
            has_be = True
        elif word == "to" and not infinitive:
            infinitive = True
        elif not (word in _AUX or word in ADVERBS or word.endswith(("ly", "n't"))):
            break
        start -= 1
    return VerbGroup(start, has_be, infinitive)


# --- subjects --------------------------------------------------------------------------------------------


def find_subject(parse: Parse, start: int, *, is_gerund: bool = False) -> list[Chunk]:
    """The chunks that are subject of the verb group starting at token `start`, coordination included."""
    j = start
    for _ in range(8):
        n = parse.chunk_before(j)
        if n < 0:
            return []
        chunk = parse.chunks[n]
        gap = parse.lowers(chunk.end, j)
        if any(w in (";", ":") for w in gap) or _has_other_subject(gap, is_gerund=is_gerund):
            return []
        if any(w in RELATIVES for w in gap) or gap[:1] == ["that"]:
            return _accept(parse, n)
        if is_gerund and "," in gap and _is_passive_clause(parse, start):
            party = [
                k
                for k in range(n + 1)
                if parse.chunks[k].start and parse.tokens[parse.chunks[k].start - 1].lower == "by"
            ]
            return _accept(parse, party[-1]) if party else []  # "were struck by two ships, injuring": the ships
        if _is_new_predicate(gap) or (is_gerund and "," in gap):
            return _first_of_clause(parse, n, start)
        if gap[:1] == [","]:
            before = _appositive_owner(parse, n)
            if before is not None and chunk.form is Form.PERSON and parse.chunks[before].form is Form.AGENT:
                return [chunk]  # "its leader, Ana Ruiz, said": the name says more
            before = _relative_owner(parse, n) if before is None else before
            if before is not None:
                return _accept(parse, before)
        if is_gerund and chunk.start > 0 and parse.tokens[chunk.start - 1].lower == "with" and not gap:
            return _accept(parse, n)
        if not _in_phrase(parse, n, adjacent=all(w in _AUX or w in ADVERBS or w.endswith("ly") for w in gap)):
            if chunk.form in ACTOR_FORMS and not _is_mere_possessor(gap):
                return _accept(parse, n)
            if chunk.form is Form.POSSESSIVE or _is_mere_possessor(gap):
                return _accept(parse, n) if chunk.form in ACTOR_FORMS else []
        j = parse.chunks[parse.list_of[n]].start
    return []


def _is_passive_clause(parse: Parse, end: int) -> bool:
    """Whether a form of "be" and a participle stand before token `end`."""
    words = parse.lowers(0, end)
    return any(
        w in BE and any(v.endswith(("ed", "en")) or v in _PARTICIPLES for v in words[k + 1 : k + 4])
        for k, w in enumerate(words)
    )


_PARTICIPLES = frozenset(
    "hit struck shot held found met fought caught cut put set sent left brought told sold hurt".split()
)


def _has_other_subject(gap: Sequence[str], *, is_gerund: bool) -> bool:
    """Whether a noun phrase that is no actor stands between a chunk and the verb: "... if the highway is blocked"."""
    for k, word in enumerate(gap):
        before = gap[k - 1] if k else ""
        if word in (
            "the",
            "a",
            "an",
            "his",
            "its",
            "their",
            "this",
            "these",
            "no",
        ) and before not in _PHRASE_PREPOSITIONS | {"and", "of", "by"}:
            return True
        if word in SUBORDINATORS - {"that", "as"} and not (is_gerund and k == len(gap) - 1):
            return word not in _CLAUSE_PREPOSITIONS or k == len(gap) - 1
    return False


def _is_new_predicate(gap: Sequence[str]) -> bool:
    """Whether the verb begins another predicate of the same subject: "... and condemned", ", but refused"."""
    rest = [w for w in gap if w not in ADVERBS and not w.endswith("ly")]
    return rest[-1:] in (["and"], ["but"], ["or"]) or rest[-2:] in ([",", "and"], [",", "but"], [",", "then"])


def _first_of_clause(parse: Parse, n: int, end: int) -> list[Chunk]:
    """The first noun phrase of the clause that chunk `n` stands in."""
    first = None
    for k in range(n, -1, -1):
        chunk = parse.chunks[k]
        if chunk.form is Form.TIME:
            continue
        before = parse.tokens[chunk.start - 1].lower if chunk.start else ""
        if chunk.form in ACTOR_FORMS and not _in_phrase(parse, k, adjacent=False):
            first = k
        between = parse.lowers(parse.chunks[k - 1].end if k else 0, chunk.start)
        if (
            any(
                w in (";", ":", "that", "“", "”", '"') or w in SUBORDINATORS - {"as"} or w in RELATIVES for w in between
            )
            or before in REPORTING
        ) and first is not None:
            break
        after = parse.tokens[chunk.end].lower if chunk.end < len(parse.tokens) else ""
        if first == k and after in REPORTING and between[-1:] == [","]:
            break  # "..., Austin said, lambasting": the speaker's own clause begins here
    return [c for c in rightward(parse, first, is_closed=True) if c.form in ACTOR_FORMS] if first is not None else []


def _appositive_owner(parse: Parse, n: int) -> int | None:
    """The chunk that the words between two commas explain: "Ana Ruiz, leader of the miners' union, said". `n` is the last
    chunk before the second comma."""
    for k in range(n - 1, -1, -1):
        before = parse.chunks[k]
        between = parse.lowers(before.end, parse.chunks[n].end)
        if any(w in _AUX or w in REPORTING or w in RELATIVES or w in ";:" for w in between):
            return None
        if between[:1] == [","]:
            return k if before.form in ACTOR_FORMS and between.count(",") == 1 else None
    return None


def _relative_owner(parse: Parse, n: int) -> int | None:
    """The chunk whose relative clause chunk `n` closes: "Saudi Arabia, which did not send an envoy, praised"."""
    for i in range(parse.chunks[n].start - 1, 0, -1):
        if parse.tokens[i].text in ";:.":
            return None
        if parse.tokens[i].lower in RELATIVES and parse.tokens[i - 1].text == ",":
            k = parse.chunk_before(i - 1)
            return k if k >= 0 and parse.chunks[k].end >= i - 1 and parse.chunks[k].form in ACTOR_FORMS else None
    return None


def _in_phrase(parse: Parse, n: int, *, adjacent: bool) -> bool:
    """Whether chunk `n` depends on a preposition, looking through coordination."""
    k = n
    while (previous := _linked_before(parse, k)) is not None:
        k = previous
    start = parse.chunks[k].start
    if start == 0:
        return False
    before = parse.tokens[start - 1].lower
    return before in _PHRASE_PREPOSITIONS or (before in _CLAUSE_PREPOSITIONS and not adjacent)


def _is_mere_possessor(gap: Sequence[str]) -> bool:
    return gap[:1] in (["'s"], ["'"], ["’"]) and len(gap) > 1


def _accept(parse: Parse, n: int) -> list[Chunk]:
    """Chunk `n` and those coordinated with it on the left."""
    members = [n]
    while (previous := _linked_before(parse, members[0])) is not None:
        members.insert(0, previous)
    return [parse.chunks[k] for k in members if parse.chunks[k].form in ACTOR_FORMS]


def _linked_before(parse: Parse, n: int) -> int | None:
    return n - 1 if parse.list_of[n] < n else None


# --- objects and prepositional parties -------------------------------------------------------------------


def find_object(parse: Parse, i: int, *, allow_by: bool = False, is_closed_list: bool = False) -> list[Chunk]:
    """The first noun phrase after token `i` that is no prepositional party, coordination included. A closed list ("between
    A and B") goes to its end even when a verb follows."""
    passed = 0
    while i < len(parse.tokens) and passed < _OBJECT_REACH:
        n = parse.chunk_at[i]
        if n >= 0:
            chunk = parse.chunks[n]
            if chunk.form is Form.TIME or chunk.form is Form.POSSESSIVE:
                i, passed = chunk.end, passed + 1
                continue
            return rightward(parse, n, is_closed=is_closed_list)
        token = parse.tokens[i]
        if token.lower == "between" and i + 3 < len(parse.tokens) and parse.tokens[i + 1].text[0].isdigit():
            i += 4  # "killed between 22 and 30 people"
            continue
        if token.lower == "by" and allow_by and passed > 0:
            i += 1
            continue
        if (not token.is_word and token.text not in "\"“”'‘’-$€£") or token.lower in _OBJECT_STOPS:
            return []
        i, passed = i + 1, passed + 1
    return []


def find_party(parse: Parse, start: int, prepositions: Sequence[str]) -> tuple[str, list[Chunk]] | None:
    """The first of `prepositions`, by preference, that introduces a noun phrase after token `start` in its clause."""
    stop = _clause_end(parse, start)
    for preposition in prepositions:
        for i in range(start, stop):
            if parse.tokens[i].lower == preposition and parse.chunk_at[i] < 0:
                found = find_object(parse, i + 1, is_closed_list=preposition in ("between", "among"))
                if found and found[0].start - i <= 7:
                    return preposition, found
    return None


def _clause_end(parse: Parse, start: int) -> int:
    stop = min(len(parse.tokens), start + _PREPOSITION_REACH)
    for i in range(start + 1, stop):
        token = parse.tokens[i]
        if token.text in ";:" or (parse.chunk_at[i] < 0 and (token.lower in RELATIVES or token.lower in REPORTING)):
            return i
        if token.lower in _CLAUSE_STARTS and parse.chunk_at[i] < 0:
            return i
        closes = token.text == "," and i + 1 < stop and parse.tokens[i + 1].lower in _AFTER_COMMA
        if closes and not _continues_list(parse, i):
            return i
    return stop


def _continues_list(parse: Parse, comma: int) -> bool:
    return parse.tokens[comma + 1].lower == "and" and comma + 2 < len(parse.tokens) and parse.chunk_at[comma + 2] >= 0


def rightward(parse: Parse, n: int, *, is_closed: bool = False) -> list[Chunk]:
    """Chunk `n` and those coordinated with it on the right, unless the last begins a clause of its own."""
    members = [n]
    while members[-1] + 1 < len(parse.chunks) and parse.list_of[members[-1] + 1] == parse.list_of[n]:
        following = members[-1] + 1
        end = parse.chunks[following].end
        word = parse.tokens[end].lower if end < len(parse.tokens) else "."
        if not is_closed and (word in _PREDICATE_STARTS or (word.endswith("ed") and parse.chunk_at[end] < 0)):
            break
        members.append(following)
    return [parse.chunks[k] for k in members]


def find_possessor(parse: Parse, i: int) -> list[Chunk]:
    """The chunk that owns or qualifies the noun at token `i`: "Austin's visit", "a failed North Korean launch"."""
    n = parse.chunk_before(i)
    if n < 0:
        return []
    chunk = parse.chunks[n]
    gap = parse.tokens[chunk.end : i]
    possessive = bool(gap) and gap[0].lower in ("'s", "'", "’")
    words = gap[1:] if possessive else gap
    if len(words) > 5 or any((not w.is_word and w.text not in '-"“”,') or w.lower in _OWNER_STOPS for w in words):
        return []
    if chunk.form is Form.POSSESSIVE or possessive or chunk.form is Form.ADJECTIVE:
        return _accept_possessors(parse, n)
    attributive = chunk.form in (Form.NAME, Form.ORGANISATION, Form.AGENT) and len(words) <= 1
    return _accept_possessors(parse, n) if attributive and not any(w.lower.endswith(("ed", "s")) for w in words) else []


def _accept_possessors(parse: Parse, n: int) -> list[Chunk]:
    members = [n]
    while (previous := _linked_before(parse, members[0])) is not None and parse.chunks[previous].form is parse.chunks[
        n
    ].form:
        members.insert(0, previous)
    return [parse.chunks[k] for k in members if parse.chunks[k].form in ACTOR_FORMS | {Form.POSSESSIVE}]
