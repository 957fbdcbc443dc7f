"""Event mentions -> coded events: parties resolved, dated, placed, told apart from background, told once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from lapwing.ontology import intensity_of, quad_of
from lapwing.records import (
    Annotation,
    Article,
    CodedEvent,
    EventMention,
    Match,
    Participant,
    Period,
    Place,
    Realis,
    Resolution,
    Span,
    digest,
)
from lapwing.settings import Settings

# What a field is worth that the clause itself does not give: a day from the lead, a place from the story's scene.
_LEAD_DAY, _SCENE_PLACE = 0.5, 0.4
_PERFECT = re.compile(r"\b(?:had|have|has|having|been)\s+(?:\w+\s+)?$")


def code_events(
    article: Article,
    annotation: Annotation,
    resolution: Resolution,
    settings: Settings,
    *,
    more: Sequence[EventMention] = (),
) -> tuple[CodedEvent, ...]:
    """The events of an article in the order of their triggers, a retelling joined to its first telling. `more` are mentions besides those of the annotation: the stops of
    a tour. One that the annotation tells already (same type, mode and recipient) is left out. An event mention none of whose parties can be named or described is not coded (ontology/RULINGS.md, 8)."""
    mentions = sorted((*annotation.events, *(m for m in more if not _is_told(m, annotation))), key=lambda m: m.trigger)
    coded = [e for m in mentions if (e := _code(article, annotation, m, resolution, settings)) is not None]
    return tuple(_told_once(article, coded))


def _is_told(mention: EventMention, annotation: Annotation) -> bool:
    """Whether the annotation has an event of the same type and mode with the recipient of this one."""
    return any(
        (e.type, e.mode) == (mention.type, mention.mode) and set(mention.recipients) & set(e.recipients)
        for e in annotation.events
    )


def _code(
    article: Article, annotation: Annotation, mention: EventMention, resolution: Resolution, settings: Settings
) -> CodedEvent | None:
    actors, recipients = _participants(mention.actors, resolution), _participants(mention.recipients, resolution)
    recipients = tuple(r for r in recipients if r.actor.id not in {a.actor.id for a in actors})
    if not any(p.actor.country or p.actor.sector for p in (*actors, *recipients)):
        return None
    period, time_evidence = _period(article, mention, resolution)
    realis = _realis(mention, period, resolution, settings)
    place, place_evidence = _place(article, annotation, mention, resolution, realis, period, (*actors, *recipients))
    modes = (mention.mode,) if mention.mode else ()
    evidence = {"trigger": (mention.trigger,), "actors": tuple(a.span for a in actors), "recipients": tuple(r.span for r in recipients),
                "period": time_evidence, "place": place_evidence, "contexts": tuple(s for _, s in mention.contexts)}  # fmt: skip
    attributed = _participants((mention.attributed_to,), resolution) if mention.attributed_to else ()
    weakest = min((p.actor.match.score for p in (*actors, *recipients)), default=0.5)
    score = round(mention.score * (0.5 + 0.5 * weakest), 3)
    return CodedEvent(
        id=_event_id(article, mention, actors, recipients),
        article_id=article.id,
        type=mention.type,
        modes=modes,
        contexts=tuple(name for name, _ in mention.contexts),
        trigger=mention.trigger,
        actors=actors,
        recipients=recipients,
        place=place,
        period=period,
        realis=realis,
        quad=quad_of(mention.type),
        intensity=intensity_of(mention.type, modes),
        evidence={field: spans for field, spans in evidence.items() if spans},
        match=Match(score, mention.reason, f"{mention.trigger.of(article.text)!r} by {mention.reason}"),
        attributed_to=attributed[0] if attributed else None,
    )


def _event_id(
    article: Article, mention: EventMention, actors: Sequence[Participant], recipients: Sequence[Participant]
) -> str:
    parties = [f"{p.span.start}:{p.span.end}:{p.actor.id}" for p in (*actors, *recipients)]
    return digest(
        article.id, str(mention.trigger.start), str(mention.trigger.end), mention.type, mention.mode or "", *parties
    )


def _participants(spans: Iterable[Span], resolution: Resolution) -> tuple[Participant, ...]:
    """One participant for each actor of each span: "the two countries" gives two with the same words."""
    found: dict[str, Participant] = {}
    for span in spans:
        for actor in resolution.actors_by_span.get(span, ()):
            found.setdefault(actor.id, Participant(span, actor))
    return tuple(found.values())


def _period(article: Article, mention: EventMention, resolution: Resolution) -> tuple[Period | None, tuple[Span, ...]]:
    """The period of the clause's time phrase; for an act in the simple past without one, the lead's day, marked so."""
    if mention.time is not None:
        period = resolution.period_by_span.get(mention.time)
        story = resolution.story_date.story_date
        is_open = mention.realis in (Realis.PLANNED, Realis.POSSIBLE)
        if period is None or (is_open and story is not None and period.last_day < story):
            return None, ()  # a day behind us is that of the saying, not of what may come
        return period, (mention.time,)
    lead = resolution.lead_time
    before = article.text[max(0, mention.trigger.start - 24) : mention.trigger.start]
    is_simple_past = mention.reason.startswith("v:") and mention.realis is Realis.ACTUAL and not _PERFECT.search(before)
    if lead is None or not is_simple_past or mention.trigger.start < lead.start:
        return None, ()
    period = resolution.period_by_span[lead]
    return replace(period, match=Match(_LEAD_DAY, "lead", "no time in its clause; the lead's day")), (lead,)


def _realis(mention: EventMention, period: Period | None, resolution: Resolution, settings: Settings) -> Realis:
    story = resolution.story_date.story_date
    if mention.realis is not Realis.ACTUAL or period is None or story is None:
        return mention.realis
    is_old = period.last_day < story - timedelta(settings.background_after_days)
    return Realis.BACKGROUND if is_old else Realis.PLANNED if period.first_day > story + timedelta(1) else Realis.ACTUAL


_PLACE_NAMED = re.compile(r"\b(?:in|near|at|outside|inside|off|from|to|around|across) (?:the )?(?:\w+ of )?[A-Z]")


def _names_place(article: Article, annotation: Annotation, mention: EventMention) -> bool:
    """Whether the sentence names a place of its own, known to a table or not: then the scene of the story is not it."""
    sentence = annotation.sentence_of(mention.trigger) or mention.trigger
    return _PLACE_NAMED.search(sentence.of(article.text)) is not None


def _place(
    article: Article,
    annotation: Annotation,
    mention: EventMention,
    resolution: Resolution,
    realis: Realis,
    period: Period | None,
    parties: Sequence[Participant],
) -> tuple[Place | None, tuple[Span, ...]]:
    """The place of the clause; for news of the day without one, the scene of the story, marked so."""
    if mention.place is not None:
        place = resolution.place_by_span.get(mention.place)
        return (place, (mention.place,)) if place is not None else (None, ())
    is_news = realis is Realis.ACTUAL and period is not None and mention.attributed_to is None
    if not is_news or resolution.scene is None or mention.trigger.start < resolution.scene.start:
        return None, ()
    scene = resolution.place_by_span[resolution.scene]
    if scene.country not in {p.actor.country for p in parties} or _names_place(article, annotation, mention):
        return None, ()  # what North Korea vows in a story from Tokyo is not vowed in Tokyo
    return replace(scene, match=Match(_SCENE_PLACE, "scene", "no place in its clause; the story's scene")), (
        resolution.scene,
    )


# --- told once -------------------------------------------------------------------------------------------


def _told_once(article: Article, events: Sequence[CodedEvent]) -> list[CodedEvent]:
    """Joins an event to an earlier one of the same article that says the same with the same word: same type and realis,
    the same parties, days that do not contradict. The later trigger becomes evidence of the first."""
    out: list[CodedEvent] = []
    for event in events:
        first = next((k for k, e in enumerate(out) if _retells(article, event, e)), None)
        if first is None:
            out.append(event)
        else:
            told = (*out[first].evidence.get("retold", ()), event.trigger)
            period = out[first].period or event.period
            days = out[first].evidence.get("period", ()) or event.evidence.get("period", ())
            evidence = {**out[first].evidence, "retold": told} | ({"period": days} if days else {})
            out[first] = replace(out[first], evidence=evidence, period=period)
    return out


def _retells(article: Article, later: CodedEvent, earlier: CodedEvent) -> bool:
    def parties(event: CodedEvent) -> tuple[frozenset, frozenset]:
        return frozenset(a.actor.id for a in event.actors), frozenset(r.actor.id for r in event.recipients)

    def word(event: CodedEvent) -> str:
        return event.trigger.of(article.text).lower().split()[0][:5]

    same = (later.type, later.modes, later.realis, parties(later)) == (
        earlier.type,
        earlier.modes,
        earlier.realis,
        parties(earlier),
    )
    if not same or word(later) != word(earlier):
        return False
    a, b = later.period, earlier.period
    return a is None or b is None or (a.first_day <= b.last_day and b.first_day <= a.last_day)
