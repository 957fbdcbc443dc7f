"""Counted claims: "at least 26 soldiers", "37 missile tests", "debts of 62 million dollars", "its seventh nuclear test"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lapwing.annotating.chunks import Form
from lapwing.annotating.parse import Parse
from lapwing.annotating.tokens import Token
from lapwing.annotating.words import (
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    NEGATIONS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
    is_past,
)
from lapwing.records import Count, Span

_ONES = {
    w: n
    for n, w in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
        1,
    )
}
_TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
_SHORT_SCALES = {"m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000}
_ORDINALS = {
    w: n
    for n, w in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
# What is measured and not counted.
_MEASURES = frozenset(
    "second seconds minute minutes hour hours day days night nights week weeks weekend weekends month months year years decade decades century centuries "
    "season seasons semester semesters am pm a.m p.m o'clock kilometre kilometres kilometer kilometers km mile miles metre metres meter meters m foot feet ft inch "
    "inches cm mm yard yards hectare hectares acre acres degree degrees celsius fahrenheit mph kph knots knot year-old years-old percentage square "
    "january february march april may june july august september october november december gmt local".split()
)
# "The first half", "the second floor" are none of a series.
_NO_SERIES = frozenset("time half quarter floor lady person".split())
# After these a number counts nothing new: it is known already, or names a thing.
_KNOWN = frozenset(
    "the these those both all its his her their our my your 's route highway flight article resolution room gate number no. no boeing airbus type section page day phase point points".split()
)
_LEAST, _MOST, _ABOUT = "at least", "at most", "about"
_QUALIFIERS = {
    ("at", "least"): _LEAST, ("more", "than"): _LEAST, ("over",): _LEAST, ("no", "fewer", "than"): _LEAST, ("a", "record"): "record",
    ("at", "most"): _MOST, ("up", "to"): _MOST, ("fewer", "than"): _MOST, ("less", "than"): _MOST, ("no", "more", "than"): _MOST,
    ("about",): _ABOUT, ("around",): _ABOUT, ("some",): _ABOUT, ("nearly",): _ABOUT, ("almost",): _ABOUT, ("roughly",): _ABOUT, ("approximately",): _ABOUT,
    ("another",): "another", ("exactly",): "exactly", ("only",): "only", ("just",): "only", ("record",): "record",
}  # fmt: skip
_MONEY = frozenset("$ € £ ¥ ₹".split())
_ENDS = (
    PREPOSITIONS
    | CONJUNCTIONS
    | BE
    | HAVE
    | DO
    | MODALS
    | NEGATIONS
    | PRONOUNS
    | RELATIVES
    | SUBORDINATORS
    | frozenset("to as than when where while who that which 's not also".split())
)
_MOST_WORDS = 6


def find_counts(parse: Parse) -> Iterator[Count]:
    """The counted claims of a sentence, in order: what is counted with its number, and how the number is qualified."""
    tokens = parse.tokens
    i = 0
    while i < len(tokens):
        found = _number(tokens, i)
        if found is None:
            ordinal = _ordinal(parse, i)
            if ordinal is not None:
                yield ordinal
            i += 1
            continue
        value, end = found
        count = _count(parse, i, end, value)
        if count is not None:
            yield count
        i = end


def _number(tokens: tuple[Token, ...], i: int) -> tuple[float, int] | None:
    """The value of a number in digits or words from token `i`, and where it ends."""
    low = tokens[i].lower
    j = i
    total = 0.0
    if _DIGITS.fullmatch(tokens[i].text):
        total = float(tokens[i].text.replace(",", ""))
        j += 1
    elif low in _ONES or low in _TENS or ("-" in low and _hyphenated(low) is not None):
        total = float(_ONES.get(low) or _TENS.get(low) or _hyphenated(low) or 0)
        j += 1
    elif (
        low == "a"
        and i + 1 < len(tokens)
        and tokens[i + 1].lower in ("hundred", "thousand", "million", "billion", "dozen")
    ):
        total = 1.0
        j += 1
    else:
        return None
    while j < len(tokens):
        word = tokens[j].lower
        scale = _SCALES.get(word) or (_SHORT_SCALES.get(word) if _DIGITS.fullmatch(tokens[i].text) else None)
        if scale:
            total *= scale
            j += 1
        elif (
            word == "and"
            and j > i + 1
            and j + 1 < len(tokens)
            and tokens[j - 1].lower in ("hundred", "thousand")
            and (more := _number(tokens, j + 1))
        ):
            total, j = total + more[0], more[1]
        elif word in _ONES and tokens[j - 1].lower in ("hundred", "thousand", *_TENS):
            total, j = total + _ONES[word], j + 1
        else:
            break
    return total, j


def _hyphenated(low: str) -> int | None:
    """ "forty-one" -> 41."""
    tens, _, ones = low.partition("-")
    return _TENS[tens] + _ONES[ones] if tens in _TENS and _ONES.get(ones, 10) < 10 else None


def _count(parse: Parse, start: int, end: int, value: float) -> Count | None:
    tokens = parse.tokens
    if value < 2 or (end - start == 1 and re.fullmatch(r"(?:1[5-9]|20)\d\d", tokens[start].text)):
        return None
    chunk = parse.chunks[parse.chunk_at[start]] if parse.chunk_at[start] >= 0 else None
    if chunk is not None and chunk.form is Form.TIME:
        return None
    first, qualifier = _qualified(tokens, start)
    is_money = (first > 0 and tokens[first - 1].text in _MONEY) or (start > 0 and tokens[start - 1].text in _MONEY)
    before = tokens[first - 1].lower if first else ""
    if before in _KNOWN or (before == "-" and first):
        return None
    last = _noun_end(parse, end)
    if chunk is not None and chunk.end > last:
        last = chunk.end
    nouns = [t.lower for t in tokens[end:last]]
    unit = "percent" if nouns[:1] in (["percent"], ["%"]) or nouns[:2] == ["per", "cent"] else None
    if not nouns and not is_money:
        return None
    if nouns and (nouns[0] in _MEASURES or nouns[0] in DETERMINERS or (nouns[0] == "-" and len(nouns) > 1)):
        return None
    return Count(
        Span(tokens[first].start, tokens[max(last, end) - 1].end),
        Span(tokens[start].start, tokens[end - 1].end),
        value,
        unit or ("money" if is_money else None),
        qualifier,
    )


def _qualified(tokens: tuple[Token, ...], start: int) -> tuple[int, str | None]:
    """Where the phrase begins with its "at least" or "some", and what that means."""
    if start and tokens[start - 1].text in _MONEY:
        start -= 1
    for n in (3, 2, 1):
        words = tuple(t.lower for t in tokens[max(0, start - n) : start])
        if len(words) == n and words in _QUALIFIERS:
            return start - n, _QUALIFIERS[words]
    return start, None


def _noun_end(parse: Parse, end: int) -> int:
    """The end of the noun phrase after a number: up to the first word that cannot be in it; "of" goes on to what follows it ("four of the eight
    regions", "two companies of gendarmes")."""
    tokens = parse.tokens
    j = end
    while j < len(tokens) and j - end < _MOST_WORDS:
        token = tokens[j]
        if (
            token.lower in _ENDS
            or not (token.is_word or token.text in "-%")
            or (j > end and is_past(token.lower) and parse.chunk_at[j] < 0)
        ):
            break
        j += 1
    if j < len(tokens) and tokens[j].lower == "of" and j + 1 < len(tokens):
        k = j + 1
        while k < len(tokens) and k - j <= _MOST_WORDS and (tokens[k].lower not in _ENDS and tokens[k].is_word):
            k += 1
        return k if k > j + 1 else j
    return j


def _ordinal(parse: Parse, i: int) -> Count | None:
    """ "its seventh nuclear test", "the first strike since 2011": which of a series."""
    tokens = parse.tokens
    low = tokens[i].lower
    match = _ORDINAL.fullmatch(low)
    value = int(match[1]) if match else _ORDINALS.get(low)
    if value is None or i == 0 or tokens[i - 1].lower not in ("the", "its", "their", "his", "her", "a", "'s"):
        return None
    chunk = parse.chunk_at[i]
    if chunk >= 0 and parse.chunks[chunk].form in (Form.TIME, Form.PERSON, Form.PLACE):
        return None
    end = _noun_end(parse, i + 1)
    nouns = [t.lower for t in tokens[i + 1 : end]]
    since = any(t.lower == "since" for t in tokens[end : end + 4])
    if not nouns or nouns[0] in _MEASURES | _NO_SERIES or (value < 3 and not since):
        return None
    return Count(
        Span(tokens[i].start, tokens[end - 1].end),
        Span(tokens[i].start, tokens[i].end),
        float(value),
        "ordinal",
        "first since" if since and value == 1 else None,
    )
