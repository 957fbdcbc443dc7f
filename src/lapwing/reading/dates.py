"""Days that a page claims: read from records, marks, addresses and lines, chosen and checked against each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from lapwing.records import DateClaim

_MONTHS = {m: i for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_DAYS = {d: i for i, d in enumerate("mon tue wed thu fri sat sun".split())}
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?:T?\d{4,6}Z?)?(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_DAY_MONTH = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\.? (?:of )?([A-Z][a-z]{2})[a-z]*\.?,? (\d{4})\b")
_MONTH_DAY = re.compile(r"\b([A-Z][a-z]{2})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/-]|$)", re.IGNORECASE)
_COMPACT_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?!\d)")

# Claims in the order in which they are believed. A crawl's day says when a page was fetched: it bounds the day of publication
# and never stands for it.
_ORDER = ("caller", "record", "feed", "json-ld", "meta", "header", "time", "url", "htmldate")
CRAWL = "crawl"
# Two claims this close are one: a page tells its day in two time zones. Days.
_SAME_DAYS = 1


def iso_day(text: str) -> date | None:
    """The day at the start of an ISO 8601 string, or None.

    >>> iso_day("2024-05-01T09:12:00+09:00")
    datetime.date(2024, 5, 1)
    """
    try:
        day = date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
    return _plausible(day)


def read_day(text: str) -> date | None:
    """The day that a date field names, in the ways that data sets write it. None when it names none, or when its numbers can
    be read two ways and no weekday decides (see `is_ambiguous`).

    >>> read_day("Thu, 01 Jun 2023 08:00:00 GMT"), read_day("20230601T080000Z"), read_day("13/05/2024")
    (datetime.date(2023, 6, 1), datetime.date(2023, 6, 1), datetime.date(2024, 5, 13))
    >>> read_day("03/05/2024") is None, read_day("Friday 03/05/2024")
    (True, datetime.date(2024, 5, 3))
    """
    text = text.strip()[:200]
    if day := iso_day(text):
        return day
    if re.fullmatch(r"\d{10}(?:\.\d+)?|\d{13}", text):
        seconds = float(text) / (1000 if len(text) == 13 else 1)
        return _plausible(datetime.fromtimestamp(seconds, UTC).date())
    for pattern in (_ISO, _COMPACT, _YEAR_FIRST):
        if match := pattern.search(text):
            return _day(match[1], match[2], match[3])
    if match := _DAY_MONTH.search(text):
        return _day(match[3], match[2], match[1])
    if match := _MONTH_DAY.search(text):
        return _day(match[3], match[1], match[2])
    if match := _NUMERIC.search(text):
        return _numeric(match, text)
    try:
        return _plausible(parsedate_to_datetime(text).date())
    except (ValueError, TypeError, IndexError):
        return None


def is_ambiguous(text: str) -> bool:
    """Whether a date's numbers can be read as two days.

    >>> is_ambiguous("03/05/2024"), is_ambiguous("05/05/2024"), is_ambiguous("Friday 03/05/2024")
    (True, False, False)
    """
    match = _NUMERIC.search(text)
    return match is not None and _numeric(match, text) is None and _day(match[3], match[2], match[1]) is not None


def days_in_line(line: str) -> list[date]:
    """Days written in a header line of a text page."""
    found = [_day(m[1], m[2], m[3]) for m in _ISO.finditer(line)]
    found += [_day(m[3], m[2], m[1]) for m in _DAY_MONTH.finditer(line)]
    found += [_day(m[3], m[1], m[2]) for m in _MONTH_DAY.finditer(line)]
    return [day for day in found if day]


def day_of_address(url: str | None) -> DateClaim | None:
    """The day in a web address, as news sites write it.

    >>> day_of_address("https://news.example/world/2023/06/01/envoys").value
    datetime.date(2023, 6, 1)
    """
    if not url:
        return None
    path = re.sub(r"^https?://[^/]*", "", url).split("?")[0]
    for pattern in (_IN_ADDRESS, _COMPACT_ADDRESS):
        if (match := pattern.search(path)) and (day := _day(match[1], match[2], match[3])):
            return DateClaim(day, "url", match[0].strip("/"))
    return None


def order_claims(claims: Iterable[DateClaim]) -> tuple[tuple[DateClaim, ...], tuple[str, ...]]:
    """Claims with the day to believe first, and warnings.

    The order of sources decides, unless another day has the word of two sources against one. A day after the page was fetched
    is a mistake and goes behind. When claims lie more than a day apart, a warning says so.
    """
    known = list(dict.fromkeys(claims))
    crawl = [c for c in known if c.source == CRAWL]
    ranked = sorted((c for c in known if c.source != CRAWL), key=lambda c: _rank(c.source))
    if not ranked:
        return tuple(crawl), ()
    latest = max((c.value for c in crawl), default=None)
    late = [c for c in ranked if latest and c.value > latest + timedelta(_SAME_DAYS)]
    timely = [c for c in ranked if c not in late] or ranked
    first = timely[0]
    if first.source not in _ORDER[:3]:
        first = max(timely, key=lambda c: (_support(c, timely) >= 2 and _support(first, timely) < 2, -_rank(c.source)))
    rest = [c for c in ranked if c is not first]
    warnings: tuple[str, ...] = ()
    others = [c for c in rest if abs((c.value - first.value).days) > _SAME_DAYS]
    if others:
        told = ", ".join(f"{c.source} {c.value}" for c in others[:3])
        warnings = (f"dates disagree: {first.source} {first.value}; {told}",)
    return (first, *rest, *crawl), warnings


def header_day(claims: Sequence[DateClaim]) -> date | None:
    """The day that the page's head claims: the first that is more than a fetch."""
    return next((c.value for c in claims if c.source != CRAWL), None)


def _rank(source: str) -> int:
    return _ORDER.index(source) if source in _ORDER else len(_ORDER)


def _support(claim: DateClaim, claims: Sequence[DateClaim]) -> int:
    return len({c.source for c in claims if abs((c.value - claim.value).days) <= _SAME_DAYS})


def _numeric(match: re.Match[str], text: str) -> date | None:
    a, b = int(match[1]), int(match[2])
    readings = {d for d in (_day(match[3], match[2], match[1]), _day(match[3], match[1], match[2])) if d}
    if len(readings) == 1 or a == b:
        return next(iter(readings), None)
    weekday = _WEEKDAY.search(text)
    fitting = [d for d in readings if weekday and d.weekday() == _DAYS[weekday[1].lower()[:3]]]
    return fitting[0] if len(fitting) == 1 else None


def _day(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else _MONTHS.get(month.lower()[:3])
    try:
        return _plausible(date(int(year), number or 0, int(day)))
    except ValueError:
        return None


def _plausible(day: date) -> date | None:
    return day if 1800 <= day.year <= 2200 else None  # the year 0001 is a default, not a day of news
