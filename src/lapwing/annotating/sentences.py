"""Sentences with offsets, for news prose: abbreviations, ranks, initials, datelines and quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lapwing.records import Span

# A full stop after these never ends a sentence, whatever follows.
_NEVER_LAST = frozenset(
    "mr mrs ms dr prof gen lt col maj capt cpl sgt adm brig cmdr cdr sen rep gov rev hon pres amb st sts mt ft messrs mme "
    "no nos vs vol fig art sec dept ave blvd jr sr supt insp det const pvt spc asst assoc dir gov-elect lt-gen e.g i.e cf approx".split()
)
# After these it ends a sentence only when the next word can begin one.
_SOMETIMES_LAST = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun a.m p.m inc corp ltd co cos "
    "bros etc est ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa "
    "tenn tex va vt wash wis wyo ont que".split()
)
_STARTERS = frozenset(
    "the a an he she it they we i you this that these those in on at but and however meanwhile after before when while as "
    "if for from since there his her its their our my some many most all both one no not such according despite although "
    "though also earlier later last what who why how state police officials president prime".split()
)
_BREAK = re.compile(r"[.!?…]+[\"”’'»)\]]*\s+(?=[\"“‘'«(\[]*[A-Z0-9À-Þ])")


def split_sentences(text: str, span: Span, max_chars: int) -> Iterator[Span]:
    """The sentences inside `span`, without blanks around them, none longer than `max_chars`.

    >>> t = "Lt. Gen. Ueda met U.S. envoys at 3 p.m. Tuesday. They agreed."
    >>> [s.of(t) for s in split_sentences(t, Span(0, len(t)), 1500)]
    ['Lt. Gen. Ueda met U.S. envoys at 3 p.m. Tuesday.', 'They agreed.']
    """
    start = span.start
    for match in _BREAK.finditer(text, span.start, span.end):
        if _ends_sentence(text, start, match):
            yield from _trimmed(text, start, match.end(), max_chars)
            start = match.end()
    yield from _trimmed(text, start, span.end, max_chars)


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    if text[match.start()] != ".":
        return True
    before = text[max(start, match.start() - 20) : match.start()].split()
    word = before[-1].lstrip("\"“‘'«([").lower() if before else ""
    following = re.match(r"[\"“‘'«(\[]*([\w'’-]+)", text[match.end() : match.end() + 30])
    can_begin = following is not None and following[1].lower() in _STARTERS
    closes_quote = match[0].rstrip()[-1] in "\"”’'»"
    if word in _NEVER_LAST:
        return False
    if len(word) == 1 and word.isalpha() and word != "i":
        return can_begin
    if word in _SOMETIMES_LAST or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        return can_begin or closes_quote
    return True


def _trimmed(text: str, start: int, end: int, max_chars: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > max_chars:
        cut = text.rfind(" ", start, start + max_chars)
        cut = cut if cut > start else start + max_chars
        yield Span(start, cut)
        start = cut + (text[cut : cut + 1] == " ")
    if end > start:
        yield Span(start, end)
