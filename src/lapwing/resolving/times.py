"""Time phrases -> periods of days, seen from the day the story is told."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from lapwing.records import Match, Period

PAST, FUTURE = "past", "future"

_WEEKDAYS = {d: i for i, d in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
_MONTHS = {m: i for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_NUMBERS = {
    w: i for i, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {"a": 1, "an": 1}
_WEEKDAY = r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
_N = r"(?P<n>\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_UNIT = r"(?P<unit>day|week|month|year|decade)s?"
_SEASON_MONTHS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}

Rule = Callable[[re.Match[str], date, str | None], Period | None]


def resolve_period(text: str, seen_from: date, tense: str | None = None) -> Period | None:
    """The days a time phrase stands for, both ends included, seen from the day the story is told.

    `tense` is "past", "future" or None and decides where a bare weekday, day or month lies.

    >>> resolve_period("on Tuesday", date(2024, 5, 10)).first_day
    datetime.date(2024, 5, 7)
    >>> p = resolve_period("last December", date(2023, 6, 1)); p.first_day, p.last_day
    (datetime.date(2022, 12, 1), datetime.date(2022, 12, 31))

    Returns None when the phrase names no day that can be placed (a duration, "recently", an impossible date).
    """
    phrase = re.sub(r"\s+", " ", text.strip().lower().replace("–", "-"))
    for pattern, rule in _RULES:
        match = pattern.fullmatch(phrase)
        if match:
            try:
                return rule(match, seen_from, tense)
            except (ValueError, OverflowError):
                return None
    return None


def _period(first: date, last: date, precision: str, reason: str, score: float = 0.9) -> Period:
    return Period(first, last, precision, Match(score, reason))


# --- the rules, each for one shape of phrase -------------------------------------------------------------


def _between(m: re.Match[str], now: date, tense: str | None) -> Period | None:
    first = resolve_period(m["first"], now, tense)
    if first is None:
        return None
    last = resolve_period(m["second"], first.first_day, FUTURE)
    if last is None or last.last_day < first.first_day:
        return None
    return _period(first.first_day, last.last_day, "range", "between")


def _weekday(m: re.Match[str], now: date, tense: str | None) -> Period:
    back = (now.weekday() - _WEEKDAYS[m["weekday"]]) % 7
    which = m["which"] or ""
    if "next" in which:
        ahead = (7 - back) % 7 or 7
        day = now + timedelta(ahead if ahead > 1 else ahead + 7)
    elif "last" in which:
        day = now - timedelta(back or 7)
    elif tense == FUTURE or "this" in which:
        day = now + timedelta((-back) % 7)
    else:
        day = now - timedelta(back)
    return _period(day, day, "day", "weekday")


def _weekday_and_date(m: re.Match[str], now: date, tense: str | None) -> Period | None:
    period = resolve_period(m["date"], now, tense)
    if period is None:
        return None
    if period.first_day.weekday() != _WEEKDAYS[m["weekday"]]:
        return Period(period.first_day, period.last_day, period.precision, Match(0.5, "weekday_contradicts"))
    return Period(period.first_day, period.last_day, period.precision, Match(0.97, "weekday_and_date"))


def _full_date(m: re.Match[str], now: date, tense: str | None) -> Period:
    month, day = _MONTHS[m["month"][:3]], int(m["day"])
    if m["year"]:
        chosen = date(int(m["year"]), month, day)
    else:
        chosen = _nearest_year(month, day, now, tense)
    return _period(chosen, chosen, "day", "date", 0.95)


def _nearest_year(month: int, day: int, now: date, tense: str | None) -> date:
    """Without a year: the occurrence nearest to `now`; tense decides between two that are both near."""
    options = [
        date(now.year + k, month, day)
        for k in (-1, 0, 1)
        if not (month == 2 and day == 29) or calendar.isleap(now.year + k)
    ]
    # A past act is not told weeks ahead of its day and a coming one not weeks after it. Ten days of grace, since tense
    # is guessed from nearby words.
    if tense == PAST:
        options = [d for d in options if (d - now).days <= 10] or options
    elif tense == FUTURE:
        options = [d for d in options if (now - d).days <= 10] or options
    return min(options, key=lambda d: abs((d - now).days))


def _iso(m: re.Match[str], now: date, tense: str | None) -> Period:
    day = date.fromisoformat(m[0])
    return _period(day, day, "day", "date", 0.98)


def _day_range(m: re.Match[str], now: date, tense: str | None) -> Period:
    year = f" {m['year']}" if m["year"] else ""
    first = _full_date(re.fullmatch(_DATE_RE, f"{m['month']} {m['day']}{year}"), now, tense).first_day
    last = first.replace(day=int(m["day2"]))
    return _period(first, last, "range", "day_range")


def _month(m: re.Match[str], now: date, tense: str | None) -> Period:
    month = _MONTHS[m["month"][:3]]
    which = m["which"] or ""
    if m["year"]:
        year = int(m["year"])
    elif m["rel"]:
        year = now.year + {"last": -1, "this": 0, "next": 1}[m["rel"]]
    elif "last" in which:
        year = now.year - (month >= now.month)
    elif "next" in which or tense == FUTURE:
        year = now.year + (month < now.month)
    else:
        year = now.year - (month > now.month)
    first, last = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return _part_of_month(first, last, which)


def _part_of_month(first: date, last: date, which: str) -> Period:
    if "early" in which:
        return _period(first, first.replace(day=10), "range", "early_month", 0.8)
    if "mid" in which:
        return _period(first.replace(day=10), first.replace(day=20), "range", "mid_month", 0.8)
    if "late" in which:
        return _period(first.replace(day=20), last, "range", "late_month", 0.8)
    return _period(first, last, "month", "month")


def _year(m: re.Match[str], now: date, tense: str | None) -> Period:
    year, which = int(m["year"]), m["which"] or ""
    months = (1, 3) if "early" in which else (10, 12) if "late" in which else (5, 8) if "mid" in which else (1, 12)
    last = date(year, months[1], calendar.monthrange(year, months[1])[1])
    return _period(date(year, months[0], 1), last, "year" if months == (1, 12) else "range", "year")


def _years(m: re.Match[str], now: date, tense: str | None) -> Period:
    first, last = int(m["y1"]), int(m["y2"])
    if last < first:
        raise ValueError("years out of order")
    return _period(date(first, 1, 1), date(last, 12, 31), "range", "years")


def _decade(m: re.Match[str], now: date, tense: str | None) -> Period:
    first = int(m["decade"])
    return _period(date(first, 1, 1), date(first + 9, 12, 31), "range", "decade")


def _day_word(m: re.Match[str], now: date, tense: str | None) -> Period:
    shift = {"yesterday": -1, "tomorrow": 1, "the previous day": -1}
    if m[0] == "overnight":
        return _period(now - timedelta(1), now, "range", "overnight", 0.8)
    if m[0] in ("the next day", "the following day", "the day after", "the day before"):
        raise ValueError("relative to another event")
    day = now + timedelta(shift.get(m[0], 0))
    return _period(day, day, "day", "day_word", 0.6 if m[0].startswith("the ") else 0.9)


def _units_away(m: re.Match[str], now: date, tense: str | None) -> Period | None:
    n = _number(m["n"])
    if m["way"] in ("later", "after", "before", "prior"):
        return None  # relative to another event, whose day is not known here
    if m["way"] == "earlier" and (n, m["unit"]) != (1, "day"):
        return None
    if m["unit"] == "day":
        day = now - timedelta(n)
        return _period(day, day, "day", "days_ago", 0.9 if m["way"] == "ago" else 0.6)
    if m["unit"] == "week":
        day = now - timedelta(7 * n)
        return _period(day - timedelta(3), day + timedelta(3), "week", "weeks_ago", 0.7)
    if m["unit"] == "month":
        first = _add_months(now, -n).replace(day=1)
        return _period(
            first, first.replace(day=calendar.monthrange(first.year, first.month)[1]), "month", "months_ago", 0.7
        )
    year = now.year - n * (10 if m["unit"] == "decade" else 1)
    return _period(date(year, 1, 1), date(year, 12, 31), "year", "years_ago", 0.7)


def _relative_unit(m: re.Match[str], now: date, tense: str | None) -> Period:
    """last/this/next week, month, year: whole calendar units, weeks from Monday."""
    k = {"last": -1, "previous": -1, "this": 0, "next": 1, "coming": 1, "following": 1, "past": -1}[m["rel"]]
    return _calendar_unit(m["unit"], k, now)


def _calendar_unit(unit: str, k: int, now: date) -> Period:
    if unit == "week":
        first = now - timedelta(now.weekday() - 7 * k)
        return _period(first, first + timedelta(6), "week", "week")
    if unit == "month":
        first = _add_months(now.replace(day=1), k)
        return _period(first, first.replace(day=calendar.monthrange(first.year, first.month)[1]), "month", "month")
    if unit == "year":
        return _period(date(now.year + k, 1, 1), date(now.year + k, 12, 31), "year", "year")
    if unit == "day":
        return _period(now + timedelta(k), now + timedelta(k), "day", "day")
    raise ValueError("no calendar unit")


def _span_of_units(m: re.Match[str], now: date, tense: str | None) -> Period:
    """the past ten days, over the next five years: from or to the day of the story."""
    n = _number(m["n"]) if m["n"] else 1
    ahead = m["rel"] in ("next", "coming", "following")
    sign = 1 if ahead else -1
    unit = m["unit"]
    if unit == "day":
        other = now + timedelta(sign * n)
    elif unit == "week":
        other = now + timedelta(sign * 7 * n)
    elif unit == "month":
        other = _add_months(now, sign * n)
    else:
        other = _add_months(now, sign * 12 * n * (10 if unit == "decade" else 1))
    return _period(min(now, other), max(now, other), "range", "span")


def _part_of_unit(m: re.Match[str], now: date, tense: str | None) -> Period:
    """earlier this week, later this month: up to or from the day of the story."""
    if m["unit"] == "day" or m[0].endswith("in the day"):
        return _period(now, now, "day", "same_day")
    k = {"last": -1, "this": 0, "next": 1, "that": 0, "in the": 0}[m["rel"]]
    whole = _calendar_unit(m["unit"], k, now)
    if k:
        return whole
    first, last = (whole.first_day, now) if m["way"] == "earlier" else (now, whole.last_day)
    return _period(first, last, "range", "part_of_unit", 0.8)


def _season(m: re.Match[str], now: date, tense: str | None) -> Period:
    if m["season"] == "weekend":
        saturday = now - timedelta((now.weekday() - 5) % 7)
        if tense == FUTURE or m["rel"] in ("this", "next"):
            saturday = now + timedelta((5 - now.weekday()) % 7)
        return _period(saturday, saturday + timedelta(1), "range", "weekend", 0.8)
    start, end = _SEASON_MONTHS[m["season"]]
    year = now.year + {"last": -1, "this": 0, "next": 1}.get(m["rel"] or "this", 0)
    if m["rel"] == "last" and now.month > end:
        year = now.year
    end_year = year + (end < start)
    return _period(
        date(year, start, 1), date(end_year, end, calendar.monthrange(end_year, end)[1]), "season", "season", 0.7
    )


def _open_range(m: re.Match[str], now: date, tense: str | None) -> Period | None:
    """since 2014: up to the day of the story; by, until Friday: the named period itself, as the limit."""
    inner = resolve_period(m["rest"], now, FUTURE if m["way"] in ("by", "until") and tense != PAST else PAST)
    if inner is None:
        return None
    if m["way"] == "since":
        return _period(inner.first_day, max(now, inner.first_day), "range", "since") if inner.first_day <= now else None
    if m["way"] in ("by", "until"):
        return Period(inner.first_day, inner.last_day, inner.precision, Match(0.8, m["way"]))
    return None


def _edge(m: re.Match[str], now: date, tense: str | None) -> Period:
    """the end of the year: its last twelfth or so."""
    whole = _calendar_unit(m["unit"], {"last": -1, "next": 1}.get(m["rel"] or "", 0), now)
    first, last = whole.first_day, whole.last_day
    if m["unit"] == "year":
        return (
            _period(last.replace(day=1), last, "range", "edge", 0.7)
            if m["edge"] == "end"
            else _period(first, first.replace(day=31), "range", "edge", 0.7)
        )
    half = (last - first) // 3
    return (
        _period(last - half, last, "range", "edge", 0.7)
        if m["edge"] == "end"
        else _period(first, first + half, "range", "edge", 0.7)
    )


def _quarter(m: re.Match[str], now: date, tense: str | None) -> Period:
    q = {"first": 1, "second": 2, "third": 3, "fourth": 4}[m["q"]]
    year = int(m["year"]) if m["year"] else now.year - (3 * q - 2 > now.month)
    last = date(year, 3 * q, calendar.monthrange(year, 3 * q)[1])
    return _period(date(year, 3 * q - 2, 1), last, "range", "quarter", 0.8)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word]


def _add_months(day: date, n: int) -> date:
    month = day.year * 12 + day.month - 1 + n
    year, month = divmod(month, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


_DATE = rf"(?:on )?(?:(?:early|late) )?{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? {_YEAR})?"
_DATE_DAY_FIRST = rf"(?:on )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? {_YEAR})?"
_DATE_RE = re.compile(_DATE)
_PART = r"(?: (?:early|late|morning|afternoon|evening|night|at dawn|at noon))*"

_RULES: tuple[tuple[re.Pattern[str], Rule], ...] = tuple(
    (re.compile(pattern), rule)
    for pattern, rule in (
        (r"\d{4}-\d\d-\d\d", _iso),
        (r"(?:from|between) (?P<y1>\d{4}) (?:to|and|until|through) (?P<y2>\d{4})", _years),
        (r"(?P<y1>\d{4})\s?-\s?(?P<y2>\d{4})", _years),
        (r"(?:between|from) (?P<first>.+?) (?:and|to|until|through) (?P<second>.+)", _between),
        (rf"{_MONTH} (?P<day>\d{{1,2}})\s?(?:-|to)\s?(?P<day2>\d{{1,2}})(?:,? {_YEAR})?", _day_range),
        (_DATE, _full_date),
        (_DATE_DAY_FIRST, _full_date),
        (rf"(?:on )?(?:early |late |last |this )?{_WEEKDAY}{_PART},? (?P<date>.*\d.*)", _weekday_and_date),
        (rf"(?:on |by |until )?(?P<which>(?:(?:last|next|this|early|late|earlier|later|the following|the previous|earlier this|later this) )*){_WEEKDAY}{_PART}", _weekday),
        (r"yesterday|today|tomorrow|tonight|overnight|the previous day|the next day|the following day|the same day|the day before|the day after|earlier today|later today", _day_word),
        (r"(?:in |over |during )?(?:the )?(?P<decade>(?:1[89]|20)\d0)s", _decade),
        (rf"(?P<which>(?:in |since |the |early |late |mid-? ?|last |next |this )*){_MONTH}(?:,? (?:of )?(?:{_YEAR}|(?P<rel>last|this|next) year))?", _month),
        (rf"(?P<which>(?:in |during |of |the |early |late |mid-? ?)*){_YEAR}", _year),
        (rf"(?P<way>earlier|later) (?P<rel>this|last|next|that|in the) {_UNIT}", _part_of_unit),
        (r"(?P<way>earlier|later) (?P<rel>this|that|in the) (?P<unit>day)", _part_of_unit),
        (r"(?:(?:at|by|before|until) )?the (?P<edge>end|start|beginning) of (?:the|(?P<rel>this|last|next)) (?P<unit>week|month|year)", _edge),
        (r"(?:in |during )?the (?P<q>first|second|third|fourth) quarter(?: of (?P<year>\d{4}))?", _quarter),
        (r"(?:(?P<rel>last|this|next|over the|at the|the) )?(?P<season>spring|summer|autumn|fall|winter|weekend)", _season),
        (rf"(?P<rel>last|this|next) {_UNIT}", _relative_unit),
        (rf"(?:in |over |for |within |during )?(?:the )?(?P<rel>past|last|next|coming|following|previous) (?:{_N} )?{_UNIT}", _span_of_units),
        (rf"{_N} {_UNIT} (?P<way>ago|earlier|later|before|after|prior)", _units_away),
        (r"(?P<way>since|by|until|before|after) (?P<rest>.+)", _open_range),
    )
)  # fmt: skip
