"""Time phrases -> periods of days, seen from the day the story is told."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from lapwing.records import Match, Period, Span
from lapwing.resolving.durations import NUMBER, number_of
from lapwing.resolving.holidays import NAMES, holiday

PAST, FUTURE = "past", "future"

_WEEKDAYS = {d: i for i, d in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
_MONTHS = {m: i for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_WEEKDAY = r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
_N = rf"(?P<n>{NUMBER})"
_UNIT = r"(?P<unit>day|week|fortnight|month|year|decade)s?"
_SEASON_MONTHS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}

Rule = Callable[[re.Match[str], date, str | None], Period | None]


def resolve_period(
    text: str, seen_from: date, tense: str | None = None, *, near: Period | None = None
) -> Period | None:
    """The days a time phrase stands for, both ends included, seen from the day the story is told.

    `tense` is "past", "future" or None and decides where a bare weekday, day or month lies. `near` is the last date that was named before
    it: "two days earlier" and "the following Monday" are seen from there.

    >>> resolve_period("on Tuesday", date(2024, 5, 10)).first_day
    datetime.date(2024, 5, 7)
    >>> p = resolve_period("last December", date(2023, 6, 1)); p.first_day, p.last_day
    (datetime.date(2022, 12, 1), datetime.date(2022, 12, 31))

    Returns None when the phrase names no day that can be placed (a duration, "recently", an impossible date).
    """
    phrase = re.sub(r"\s+", " ", text.strip().lower().replace("–", "-").replace("’", "'"))
    if near is not None and (period := _from_near(phrase, near)):
        return period
    for pattern, rule in _RULES:
        match = pattern.fullmatch(phrase)
        if match:
            try:
                return rule(match, seen_from, tense)
            except (ValueError, OverflowError):
                return None
    return None


def named_date_before(text: str, at: int, spans: Sequence[Span], seen_from: date) -> Period | None:
    """The last date with a day, month or year of its own among the time phrases before a place in a text: what "two days later" is told
    from."""
    for span in reversed([s for s in spans if s.end <= at]):
        phrase = span.of(text)
        if re.search(r"\d", phrase):
            return resolve_period(phrase, seen_from, PAST)
    return None


def _from_near(phrase: str, near: Period) -> Period | None:
    """The period of a phrase that is told from a date named before it; None for other phrases."""
    for pattern, rule in _RULES_FROM_NEAR:
        if match := pattern.fullmatch(phrase):
            try:
                return rule(match, near)
            except (ValueError, OverflowError, KeyError):
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
    elif tense == FUTURE or "this" in which or "coming" in which:
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
        return _period(first.replace(day=11), first.replace(day=20), "range", "mid_month", 0.8)
    if "late" in which:
        return _period(first.replace(day=21), last, "range", "late_month", 0.8)
    return _period(first, last, "month", "month")


def _year(m: re.Match[str], now: date, tense: str | None) -> Period:
    year, which = int(m["year"]), m["which"] or ""
    months = (1, 4) if "early" in which else (9, 12) if "late" in which else (5, 8) if "mid" in which else (1, 12)
    last = date(year, months[1], calendar.monthrange(year, months[1])[1])
    return _period(date(year, months[0], 1), last, "year" if months == (1, 12) else "range", "year")


def _years(m: re.Match[str], now: date, tense: str | None) -> Period:
    first, last = int(m["y1"]), int(m["y2"])
    if last < first:
        raise ValueError("years out of order")
    return _period(date(first, 1, 1), date(last, 12, 31), "range", "years")


def _decade(m: re.Match[str], now: date, tense: str | None) -> Period:
    first, part = int(m["decade"]), m["part"] or ""
    years = (0, 3) if "early" in part else (4, 6) if "mid" in part else (7, 9) if "late" in part else (0, 9)
    return _period(
        date(first + years[0], 1, 1), date(first + years[1], 12, 31), "range", "decade", 0.7 if part else 0.9
    )


def _century(m: re.Match[str], now: date, tense: str | None) -> Period:
    n = int(m["n"]) if m["n"].isdigit() else _CENTURIES[m["n"]]
    return _period(date(100 * n - 99, 1, 1), date(100 * n, 12, 31), "range", "century")


def _day_word(m: re.Match[str], now: date, tense: str | None) -> Period:
    shift = {
        "yesterday": -1,
        "tomorrow": 1,
        "the previous day": -1,
        "the day before yesterday": -2,
        "the day after tomorrow": 2,
    }
    if m[0] == "overnight":
        return _period(now - timedelta(1), now, "range", "overnight", 0.8)
    if m[0] in ("the next day", "the following day", "the day after", "the day before"):
        raise ValueError("relative to another event")
    day = now + timedelta(shift.get(m[0], 0))
    return _period(day, day, "day", "day_word", 0.6 if m[0].startswith("the ") else 0.9)


def _units_away(m: re.Match[str], now: date, tense: str | None) -> Period | None:
    n = _number(m["n"])
    if m["way"] in ("from now", "in"):
        return _ahead(n, m["unit"], now)
    if m["way"] in ("later", "after", "afterwards", "before", "prior"):
        return None  # relative to another event, whose day is not known here
    if m["way"] == "earlier" and (n, m["unit"]) != (1, "day"):
        return None
    if m["unit"] == "day":
        day = now - timedelta(n)
        return _period(day, day, "day", "days_ago", 0.9 if m["way"] == "ago" else 0.6)
    if m["unit"] == "fortnight":
        day = now - timedelta(14 * n)
        return _period(day, day, "day", "days_ago", 0.7)
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


def _ahead(n: int, unit: str, now: date) -> Period:
    """in ten days, three months from now: the day, or the whole month or year."""
    if unit in ("day", "week", "fortnight"):
        day = _moved(now, n, unit)
        return _period(day, day, "day", "days_ahead", 0.8)
    if unit == "month":
        first = _add_months(now.replace(day=1), n)
        return _period(first, _month_end(first), "month", "months_ahead", 0.7)
    year = now.year + n * (10 if unit == "decade" else 1)
    return _period(date(year, 1, 1), date(year, 12, 31), "year", "years_ahead", 0.7)


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


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
    other = _moved(now, n if m["rel"] in ("next", "coming", "following") else -n, m["unit"])
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
    """since 2014: up to the day of the story; by, until Friday: from that day to the end of the period named."""
    ahead = m["way"] in ("by", "until")
    inner = resolve_period(m["rest"], now, FUTURE if ahead else PAST)
    if inner is None:
        return None
    if ahead and inner.last_day > now:
        return _period(min(now, inner.last_day), inner.last_day, "range", m["way"], 0.8)
    if m["way"] == "before" and tense == FUTURE:
        inner = resolve_period(m["rest"], now, FUTURE)
        return _period(now, inner.first_day - timedelta(1), "range", "before", 0.8) if inner.first_day > now else None
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


def _weekday_of_week(m: re.Match[str], now: date, tense: str | None) -> Period:
    """Tuesday last week, Thursday of next week: in the whole week before or after."""
    k = {"last": -1, "this": 0, "next": 1}[m["rel"]]
    day = now + timedelta(_WEEKDAYS[m["weekday"]] - now.weekday() + 7 * k)
    return _period(day, day, "day", "weekday_of_week")


def _weekday_week(m: re.Match[str], now: date, tense: str | None) -> Period:
    """Monday week: a week after the coming Monday."""
    day = now + timedelta((_WEEKDAYS[m["weekday"]] - now.weekday()) % 7 + 7)
    return _period(day, day, "day", "weekday_week", 0.8)


def _part_of_day(m: re.Match[str], now: date, tense: str | None) -> Period | None:
    """last night, this morning, early yesterday, at dawn on Friday: the day itself."""
    if m["day"] == "last":
        return _period(now - timedelta(1), now - timedelta(1), "day", "last_night", 0.8)
    inner = resolve_period({"this": "today", "that": "today"}.get(m["day"], m["day"]), now, tense)
    return inner and _period(inner.first_day, inner.last_day, inner.precision, "part_of_day", inner.match.score)


def _night_of(m: re.Match[str], now: date, tense: str | None) -> Period | None:
    return resolve_period(m["rest"], now, tense)


def _days_of_month(m: re.Match[str], now: date, tense: str | None) -> Period:
    """3 to 7 March, 12 and 13 October, 14-16 November 2022."""
    year = f" {m['year']}" if m["year"] else ""
    first = _full_date(re.fullmatch(_DATE_RE, f"{m['month']} {m['day']}{year}"), now, tense).first_day
    last = first.replace(day=int(m["day2"]))
    if last < first:
        raise ValueError("days out of order")
    return _period(first, last, "range", "day_range")


def _weekdays(m: re.Match[str], now: date, tense: str | None) -> Period | None:
    first = resolve_period(m["weekday"], now, tense)
    last = resolve_period(m["second"], first.first_day, FUTURE)
    return _period(first.first_day, last.last_day, "range", "weekdays")


def _short_years(m: re.Match[str], now: date, tense: str | None) -> Period:
    first = int(m["y1"])
    last = first - first % 100 + int(m["y2"])
    if not first < last <= first + 10:
        raise ValueError("no years")
    return _period(date(first, 1, 1), date(last, 12, 31), "range", "years")


def _numeric(m: re.Match[str], now: date, tense: str | None) -> Period | None:
    """14/03/2011, 31.12.1999: the reading that is a date. With points the day comes first; with strokes, two readings are none."""
    a, b, year = int(m["a"]), int(m["b"]), int(m["year"])
    readings = {(b, a)} if m["mark"] == "." else {(b, a), (a, b)}
    days = {
        date(year, month, day) for month, day in readings if month <= 12 and day <= calendar.monthrange(year, month)[1]
    }
    if len(days) != 1:
        return None
    day = days.pop()
    return _period(day, day, "day", "numeric", 0.9)


def _month_day(m: re.Match[str], now: date, tense: str | None) -> Period:
    """the 9th of this month."""
    first = _add_months(now.replace(day=1), {"last": -1, "this": 0, "next": 1}[m["rel"]])
    day = first.replace(day=int(m["day"]))
    return _period(day, day, "day", "day_of_month")


def _before_last(m: re.Match[str], now: date, tense: str | None) -> Period:
    return _calendar_unit(m["unit"], -2 if m["way"] == "before last" else 2, now)


def _part_of_relative(m: re.Match[str], now: date, tense: str | None) -> Period:
    """late last week, early next month, early next year: that third; of a week the whole, whose middle nobody agrees on."""
    whole = _calendar_unit(m["unit"], {"last": -1, "this": 0, "next": 1}[m["rel"]], now)
    if m["unit"] == "month":
        return _part_of_month(whole.first_day, whole.last_day, m["part"])
    if m["unit"] == "year":
        return _year(
            re.fullmatch(rf"(?P<which>early |mid |late )?{_YEAR}", f"{m['part']} {whole.first_day.year}"), now, tense
        )
    return whole


def _half(m: re.Match[str], now: date, tense: str | None) -> Period:
    year = int(m["year"]) if m["year"] else now.year
    if m["h"] in ("first", "h1"):
        return _period(date(year, 1, 1), date(year, 6, 30), "range", "half", 0.9)
    return _period(date(year, 7, 1), date(year, 12, 31), "range", "half", 0.9)


def _relative_quarter(m: re.Match[str], now: date, tense: str | None) -> Period:
    q = (now.month - 1) // 3 + {"last": -1, "this": 0, "next": 1}[m["rel"]]
    first = date(now.year + q // 4, 3 * (q % 4) + 1, 1)
    return _period(first, _month_end(_add_months(first, 2)), "range", "quarter")


def _season_of_year(m: re.Match[str], now: date, tense: str | None) -> Period:
    """the summer of 2007, the winter of 1996-97, the southern summer of 2012-13: three whole months."""
    start, end = _SEASON_MONTHS[m["season"]]
    if m["south"]:
        start, end = (start + 5) % 12 + 1, (end + 5) % 12 + 1
    year = int(m["year"])
    last_year = year + (end < start)
    last = date(last_year, end, 1)
    return _period(date(year, start, 1), _month_end(last), "season", "season", 0.8)


def _edge_of_year(m: re.Match[str], now: date, tense: str | None) -> Period:
    year = int(m["year"])
    first = date(year, 12 if m["edge"] == "end" else 1, 1)
    return _period(first, _month_end(first), "range", "edge", 0.7)


def _edge_of_month(m: re.Match[str], now: date, tense: str | None) -> Period | None:
    """the end of June, the beginning of March 2025: its last or first ten days."""
    whole = resolve_period(m["rest"], now, tense)
    if whole is None or whole.precision != "month":
        return None
    first, last = whole.first_day, whole.last_day
    return (
        _period(last - timedelta(9), last, "range", "edge", 0.7)
        if m["edge"] == "end"
        else _period(first, first + timedelta(9), "range", "edge", 0.7)
    )


def _within(m: re.Match[str], now: date, tense: str | None) -> Period | None:
    """within thirty days: from today on, when what is told lies ahead."""
    if tense != FUTURE:
        return None
    return _period(now, _moved(now, _number(m["n"]), m["unit"]), "range", "within", 0.8)


def _moved(day: date, n: int, unit: str) -> date:
    """The day so many units later, or earlier when n is below 0."""
    if unit in ("day", "week", "fortnight"):
        return day + timedelta(n * {"day": 1, "week": 7, "fortnight": 14}[unit])
    return _add_months(day, n * {"month": 1, "year": 12, "decade": 120}[unit])


def _recent(m: re.Match[str], now: date, tense: str | None) -> Period:
    """in recent days, weeks, months, years: from a few of them ago until now; in the coming ones: the few that come."""
    n = {"day": 5, "week": 3, "month": 3, "year": 3}[m["unit"]]
    ahead = m["rel"] == "coming"
    other = {
        "day": now + timedelta(n if ahead else -n),
        "week": now + timedelta(7 * (n if ahead else -n)),
        "month": _add_months(now, n if ahead else -n),
        "year": _add_months(now, 12 * (n if ahead else -n)),
    }[m["unit"]]
    return _period(min(now, other), max(now, other), "range", "recent", 0.5)


def _weekend_of(m: re.Match[str], now: date, tense: str | None) -> Period | None:
    return resolve_period(m["rest"], now, tense)


def _holiday(m: re.Match[str], now: date, tense: str | None) -> Period | None:
    """The named day nearest to the story, by tense, or that of the year that is named."""
    if m["year"]:
        day = holiday(m["name"], int(m["year"]))
        return day and _period(day, day, "day", "holiday", 0.9)
    options = [d for k in (-1, 0, 1) if (d := holiday(m["name"], now.year + k))]
    if tense == PAST and not m[0].startswith(("before", "until")):
        options = [d for d in options if (d - now).days <= 30] or options
    elif tense == FUTURE:
        options = [d for d in options if (now - d).days <= 10] or options
    day = min(options, key=lambda d: abs((d - now).days), default=None)
    return day and _period(day, day, "day", "holiday", 0.85)


# --- seen from a date that was named before --------------------------------------------------------------


def _units_from(m: re.Match[str], near: Period) -> Period:
    n, unit = number_of(m["n"]), m["unit"]
    sign = -1 if m["way"] in ("earlier", "before", "prior") else 1
    if unit in ("day", "week", "fortnight"):
        shift = timedelta(sign * n * {"day": 1, "week": 7, "fortnight": 14}[unit])
        return _period(near.first_day + shift, near.last_day + shift, near.precision, "from_named_date", 0.8)
    first = _add_months(near.first_day.replace(day=1), sign * n * {"month": 1, "year": 12, "decade": 120}[unit])
    if unit == "month":
        return _period(first, _month_end(first), "month", "from_named_date", 0.7)
    return _period(date(first.year, 1, 1), date(first.year, 12, 31), "year", "from_named_date", 0.7)


def _neighbour_of(m: re.Match[str], near: Period) -> Period:
    """the next day, the previous evening, the following month, the same year."""
    k = {"next": 1, "following": 1, "previous": -1, "same": 0}[m["rel"]]
    unit = m["unit"] if m["unit"] in ("week", "month", "year") else "day"
    if unit == "day":
        if near.precision != "day":
            raise ValueError("no day to start from")
        day = near.first_day + timedelta(k)
        return _period(day, day, "day", "from_named_date", 0.8)
    return _calendar_unit(unit, k, near.first_day)


def _weekday_from(m: re.Match[str], near: Period) -> Period:
    if m["rel"] == "following":
        day = near.last_day + timedelta((_WEEKDAYS[m["weekday"]] - near.last_day.weekday() - 1) % 7 + 1)
    else:
        day = near.first_day - timedelta((near.first_day.weekday() - _WEEKDAYS[m["weekday"]] - 1) % 7 + 1)
    return _period(day, day, "day", "from_named_date", 0.8)


def _rest_of(m: re.Match[str], near: Period) -> Period:
    """later that year: from the named date to the year's end."""
    whole = _calendar_unit(m["unit"], 0, near.first_day)
    if m["way"] == "later":
        return _period(near.first_day, whole.last_day, "range", "from_named_date", 0.7)
    return _period(whole.first_day, near.last_day, "range", "from_named_date", 0.7)


def _quarter(m: re.Match[str], now: date, tense: str | None) -> Period:
    q = {"first": 1, "second": 2, "third": 3, "fourth": 4, "q1": 1, "q2": 2, "q3": 3, "q4": 4}[m["q"]]
    if m["q"] in ("first", "second", "third", "fourth") and "quarter" not in m[0]:
        raise ValueError("no quarter")
    year = int(m["year"]) if m["year"] else now.year - (3 * q - 2 > now.month)
    last = date(year, 3 * q, calendar.monthrange(year, 3 * q)[1])
    return _period(date(year, 3 * q - 2, 1), last, "range", "quarter", 0.8)


def _number(word: str) -> int:
    return number_of(word)


def _add_months(day: date, n: int) -> date:
    month = day.year * 12 + day.month - 1 + n
    year, month = divmod(month, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


_DATE = rf"(?:on )?(?:(?:early|late) )?{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? {_YEAR})?"
_DATE_DAY_FIRST = rf"(?:on )?(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? {_YEAR})?"
_DATE_RE = re.compile(_DATE)
_CENTURIES = {
    w: i
    for i, w in enumerate(
        "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first".split()
    )
}
_HOLIDAYS = "|".join(map(re.escape, NAMES))
_DAYS = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_ANY_WEEKDAY = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_PART = r"(?: (?:early|late|morning|afternoon|evening|night|at dawn|at noon))*"

_RULES: tuple[tuple[re.Pattern[str], Rule], ...] = tuple(
    (re.compile(pattern), rule)
    for pattern, rule in (
        (r"\d{4}-\d\d-\d\d", _iso),
        (rf"(?P<a>\d{{1,2}})(?P<mark>[/.-])(?P<b>\d{{1,2}})[/.-]{_YEAR}", _numeric),
        (rf"(?:on |in |at |for |before |after |since |until )?(?P<name>{_HOLIDAYS})(?:,? {_YEAR})?", _holiday),
        (rf"(?:on )?{_WEEKDAY}(?: of)? (?P<rel>last|this|next) week", _weekday_of_week),
        (rf"(?:on )?{_WEEKDAY} week", _weekday_week),
        (r"(?P<day>last) (?:night|evening)", _part_of_day),
        (rf"(?:early |late )?(?P<day>this|that|yesterday|today|tomorrow|(?:{_ANY_WEEKDAY})) (?:morning|afternoon|evening|night|midday|lunchtime)", _part_of_day),
        (rf"(?:early|late)(?: on)? (?P<day>yesterday|today|tomorrow|{_ANY_WEEKDAY})", _part_of_day),
        (r"(?:at|before|after|around|by) (?:dawn|noon|midnight|midday|dusk|nightfall|sunset|sunrise|daybreak) on (?P<day>.+)", _part_of_day),
        (r"(?:(?:on|in|during) )?the (?:night|early hours|morning|evening|afternoon) of (?P<rest>.+)", _night_of),
        (r"(?:on |over |at )?the weekend of (?P<rest>.+)", _weekend_of),
        (rf"(?:on |from )?{_DAYS}\s?(?:-|to|and|until|through)\s?(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? {_YEAR})?", _days_of_month),
        (rf"(?:from )?{_WEEKDAY} (?:through|to|until) (?P<second>{_ANY_WEEKDAY})", _weekdays),
        (r"(?:in |of )?(?P<y1>(?:1[89]|20)\d\d)-(?P<y2>\d\d)", _short_years),
        (rf"(?:on )?the {_DAYS} of (?P<rel>this|last|next) month", _month_day),
        (r"(?:in )?the (?P<unit>week|month|year) (?P<way>before last|after next)", _before_last),
        (r"(?:by |in |until )?(?P<part>early|mid|late)[ -](?:in )?(?P<rel>last|this|next) (?P<unit>week|month|year)", _part_of_relative),
        (r"(?:in )?(?:the )?(?P<h>first|second|h1|h2) half of (?:the year|(?P<year>\d{4}))", _half),
        (r"(?:in )?(?P<rel>last|this|next) quarter", _relative_quarter),
        (rf"(?:in |during )?(?:the )?(?P<south>southern )?(?P<season>spring|summer|autumn|fall|winter)(?: of)? {_YEAR}(?:-\d\d)?", _season_of_year),
        (rf"(?:(?:at|by|toward|towards|until|before|since) )?the (?P<edge>end|start|beginning) of {_YEAR}", _edge_of_year),
        (rf"(?:(?:at|by|toward|towards|until|before|since) )?the (?P<edge>end|start|beginning) of (?P<rest>{_MONTH.replace('(?P<month>', '(?:')}(?:,? (?:1[89]|20)\d\d)?)", _edge_of_month),
        (rf"within (?:the )?{_N} {_UNIT}", _within),
        (r"(?:in |over |during )?(?:the )?(?P<rel>recent|coming) (?P<unit>day|week|month|year)s", _recent),
        (r"(?:in |through |during )?the (?P<n>\d{1,2}|[a-z-]+)(?:st|nd|rd|th)? century", _century),
        (rf"(?P<way>in) {_N} {_UNIT}", _units_away),
        (rf"{_N} {_UNIT} (?P<way>from now)", _units_away),
        (r"(?:from|between) (?P<y1>\d{4}) (?:to|and|until|through) (?P<y2>\d{4})", _years),
        (r"(?P<y1>\d{4})\s?-\s?(?P<y2>\d{4})", _years),
        (r"(?:between|from) (?P<first>.+?) (?:and|to|until|through) (?P<second>.+)", _between),
        (rf"{_MONTH} (?P<day>\d{{1,2}})\s?(?:-|to)\s?(?P<day2>\d{{1,2}})(?:,? {_YEAR})?", _day_range),
        (_DATE, _full_date),
        (_DATE_DAY_FIRST, _full_date),
        (rf"(?:on )?(?:early |late |last |this )?{_WEEKDAY}{_PART},? (?P<date>.*\d.*)", _weekday_and_date),
        (rf"(?:on )?(?P<which>(?:(?:last|next|this coming|this|coming|early|late|earlier|later|the following|the previous|earlier this|later this) )*){_WEEKDAY}{_PART}", _weekday),
        (r"the day before yesterday|the day after tomorrow|yesterday|today|tomorrow|tonight|overnight|the previous day|the next day|the following day|the same day|the day before|the day after|earlier today|later today", _day_word),
        (r"(?:in |over |during |since )?(?:the )?(?P<part>early|mid|late)?[ -]?(?P<decade>(?:1[89]|20)\d0)s", _decade),
        (rf"(?P<which>(?:in |the |early |late |mid-? ?|last |next |this )*){_MONTH}(?:,? (?:of )?(?:{_YEAR}|(?P<rel>last|this|next) year))?", _month),
        (rf"(?P<which>(?:in |during |of |the |early |late |mid-? ?)*){_YEAR}", _year),
        (rf"(?P<way>earlier|later) (?P<rel>this|last|next|that|in the) {_UNIT}", _part_of_unit),
        (r"(?P<way>earlier|later) (?P<rel>this|that|in the) (?P<unit>day)", _part_of_unit),
        (r"(?:(?:at|by|before|until) )?the (?P<edge>end|start|beginning) of (?:the|(?P<rel>this|last|next)) (?P<unit>week|month|year)", _edge),
        (r"(?:in |during )?(?:the )?(?P<q>first|second|third|fourth|q1|q2|q3|q4)(?: quarter)?(?: of)?(?: (?P<year>\d{4}))?", _quarter),
        (r"(?:(?P<rel>last|this|next|over the|at the|the) )?(?P<season>spring|summer|autumn|fall|winter|weekend)", _season),
        (rf"(?P<rel>last|this|next) {_UNIT}", _relative_unit),
        (rf"(?:in |over |for |within |during )?(?:the )?(?P<rel>past|last|next|coming|following|previous) (?:{_N} )?{_UNIT}", _span_of_units),
        (rf"{_N} {_UNIT} (?P<way>ago|earlier|later|before|afterwards|after|prior)", _units_away),
        (r"(?P<way>since|by|until|before|after) (?P<rest>.+)", _open_range),
    )
)  # fmt: skip

_RULES_FROM_NEAR: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Period], Period]], ...] = tuple(
    (re.compile(pattern), rule)
    for pattern, rule in (
        (rf"{_N} {_UNIT} (?P<way>earlier|later|before|afterwards|after|prior)", _units_from),
        (r"the (?P<rel>next|following|previous|same) (?P<unit>day|morning|afternoon|evening|night|week|month|year)", _neighbour_of),
        (rf"(?:on )?the (?P<rel>following|previous|preceding) {_WEEKDAY}", _weekday_from),
        (r"(?P<way>later|earlier) (?:that|in the same|the same) (?P<unit>week|month|year)", _rest_of),
    )
)  # fmt: skip
