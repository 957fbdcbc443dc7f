"""Tours and visits: the stops that a sentence lists as events of their own, and all stops of a traveller in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from lapwing.records import (
    Annotation,
    Article,
    CodedEvent,
    EventMention,
    Itinerary,
    Leg,
    Match,
    Mention,
    MentionKind,
    Participant,
    Realis,
    Resolution,
    Span,
    digest,
)

# "a tour that will also take him to Singapore, India and France": the traveller stands in the cue.
_TAKEN = re.compile(
    r"\b(?:take|takes|took|taking|bring|brings|brought|bringing)\s+(?P<who>him|her|them|(?:the\s+)?[A-Z]?[\w-]+(?:\s[\w-]+)?)\s+to\s+"
)
# "a tour of Chad, Niger and Mali", "his trip to Kenya and Uganda", "with stops in Oslo and Riga": the traveller stands before.
_ROUTE = re.compile(
    r"\b(?:tour|trip|swing|visits?|journey|travels?|travelling|traveling|stops?|stopovers?)\s+(?:of|to|through|around|in|that\s+includes|which\s+includes|including|covering|taking\s+in)\s+"
)
_AHEAD = re.compile(
    r"\b(?:will|would|is to|are to|was to|due to|scheduled|plans?|planned|planning|expected|next|upcoming|forthcoming|later this|begins?|starts?|sets? off)\b",
    re.IGNORECASE,
)
# Between the stops of a list.
_BETWEEN = re.compile(
    r"(?:\s*,\s*(?:and\s+|then\s+)?|\s+and\s+(?:then\s+|finally\s+)?|\s+before\s+(?:heading|flying|going)\s+to\s+)(?:the\s+)?"
)
_SCORE = 0.6
_STOPS = (MentionKind.COUNTRY, MentionKind.PLACE)
_TRAVELLERS = (MentionKind.PERSON, MentionKind.GROUP, MentionKind.ORGANISATION)


def find_stops(article: Article, annotation: Annotation, resolution: Resolution) -> tuple[EventMention, ...]:
    """A visit for each stop that a sentence lists after a tour, trip or "take him to", with the traveller as its actor. A single stop after a noun ("a visit to Kenya") is
    left to the annotator."""
    return tuple(
        mention
        for sentence in annotation.sentences
        for mention in _in_sentence(article.text, sentence, annotation, resolution)
    )


def _in_sentence(text: str, sentence: Span, annotation: Annotation, resolution: Resolution) -> Iterator[EventMention]:
    for pattern, least in ((_TAKEN, 1), (_ROUTE, 2)):
        for cue in pattern.finditer(text, sentence.start, sentence.end):
            mentions = [m for m in annotation.mentions if sentence.covers(m.span)]
            stops = _stops(text, cue.end(), mentions, resolution)
            traveller = _traveller(cue, mentions, resolution)
            if len(stops) < least or traveller is None:
                continue
            is_ahead = _AHEAD.search(text, sentence.start, cue.end()) is not None
            trigger = Span(cue.start(), cue.start() + len(cue[0].rstrip()))
            for stop in stops:
                yield EventMention(
                    trigger=trigger,
                    type="CONSULT",
                    mode="visit",
                    realis=Realis.PLANNED if is_ahead else Realis.ACTUAL,
                    score=_SCORE,
                    actors=(traveller.span,),
                    recipients=(stop.span,),
                    place=stop.span if stop.span in resolution.place_by_span else None,
                    reason="n:itinerary",
                )


def _stops(text: str, start: int, mentions: Sequence[Mention], resolution: Resolution) -> list[Mention]:
    """The list of places that begins at `start`."""
    stops: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: m.span):
        if mention.kind not in _STOPS or mention.span.start < start:
            continue
        gap = text[start : mention.span.start]
        if not (_BETWEEN.fullmatch(gap) if stops else re.fullmatch(r"(?:the\s+)?", gap)):
            break
        if mention.span not in resolution.place_by_span and not resolution.actors_by_span.get(mention.span):
            break
        stops.append(mention)
        start = mention.span.end
    return stops


def _traveller(cue: re.Match[str], mentions: Sequence[Mention], resolution: Resolution) -> Mention | None:
    """Who travels: whom the cue names, or else the last person or body named before it in the sentence."""
    known = [m for m in mentions if m.kind in _TRAVELLERS and resolution.actors_by_span.get(m.span)]
    if "who" in cue.groupdict():
        named = Span(*cue.span("who"))
        return next((m for m in known if m.span.overlaps(named)), None)
    before = [m for m in known if m.span.end <= cue.start()]
    people = [m for m in before if m.kind is MentionKind.PERSON]
    return (people or before or [None])[-1]


def code_itineraries(article: Article, events: Sequence[CodedEvent]) -> tuple[Itinerary, ...]:
    """The travels of an article: of each traveller with two visits or more, the stops in order: those carried out before those ahead, by day and then by the order of the
    text. A stop that is told again stands once."""
    visits: dict[str, list[CodedEvent]] = {}
    for event in events:
        if (
            event.type == "CONSULT"
            and "visit" in event.modes
            and event.actors
            and event.realis in _TOLD
            and _stop_of(event)
        ):
            visits.setdefault(_key(event.actors[0]), []).append(event)
    found = (_itinerary(article, some) for some in visits.values())
    return tuple(i for i in found if len(i.legs) > 1)


_TOLD = (Realis.ACTUAL, Realis.PLANNED)


def _key(traveller: Participant) -> str:
    """A person by surname, anybody else by identity."""
    name = traveller.actor.person or traveller.actor.name
    return f"{name.split()[-1]} {traveller.actor.country}"


def _stop_of(event: CodedEvent) -> str | None:
    """Where a visit goes: its place's country, or that of its host."""
    if event.place is not None and event.place.country:
        return event.place.country
    return next((p.actor.country for p in event.recipients if p.actor.country), None)


def _itinerary(article: Article, visits: Sequence[CodedEvent]) -> Itinerary:
    first: dict[str, CodedEvent] = {}
    for event in sorted(visits, key=_order):
        first.setdefault(_stop_of(event) or "", event)
    legs = tuple(
        Leg(
            country,
            event.place,
            event.period,
            event.realis,
            event.evidence["place"][0] if event.place else event.recipients[0].span,
            event.id,
        )
        for country, event in first.items()
    )
    return Itinerary(
        id=digest(article.id, "itinerary", _key(visits[0].actors[0])),
        article_id=article.id,
        traveller=visits[0].actors[0],
        legs=legs,
        match=Match(round(min(e.score for e in first.values()), 3), "visits", f"{len(legs)} stops"),
    )


def _order(event: CodedEvent) -> tuple[bool, date, int]:
    """What was done before what is ahead."""
    where = event.recipients[0].span if event.recipients else event.evidence.get("place", (event.trigger,))[0]
    return event.realis is Realis.PLANNED, event.period.first_day if event.period else date.max, where.start
