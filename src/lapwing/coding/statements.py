"""Quotes -> statements: who said it, to whom, and which event it is or asserts."""

from __future__ import annotations

from collections.abc import Sequence

from lapwing.records import (
    Annotation,
    Article,
    CodedEvent,
    Match,
    Participant,
    Quote,
    Resolution,
    Span,
    Statement,
    digest,
)


def code_statements(
    article: Article, annotation: Annotation, resolution: Resolution, events: Sequence[CodedEvent]
) -> tuple[Statement, ...]:
    """One statement for each quotation, in the order of the text. A speaker who cannot be found is None."""
    return tuple(_statement(article, quote, resolution, events) for quote in annotation.quotes)


def _statement(article: Article, quote: Quote, resolution: Resolution, events: Sequence[CodedEvent]) -> Statement:
    speaker, addressee = _participant(quote.speaker, resolution), _participant(quote.addressee, resolution)
    match = (
        Match(0.8, "cue")
        if quote.cue and speaker
        else Match(0.5, "quote_continues")
        if speaker
        else Match(0.3, "no_speaker")
    )
    return Statement(
        id=digest(article.id, "statement", str(quote.span.start), str(quote.span.end)),
        article_id=article.id,
        span=quote.span,
        direct=quote.direct,
        speaker=speaker,
        addressee=addressee,
        cue=quote.cue,
        event_id=next((e.id for e in events if _is_told_by(e, quote)), None),
        match=match,
        more=quote.more,
    )


def _participant(span: Span | None, resolution: Resolution) -> Participant | None:
    actors = resolution.actors_by_span.get(span, ()) if span else ()
    return Participant(span, actors[0]) if actors else None


def _is_told_by(event: CodedEvent, quote: Quote) -> bool:
    """The event that the words assert, or that saying them is: its trigger is the cue."""
    return any(span.covers(event.trigger) for span in (quote.span, *quote.more)) or (
        quote.cue is not None and event.trigger.overlaps(quote.cue)
    )
