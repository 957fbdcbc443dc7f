"""Time phrases that name no day: how long ("the 15-month war"), how often ("every Monday"). Values are those of TIMEX3."""

from __future__ import annotations

import re

_NUMBERS = {
    w: i
    for i, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
    )
} | {
    "a": 1,
    "an": 1,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "ninety": 90,
    "dozen": 12,
    "hundred": 100,
}
NUMBER = r"(?:\d{1,4}|an?|" + "|".join(w for w in _NUMBERS if len(w) > 2) + r")"
_UNITS = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "week": "W",
    "month": "M",
    "year": "Y",
    "decade": "0Y",
    "century": "00Y",
}
_UNIT = r"(?P<unit>second|minute|hour|day|week|month|year|decade|century|centurie)"
_WEEKDAYS = {d: i for i, d in enumerate("monday tuesday wednesday thursday friday saturday sunday".split(), 1)}
_LENGTH = re.compile(
    rf"(?:(?:for|after|within|lasting|over|in) )?(?:the |about |nearly |some |more than |at least )*(?P<n>{NUMBER})[ -](?:long )?{_UNIT}s?(?:-(?:old|long))?(?: of .+)?"
)
_HALF = re.compile(r"(?:half an?|an? half|half-an?)[ -](?P<unit>year|day|hour|month|decade)")
_EVERY = re.compile(
    rf"(?:every|each) (?:(?P<n>{NUMBER}) )?(?:(?P<unit>day|week|month|year)s?|(?P<weekday>{'|'.join(_WEEKDAYS)})s?)"
)
_OFTEN = re.compile(
    r"(?:(?:once|twice|three times|several times) (?:a|each|every) (?:day|week|month|year)|annually|yearly|monthly|weekly|daily|hourly)"
)


def length_of(phrase: str) -> str | None:
    """How long a phrase says that something lasts, as an ISO 8601 duration; None when it says nothing of the kind.

    >>> length_of("15-month"), length_of("48 hours"), length_of("half a year")
    ('P15M', 'PT48H', 'P6M')
    """
    low = _low(phrase)
    if half := _HALF.fullmatch(low):
        return {"year": "P6M", "day": "PT12H", "hour": "PT30M", "month": "P15D", "decade": "P5Y"}[half["unit"]]
    match = _LENGTH.fullmatch(low)
    return _period(match["n"], match["unit"]) if match else None


def set_of(phrase: str) -> str | None:
    """How often, as the value of a TIMEX3 set: a weekday, a period, or XXXX for what has no value of its own.

    >>> set_of("every Monday"), set_of("every two weeks"), set_of("twice a year")
    ('XXXX-WXX-1', 'P2W', 'XXXX')
    """
    low = _low(phrase)
    if match := _EVERY.fullmatch(low):
        if match["weekday"]:
            return f"XXXX-WXX-{_WEEKDAYS[match['weekday']]}"
        return "XXXX" if not match["n"] and match["unit"] == "year" else _period(match["n"] or "one", match["unit"])
    return "XXXX" if _OFTEN.fullmatch(low) else None


def number_of(word: str) -> int:
    """The number that a word or digits stand for. Raises KeyError."""
    return int(word) if word.isdigit() else _NUMBERS[word]


def _period(n: str, unit: str) -> str:
    mark = _UNITS["century" if unit == "centurie" else unit]
    n_units = number_of(n)
    return f"PT{n_units}{mark[1]}" if mark[0] == "T" else f"P{n_units}{mark}"


def _low(phrase: str) -> str:
    return re.sub(r"\s+", " ", phrase.strip().lower().replace("–", "-").replace("‑", "-"))
