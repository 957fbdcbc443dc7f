"""The day the story is told from, when the page's header may be wrong.

The header is a claim. The article's own weekdays and dates are clues: the lead's weekday is most often today or
yesterday, "Wednesday, Sept. 14" must agree with the calendar, announced days lie ahead. Days around the header are scored
by the clues, less a price for moving away from it. The header stands unless another day is better by a clear margin and
at least two independent clues say so. Clues come from the article alone: comments are written days later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lapwing.records import Annotation, Article, Match, MentionKind, Span, StoryDate
from lapwing.resolving.times import FUTURE, PAST, resolve_period
from lapwing.settings import Settings

_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_WEEKDAY = re.compile(r"\b(" + "|".join(_DAYS) + r")\b")
_HAS_DAY_NUMBER = re.compile(r"\b\d{1,2}\b(?!\d)")
_HAS_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SAME_DAY = re.compile(
    r"\blater (?:in the day|(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b|\bearlier in the day\b"
)
_LIMIT = re.compile(r"^(?:until|by|since|before|after)\s+", re.IGNORECASE)
_NEXT_TO = re.compile(r"\b(?:a day after|the day after|a day earlier|the previous day|the day before)\b")

# Log-odds like weights, set by hand on invented cases and checked on dated news (see docs/steps/resolving.md).
_LEAD_TODAY, _LEAD_YESTERDAY, _LEAD_OTHER = 2.2, 0.9, -1.0
_PAIR_AGREES, _PAIR_CONTRADICTS = 3.0, -5.0
_PAIR_NEAR = 0.8
_LATER_TODAY = 1.6
_DAY_AFTER = 1.0
_AHEAD_TOMORROW, _AHEAD_SOON, _AHEAD_TODAY = 0.8, 0.3, -1.5
_PAST_RECENT = 0.4
_MOVED, _PER_DAY, _OTHER_YEAR = -0.9, -0.3, -4.5


@dataclass(frozen=True, slots=True)
class _Clue:
    """A time phrase as a clue: weekday 0..6 or None, an explicit day without or with a year, and where it points."""

    span: Span
    weekday: int | None
    dated: str | None
    tense: str
    is_lead: bool
    later: bool


def solve_story_date(article: Article, annotation: Annotation, settings: Settings) -> StoryDate:
    """Header date, story date, margin between them, and the clues as spans. Without a header there is no story date
    unless the text gives a full date in its dateline or lead: nothing is guessed."""
    header = article.header_date
    if header is None:
        return StoryDate(None, None, 0.0, (), Match(0.0, "no_header", "the page claims no date"))
    clues = list(_clues(article.text, annotation))
    same_day = [Span(m.start(), m.end()) for m in _SAME_DAY.finditer(article.text)]
    next_to = [Span(m.start(), m.end()) for m in _NEXT_TO.finditer(article.text)]
    scored = {day: _score(day, header, clues, same_day, next_to) for day in _candidates(header, settings)}
    best = max(scored, key=lambda day: (scored[day][0], -abs((day - header).days)))
    margin = round(scored[best][0] - scored[header][0], 2)
    evidence = tuple(sorted(set(scored[best][1])))
    if best != header and margin >= settings.story_date_margin and len(evidence) >= settings.story_date_min_clues:
        detail = f"the text contradicts the header: {', '.join(repr(s.of(article.text)) for s in evidence)}"
        return StoryDate(
            header, best, margin, evidence, Match(min(0.95, 0.5 + margin / 10), "text_over_header", detail)
        )
    agreeing = tuple(sorted(set(scored[header][1])))
    reason = "header_confirmed" if agreeing else "header_alone"
    return StoryDate(header, header, 0.0, agreeing, Match(0.9 if agreeing else 0.6, reason))


def _candidates(header: date, settings: Settings) -> Iterator[date]:
    window = settings.story_date_window_days
    yield from (header + timedelta(k) for k in range(-window, window + 1))
    for year in (header.year - 1, header.year + 1):
        if (header.month, header.day) != (2, 29):
            yield header.replace(year=year)
    if header.day <= 12 and header.day != header.month:
        yield header.replace(month=header.day, day=header.month)


def _clues(text: str, annotation: Annotation) -> Iterator[_Clue]:
    lead_end = annotation.sentences[1].end if len(annotation.sentences) > 1 else len(text)
    seen_lead = False
    for mention in annotation.mentions:
        if mention.kind is not MentionKind.TIME:
            continue
        phrase = mention.span.of(text)
        weekday = _WEEKDAY.search(phrase)
        dated = (
            _LIMIT.sub("", phrase)  # "until Wednesday, November 26": the day itself agrees with the calendar or not
            if re.search(r"[A-Z][a-z]{2}", phrase) and _HAS_DAY_NUMBER.search(_HAS_YEAR.sub("", phrase))
            else None
        )
        if not weekday and not dated:
            continue
        if weekday and re.search(r"\b(?:last|next|every|previous|following)\b", phrase):
            continue
        tense = tense_of(text, annotation.sentence_of(mention.span), mention.span)
        later = (
            bool(re.search(r"\blater\s+(?:on\s+)?$", text[max(0, mention.span.start - 10) : mention.span.start]))
            or "later" in phrase
        )
        is_lead = bool(weekday) and not dated and not seen_lead and mention.span.end <= lead_end and tense == PAST
        seen_lead = seen_lead or is_lead
        yield _Clue(mention.span, _DAYS.index(weekday[1]) if weekday else None, dated, tense, is_lead, later)


_AHEAD = re.compile(
    r"\b(?:will|would|shall|is to|are to|was to|were to|scheduled|due|plans?|planned|set to|expected|next|until|upcoming|about to|going to)\b|'ll\b"
)
_BACK = re.compile(
    r"\b(?:said|was|were|had|has|have|did|told|announced|met|held|began|took|arrived|agreed|signed)\b|\w+ed\b"
)


def tense_of(text: str, sentence: Span | None, phrase: Span) -> str:
    """ "future" when the words of the clause before a time phrase look ahead, else "past"."""
    start = sentence.start if sentence else max(0, phrase.start - 80)
    before = re.split(r"[;—]|, (?:and|but|while|as|a day)\b", text[start : phrase.start])[-1]
    after = re.split(r"[,;.—]", text[phrase.end : phrase.end + 40])[0]
    ahead = max((m.end() for m in _AHEAD.finditer(before)), default=-1)
    back = max((m.end() for m in _BACK.finditer(before)), default=-1)
    if ahead < 0 and back < 0:
        return FUTURE if re.match(r"\s+(?:\w+\s+){0,3}(?:will|would)\b", after) else PAST
    return (
        FUTURE
        if ahead > back
        or (
            re.search(r"\b(?:will|would|scheduled|due|set|expected)\b(?!.*\bsaid\b)", before[max(0, ahead - 12) :])
            and ahead >= 0
        )
        else PAST
    )


def _score(
    day: date,
    header: date,
    clues: Sequence[_Clue],
    same_day: Sequence[Span],
    next_to: Sequence[Span],
) -> tuple[float, list[Span]]:
    """How well a day explains the clues, and the clues that speak for it."""
    shift = abs((day - header).days)
    total = _OTHER_YEAR if shift > 40 else _PER_DAY * shift**0.8 + (_MOVED if shift else 0.0)
    supporting: list[Span] = []
    lead = next((c for c in clues if c.is_lead), None)
    for clue in clues:
        worth = _worth(clue, day)
        total += worth
        if worth > _AHEAD_SOON:  # a coming weekday fits almost any day: no support
            supporting.append(clue.span)
    if same_day and lead is not None and lead.weekday == day.weekday():
        total += _LATER_TODAY
        supporting.append(same_day[0])
    if (
        next_to
        and lead is not None
        and lead.weekday == day.weekday()
        and any(c.weekday == (day.weekday() - 1) % 7 for c in clues)
    ):
        total += _DAY_AFTER
        supporting.append(next_to[0])
    return total, supporting


def _worth(clue: _Clue, day: date) -> float:
    if clue.dated and clue.weekday is not None:
        plain = resolve_period(re.sub(_WEEKDAY.pattern + r",?\s*", "", clue.dated), day, clue.tense)
        if plain is None:
            return 0.0
        distance = (plain.first_day - day).days
        if plain.first_day.weekday() != clue.weekday:
            return _PAIR_CONTRADICTS
        near = 0 <= distance <= 14 if clue.tense == FUTURE else -14 <= distance <= 0
        return _PAIR_AGREES + (_PAIR_NEAR if near else -_PAIR_NEAR)
    if clue.dated:
        plain = resolve_period(clue.dated, day, clue.tense)
        if plain is None:
            return 0.0
        distance = (plain.first_day - day).days
        if clue.tense == PAST and distance > 0:
            return -1.5
        return -0.5 if clue.tense == FUTURE and distance < 0 else 0.0
    away = (clue.weekday - day.weekday()) % 7
    if clue.is_lead:
        return _LEAD_TODAY if away == 0 else _LEAD_YESTERDAY if away == 6 else _LEAD_OTHER
    if clue.tense == FUTURE:
        if away == 0:
            return _AHEAD_SOON if clue.later else _AHEAD_TODAY
        return _AHEAD_TOMORROW if away == 1 else _AHEAD_SOON if away <= 5 else 0.0
    return _PAST_RECENT if away in (0, 6) else 0.0
