"""Where time is spoken of: spans only. What days they stand for is for the resolving step."""

from __future__ import annotations

import re

from lapwing.records import Span

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
NUMBER = r"(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a few|a couple of)"
UNIT = r"(?:day|week|month|year|decade|hour)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[89]|20)\d\d"
_DATE = rf"(?:{MONTH} {_DAY}(?:,? {_YEAR})?\b|{_DAY} (?:of )?{MONTH}(?:,? {_YEAR})?\b|\d{{4}}-\d\d-\d\d)"
_PART = r"(?: (?:early|late|morning|afternoon|evening|night|at dawn|at noon))*"
_POINT = rf"(?:{_DATE}|{WEEKDAY}(?:,? {_DATE})?|{MONTH} {_YEAR}|{_YEAR})"

_TIME = re.compile(
    r"\b(?:"
    rf"(?:between|from) {_POINT} (?:and|to|until|through) {_POINT}"
    rf"|{MONTH} {_DAY}\s?(?:-|–|to)\s?{_DAY}(?:,? {_YEAR})?\b"
    rf"|{_YEAR}\s?(?:-|–)\s?{_YEAR}\b"
    rf"|(?:since|by|until|before|after) (?:last |next |early |late )?{_POINT}"
    rf"|(?:(?:last|next|this|early|late|earlier|later|the following|the previous) ){{0,2}}{WEEKDAY}{_PART}(?:,? {_DATE})?"
    rf"|(?:early |late |mid-)?{_DATE}"
    rf"|(?:in |last |next |this |early |late |mid-|since |(?:in )?(?:early|late|mid) )+{MONTH}(?:,? {_YEAR})?\b(?! \d)"
    rf"|{MONTH},? (?:of )?(?:last year|this year|next year|{_YEAR})\b"
    rf"|(?:in|since|by|until|during|before|after|of|early|late|mid-)\s?(?:early |late |the )?{_YEAR}s?\b"
    rf"|(?:earlier|later) (?:this|last|next|that|in the) (?:week|month|year|day)|(?:earlier|later) (?:today|on)\b"
    r"|(?:(?:at|by|before|until) )?the (?:end|start|beginning) of (?:the|this|last|next) (?:week|month|year)"
    rf"|(?:last|next|this|the (?:past|last|next|coming|following|previous)) (?:{NUMBER} )?{UNIT}s?\b"
    r"|(?:last|next|this) (?:spring|summer|autumn|fall|winter|weekend)|(?:over|at) the weekend"
    rf"|{NUMBER} {UNIT}s? (?:ago|earlier|later|before|after|prior)\b"
    rf"|(?:within|in|over|for) (?:the )?(?:next |past |last |coming )?{NUMBER} {UNIT}s?\b"
    r"|yesterday|today|tomorrow|tonight|overnight|the previous day|the next day|the following day|the same day|the day before|the day after"
    r")",
)  # fmt: skip


def find_times(text: str, start: int, end: int) -> list[Span]:
    """Time phrases in the sentence `text[start:end]`, left to right, without overlap.

    >>> t = "They met on Tuesday, March 12, two weeks after the vote."
    >>> [s.of(t) for s in find_times(t, 0, len(t))]
    ['Tuesday, March 12', 'two weeks after']
    """
    words = text[start:end]
    first = re.match(r"[\"“‘'(]*([A-Z])(?=[a-z])", words)
    if first and not re.match(rf"(?:{MONTH}|{WEEKDAY})", words[first.start(1) :]):
        at = first.start(1)
        words = words[:at] + words[at].lower() + words[at + 1 :]  # "Last year", at the start of a sentence
    return [Span(start + m.start(), start + m.end()) for m in _TIME.finditer(words)]
