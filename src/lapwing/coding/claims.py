"""Counts -> claims: what is counted, between which bounds, of whom, when, and who says so."""

from __future__ import annotations

from collections.abc import Sequence

from lapwing.records import (
    Annotation,
    Article,
    Claim,
    CodedEvent,
    Count,
    Match,
    Participant,
    Resolution,
    Span,
    Statement,
    digest,
)

_SURE, _ABOUT = 0.8, 0.7


def code_claims(
    article: Article,
    annotation: Annotation,
    resolution: Resolution,
    events: Sequence[CodedEvent],
    statements: Sequence[Statement],
) -> tuple[Claim, ...]:
    """One claim for each count, in the order of the text. Conflicting counts of one thing stay side by side."""
    return tuple(_claim(article, annotation, resolution, count, events, statements) for count in annotation.counts)


def _claim(
    article: Article,
    annotation: Annotation,
    resolution: Resolution,
    count: Count,
    events: Sequence[CodedEvent],
    statements: Sequence[Statement],
) -> Claim:
    low, high = bounds(count.value, count.qualifier)
    event = next((e for e in events if _is_counted_by(e, count.span)), None)
    said = next((s for s in statements if any(p.covers(count.span) for p in (s.span, *s.more))), None)
    source = said.speaker if said else event.attributed_to if event else None
    return Claim(
        id=digest(article.id, "claim", str(count.span.start), str(count.span.end)),
        article_id=article.id,
        span=count.span,
        number=count.number,
        value=count.value,
        low=None if count.unit == "ordinal" else low,
        high=None if count.unit == "ordinal" else high,
        unit=count.unit,
        qualifier=count.qualifier,
        subject=_subject(annotation, resolution, count.span),
        source=source,
        period=event.period if event else None,
        event_id=event.id if event else None,
        match=Match(_ABOUT if count.qualifier == "about" else _SURE, "counted"),
    )


def bounds(value: float, qualifier: str | None) -> tuple[float | None, float | None]:
    """The least and the most that a qualified number says; None where it sets no bound.

    >>> bounds(26, "at least"), bounds(40, "at most"), bounds(300, "about"), bounds(12, None)
    ((26, None), (None, 40), (None, None), (12, 12))
    """
    if qualifier == "at least":
        return value, None
    if qualifier == "at most":
        return None, value
    return (None, None) if qualifier == "about" else (value, value)


def _subject(annotation: Annotation, resolution: Resolution, span: Span) -> tuple[Participant, ...]:
    spans = [m.span for m in annotation.mentions if m.span.overlaps(span) and m.span in resolution.actors_by_span]
    return tuple(Participant(s, actor) for s in spans[:1] for actor in resolution.actors_by_span[s])


def _is_counted_by(event: CodedEvent, span: Span) -> bool:
    parties = [p.span for p in (*event.actors, *event.recipients)]
    return event.trigger.overlaps(span) or any(s.overlaps(span) for s in parties)
