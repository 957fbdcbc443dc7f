"""A clause -> who is judged in it, by which word, how. One rule for each kind of word; where none is sure, nobody is judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lapwing.opining.clauses import AUXILIARIES, Clause, Token
from lapwing.opining.subjects import (
    ACTS,
    OFFICES,
    OTHERS,
    READER,
    THINKING,
    group_of,
    is_attribute,
    is_filler,
    is_negator,
    is_reported,
    subjects_of,
)
from lapwing.opining.words import Word
from lapwing.records import Target

# How sure each rule is. Ordinal: a feeling that the reader declares comes first.
_STANCE, _SAID_OF, _DEED, _TRAIT, _COMPARED = 0.85, 0.8, 0.75, 0.7, 0.6
# "Not good" is not bad by as much as "good" is good.
_NEGATED = -0.6
_STRONGER, _WEAKER = 1.25, 0.6
_STRONG = frozenset(
    "very so really absolutely totally completely utterly truly extremely such deeply most total complete utter pure real".split()
)
_WEAK = frozenset("slightly somewhat rather fairly little bit sometimes occasionally partly almost".split())
_LINKS = frozenset(
    "is are was were am be been being 's look looks looked seem seems seemed remain remains became become becomes act acts acted acting behave behaves "
    "behaved do does did doing done isn't aren't wasn't weren't isnt arent wasnt ain't what such as = deserve deserves handled prove proved "
    "proves stays stay sounds sound i'm".split()
)
_OWNING = frozenset(
    "has have had show shows showed spread spreads spreading commit commits committed committing use uses used practise practises deserve deserves "
    "bring brings brought cause causes caused is are was were full for spews spew earns earned keeps".split()
)
_AGAINST = frozenset(
    "fight fights fought fighting expose exposes exposed oppose opposes opposed combat combats resist resists resisted denounce denounces condemn "
    "condemns condemned prevent prevents prevented punish punishes against tackle tackles suffered suffers suffering survived".split()
)
_HYPOTHETICAL = frozenset("would could might may wish hope if unless wouldn't couldn't pretend pretends".split())
_WISHED = frozenset("should must shouldn't mustn't ought needs need let".split())
_PLACES = frozenset("city town place region capital airport weather food".split())
_PASSIVE = frozenset("is are was were be been being got gets 's".split())
_FAR = 8


@dataclass(frozen=True, slots=True)
class Judgement:
    """The name at `target` judged by the word at `cue`, positions in the tokens of a clause."""

    target: int
    cue: int
    polarity: float
    score: float
    reason: str


def judge(clause: Clause) -> list[Judgement]:
    """Every judgement in a clause, in the order of its words. A question and what hangs on an "if" judge nobody."""
    tokens = clause.tokens
    if clause.is_question or clause.opener in ("if", "unless", "until") or not any(t.target for t in tokens):
        return []
    subjects = subjects_of(tokens)
    found: list[Judgement] = []
    for i, token in enumerate(tokens):
        for word in token.words:
            if judgements := list(_by_word(tokens, i, word, subjects)):
                found += judgements
                break
    return found


def _by_word(tokens: Sequence[Token], i: int, word: Word, subjects: Mapping[int, float]) -> Iterator[Judgement]:
    if word.kind in ("quality", "epithet") and word.form != "adverb" and _is_compared(tokens, i):
        return
    if word.kind == "stance":
        yield from _felt(tokens, i, word, subjects)
    elif word.kind == "deed":
        yield from _done(tokens, i, word, subjects)
    elif word.kind == "trait":
        yield from _owned(tokens, i, word, subjects)
    else:
        yield from _said_of(tokens, i, word, subjects)


def compare(clause: Clause) -> list[Judgement]:
    """Judgements by "A is better than B" and "A is worse than B": A for what is said, B the other way round; of "no better" only A's."""
    tokens, found = clause.tokens, []
    subjects = {} if clause.is_question or clause.opener in ("if", "unless") else subjects_of(tokens)
    for i, token in enumerate(tokens):
        if token.low not in ("better", "worse") or not any(t.low == "than" for t in tokens[i + 1 : i + 4]):
            continue
        than = next(j for j in range(i + 1, i + 4) if tokens[j].low == "than")
        first = _nearest(tokens, i, subjects)
        if first is None or any(t.low in _HYPOTHETICAL for t in tokens[:i]):
            continue
        weight = 0.5 if token.low == "better" else -0.5
        is_negated = _is_negated(tokens, first + 1, i)
        if is_negated and weight < 0:
            continue
        for j in group_of(tokens, first):
            found.append(Judgement(j, i, -0.8 * weight if is_negated else weight, _COMPARED, "comparison"))
        second = next((j for j in range(than + 1, min(than + 4, len(tokens))) if tokens[j].target), None)
        if second is not None and not is_negated:
            found += [Judgement(j, i, -0.8 * weight, _COMPARED, "comparison") for j in group_of(tokens, second)]
    return found


# --- one rule for each kind of word ------------------------------------------------------------------------


def _felt(tokens: Sequence[Token], i: int, word: Word, subjects: Mapping[int, float]) -> Iterator[Judgement]:
    """What the reader feels: the object of the word, or the subject of its passive ("Peru cannot be trusted")."""
    if word.form == "past" and any(t.low in _PASSIVE for t in tokens[max(0, i - 3) : i]):
        if (subject := _nearest(tokens, i, subjects)) is not None:
            yield from _of(tokens, subject, i, word.weight, _STANCE, "stance", subjects)
        return
    j = i + 1
    while j < len(tokens) and not tokens[j].target and (is_filler(tokens[j]) or is_attribute(tokens[j])):
        j += 1
    if j >= len(tokens) or tokens[j].target is None or not _feels(tokens, i, word):
        return
    if word.word == "go" and i > 0:
        return
    after = tokens[j + 1] if j + 1 < len(tokens) else None
    is_clause = after is not None and after.low in AUXILIARIES - {"'s"} and tokens[j - 1].low != ","
    is_owner = (after is not None and after.low == "'s") or tokens[j].target.actor.match.reason == "nationality"
    if not is_clause and (not is_owner or j in subjects or _owns_office(tokens, j)):
        value = word.weight * _NEGATED if _is_negated(tokens, max(0, i - 5), i) else word.weight
        for k in group_of(tokens, j):
            yield Judgement(k, i, _strengthened(tokens, i, value), _STANCE, "stance")


def _owns_office(tokens: Sequence[Token], j: int) -> bool:
    return any(t.low in OFFICES | ACTS for t in tokens[j + 1 : j + 3])


def _feels(tokens: Sequence[Token], i: int, word: Word) -> bool:
    """Whether the reader is who feels: nobody else stands before the word."""
    before = tokens[:i]
    if any(t.low in OTHERS for t in before) or any(t.target for t in before):
        return False
    low = {t.low for t in before}
    if low & {"you", "anyone", "one"} and not low & (READER - {"you", "anyone", "one", "all"}):
        # "You cannot trust Peru" is the reader's own view; "before you all praise Peru" is not.
        return bool(low & AUXILIARIES) or any(is_negator(word) for word in low)
    if low & READER:
        return not is_reported([*before, tokens[i]], i)
    rest = [
        t for t in before if not is_filler(t) and not is_negator(t.low) and t.low not in AUXILIARIES and not t.words
    ]
    return word.form == "base" and (not rest or " " in word.word)


def _done(tokens: Sequence[Token], i: int, word: Word, subjects: Mapping[int, float]) -> Iterator[Judgement]:
    """A deed is said of who does it: the subject, or in the passive whom "by" names."""
    is_passive = word.form == "past" and (
        any(t.low in _PASSIVE for t in tokens[max(0, i - 2) : i]) or (i + 1 < len(tokens) and tokens[i + 1].low == "by")
    )
    if is_passive:
        by = next((j for j in range(i + 1, min(i + _FAR, len(tokens))) if tokens[j].low == "by"), None)
        agent = by and next((j for j in range(by + 1, min(by + 5, len(tokens))) if tokens[j].target), None)
        if agent and not is_reported(tokens, i):
            for j in group_of(tokens, agent):
                yield from _checked(tokens, j, i, 0, word.weight, _DEED, "deed")
        return
    subject = _nearest(tokens, i, subjects)
    if subject is None:
        addressed = _addressed(tokens, i, subjects) if i and tokens[i - 1].low in ("stop", "quit", "always") else None
        if addressed is not None:
            yield Judgement(addressed, i, word.weight, _DEED * 0.8, "deed")
        return
    between = tokens[subject + 1 : i]
    is_verb = word.form in ("past", "ing") or all(_leads_to_verb(t) for t in between)
    if i - subject <= _FAR and is_verb and not any(t.low in _AGAINST for t in between):
        yield from _of(tokens, subject, i, word.weight, _DEED, "deed", subjects)


def _leads_to_verb(token: Token) -> bool:
    """Whether a token can stand between a subject and a verb that could also be a noun: "Peru's army often bombs", not "Peru sent bombs"."""
    is_noun_phrase = token.low in ("a", "an", "the")
    is_known = (
        is_filler(token)
        or is_negator(token.low)
        or token.low in AUXILIARIES | OFFICES | {"'s", "who", "that", "or", "they", "it"}
    )
    return not is_noun_phrase and (is_known or bool(token.words) or token.target is not None)


def _addressed(tokens: Sequence[Token], i: int, subjects: Mapping[int, float]) -> int | None:
    """Whom a call is for: "Stop lying, Ana Ruiz"."""
    return next((j for j in subjects if j > i and any(t.low == "," for t in tokens[max(i, j - 3) : j])), None)


def _owned(tokens: Sequence[Token], i: int, word: Word, subjects: Mapping[int, float]) -> Iterator[Judgement]:
    """A trait is said of its owner, by "'s", a nationality, "of", or a verb of having."""
    j = i - 1
    while j >= 0 and (is_attribute(tokens[j]) or tokens[j].low in ("own", "endless", "constant", "war", "state")):
        j -= 1
    owner = j - 1 if j > 0 and tokens[j].low == "'s" else j
    if owner >= 0 and (target := tokens[owner].target) and (owner < j or _is_adjective(target)):
        if not is_reported(tokens, owner):
            yield from _checked(tokens, owner, i, owner + 1, word.weight, _TRAIT, "trait")
        return
    k = i + 2 if i + 1 < len(tokens) and tokens[i + 1].low in ("of", "by") else len(tokens)
    while k < len(tokens) and tokens[k].low in ("the", "mr"):
        k += 1
    if k < len(tokens) and tokens[k].target and not is_reported(tokens, k):
        yield from _checked(tokens, k, i, i, word.weight, _TRAIT, "trait")
        return
    subject = _nearest(tokens, i, subjects)
    if subject is not None and i - subject <= _FAR:
        between = {t.low for t in tokens[subject + 1 : i]}
        weight = -word.weight * 0.7 if between & _AGAINST else word.weight
        if between & (_OWNING | _AGAINST) and not between & {"in", "to", "from", "on"}:
            yield from _of(tokens, subject, i, weight, _TRAIT, "trait", subjects)


def _is_adjective(target: Target) -> bool:
    """Whether a name stands before a noun as it is: "Peruvian lies", "US lies"."""
    match = target.actor.match
    return match.reason == "nationality" or match.detail.isupper()


def _said_of(tokens: Sequence[Token], i: int, word: Word, subjects: Mapping[int, float]) -> Iterator[Judgement]:
    """An adjective or epithet is said of the name right after it, or of the subject to which a verb like "is" links it."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if word.form == "adverb" and after is not None and after.words:
        return
    if word.form != "adverb" and after is not None and after.target and (i + 1 in subjects):
        yield from _of(tokens, i + 1, i, word.weight, _SAID_OF, word.kind, subjects)
        return
    subject = _nearest(tokens, i, subjects)
    if subject is None and tokens[0].low in ("what", "such") and (named := _addressed(tokens, i, subjects)) is not None:
        yield Judgement(named, i, _strengthened(tokens, i, word.weight), _SAID_OF, word.kind)
    if subject is None or i - subject > _FAR + 4:
        return
    between = [t.low for t in tokens[subject + 1 : i]]
    is_linked = bool(_LINKS & set(between)) or between[:1] in ([","], ["the"], ["you"]) or word.form == "adverb"
    is_place = after is not None and after.low in _PLACES
    if is_linked and not is_place and not {"in", "of", "about", "from", "to", "with"} & set(between[-3:]):
        yield from _of(tokens, subject, i, word.weight, _SAID_OF, word.kind, subjects)


# --- what the rules share -----------------------------------------------------------------------------------


def _of(
    tokens: Sequence[Token],
    subject: int,
    i: int,
    weight: float,
    score: float,
    reason: str,
    subjects: Mapping[int, float],
) -> Iterator[Judgement]:
    for j in group_of(tokens, subject):
        for found in _checked(tokens, j, i, subject + 1, weight, score * subjects.get(subject, 1.0), reason):
            yield replace(found, score=round(found.score, 2))


def _checked(
    tokens: Sequence[Token], target: int, i: int, start: int, weight: float, score: float, reason: str
) -> Iterator[Judgement]:
    """The judgement after negation, strength and mood, looked for from `start` to the word; none of what is only wished or supposed."""
    around = {t.low for t in tokens[min(start, i) : i]}
    if around & _HYPOTHETICAL:
        return
    is_negated = _is_negated(tokens, min(start, i), i)
    value = weight * _NEGATED if is_negated else weight
    if around & _WISHED:
        if value > 0 or is_negated:
            return
        score *= 0.6
    yield Judgement(target, i, _strengthened(tokens, i, value), score * (0.8 if is_negated else 1.0), reason)


def _strengthened(tokens: Sequence[Token], i: int, value: float) -> float:
    before = {t.low for t in tokens[max(0, i - 2) : i]}
    factor = _STRONGER if before & _STRONG else 1.0
    if before & _WEAK or (before & {"less"}):
        factor = -0.5 if "less" in before else _WEAKER
    return max(-1.0, min(1.0, value * factor))


def _is_negated(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a negation stands in a stretch of tokens; "not only" and "nothing but" are none, and two undo each other."""
    n = 0
    for j in range(start, end):
        after = tokens[j + 1].low if j + 1 < len(tokens) else ""
        n += is_negator(tokens[j].low) and after not in ("only", "but", "just", "doubt", ",")
        n += tokens[j].low in ("far", "anything") and after in ("from", "but")
    return n % 2 == 1


def _nearest(tokens: Sequence[Token], i: int, subjects: Mapping[int, float]) -> int | None:
    """The last name before a word of which the clause can tell it, unless the reader stands between as the subject, or a verb of saying."""
    subject = max((j for j in subjects if j < i), default=None)
    if subject is None:
        return None
    between = [t.low for t in tokens[subject + 1 : i] if t.low != ","]
    own = {"i", "we", "you", "your"} - ({"you"} if between[:1] == ["you"] else set())
    return None if (own | THINKING) & set(between) else subject


def _is_compared(tokens: Sequence[Token], i: int) -> bool:
    return any(t.low == "than" for t in tokens[i + 1 : i + 3]) and tokens[i].low in ("better", "worse")
