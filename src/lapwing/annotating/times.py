"""Where time is spoken of: spans only. What days they stand for is for the resolving step."""

from __future__ import annotations

import re

from lapwing.records import Span

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
NUMBER = r"(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|several|a few|a couple of)"
UNIT = r"(?:day|week|fortnight|month|year|decade|hour)"
# Days with a name; what day that is, the resolving step knows.
HOLIDAY = (
    r"(?:Christmas Eve|Christmas Day|Orthodox Christmas|Boxing Day|New Year['’]s (?:Eve|Day)|Good Friday|Easter (?:Sunday|Monday)|Orthodox Easter"
    r"|Palm Sunday|Ash Wednesday|Thanksgiving(?: Day)?|Memorial Day|Labou?r Day|May Day|Bastille Day|Anzac Day|Victory Day|Waitangi Day|Australia Day"
    r"|Canada Day|All Saints['’] Day|Remembrance Day|Armistice Day|Veterans Day|(?:Lunar|Chinese) New Year|Eid [ae]l-(?:Fitr|Adha)|Nowruz)"
)
SEASON = r"(?:spring|summer|autumn|fall|winter)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[89]|20)\d\d"
_DATE = rf"(?:{MONTH} {_DAY}(?:,? {_YEAR})?\b|{_DAY} (?:of )?{MONTH}(?:,? {_YEAR})?\b|\d{{4}}-\d\d-\d\d)"
_PART = r"(?: (?:early|late|morning|afternoon|evening|night|at dawn|at noon))*"
_POINT = rf"(?:{_DATE}|{WEEKDAY}(?:,? {_DATE})?|{MONTH} {_YEAR}|{_YEAR})"

_TIME = re.compile(
    r"\b(?:"
    rf"(?:[12]\d|3[01]|0?[1-9])[/.](?:[12]\d|3[01]|0?[1-9])[/.]{_YEAR}\b"
    rf"|{HOLIDAY}(?:,? {_YEAR})?\b"
    rf"|{WEEKDAY} (?:of )?(?:last|this|next) week\b|this coming {WEEKDAY}"
    rf"|the day before yesterday|the day after tomorrow|(?:early |late )?(?:yesterday|tomorrow|this) (?:morning|afternoon|evening)|last night"
    rf"|(?:on )?the night of {_DAY}(?:\s?(?:-|–|to|and)\s?{_DAY})? {MONTH}(?:,? {_YEAR})?\b|(?:on )?the night of {MONTH} {_DAY}(?:\s?(?:-|–|to)\s?{_DAY})?(?:,? {_YEAR})?\b"
    rf"|(?:on |from )?{_DAY}\s?(?:-|–|to|and)\s?{_DAY} {MONTH}(?:,? {_YEAR})?\b"
    rf"|the (?:week|month|year) (?:before last|after next)|(?:early|late) (?:last|next|this) (?:week|month|year)"
    rf"|(?:last|this|next) quarter\b|(?:the )?(?:first|second|third|fourth) quarter(?: of {_YEAR})?\b|Q[1-4] {_YEAR}\b|(?:the )?(?:first|second) half of {_YEAR}\b"
    rf"|(?:the )?{SEASON} (?:of )?{_YEAR}(?:[-–]\d\d)?\b|the (?:early |mid-? ?|late )?{_YEAR}s\b|the (?:\d\dth|\d?1st|[a-z-]+(?:th|first)) century"
    rf"|(?:by |at |toward |before |until )?the (?:end|start|beginning) of {_YEAR}\b"
    rf"|in (?:recent|coming) (?:days|weeks|months|years)|{NUMBER} {UNIT}s? from now\b|later that (?:week|month|year)"
    rf"|the (?:previous|following|next) (?:{WEEKDAY}|morning|afternoon|evening|night|week|month|year)\b"
    rf"|(?:between|from) {_POINT} (?:and|to|until|through) {_POINT}"
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


# What is named after a day is no day: the Good Friday Agreement, the April 6 Youth Movement, the Sunday Times.
_NAMED_AFTER = re.compile(
    r"\s+(?:Agreement|Accords?|Pact|Treaty|Movement|Youth|Times|Telegraph|Mirror|Post|Commission|Martyrs|Brigades?|Revolution|Coalition|Alliance"
    r"|movement|alliance|coalition|bloc|families|generation|borders|lines|uprising of)\b"
)


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
    return [
        Span(start + m.start(), start + m.end())
        for m in _TIME.finditer(words)
        if not _NAMED_AFTER.match(words, m.end())
    ]
