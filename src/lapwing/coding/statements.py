"""Quotes -> statements: who said it, to whom, and which event it is or asserts."""

from __future__ import annotations

import re
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
    return tuple(_statement(article, annotation, quote, resolution, events) for quote in annotation.quotes)


# Where something was said.
_SETTING = re.compile(
    r"\b(?:at|during|in|on|after|following|ahead of|via|through) (?:an?|the|his|her|its|their|separate)?\s?(?:\w+ ){0,3}?(?:press conference|news conference|press briefing|briefing|interview|statement"
    r"|speech|address|broadcast|television|radio|rally|summit|hearing|letter|tweet|Twitter|Facebook|Telegram|social media|meeting|talks|parliament|telephone call|phone call)\b"
)
# Who passed it on.
_VIA = re.compile(
    r"\b(?:according to|as reported by|quoted by|cited by|carried by|in comments carried by|told|in an interview with)\s+(?:the\s+)?$"
)
# A statement names many; these are what it is about. Actors.
_MOST_ABOUT = 6


def _statement(
    article: Article, annotation: Annotation, quote: Quote, resolution: Resolution, events: Sequence[CodedEvent]
) -> Statement:
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
        via=_via(article.text, annotation, quote, resolution, speaker),
        setting=_setting(article.text, annotation, quote),
        about=_about(annotation, quote, resolution, speaker),
    )


def _via(
    text: str, annotation: Annotation, quote: Quote, resolution: Resolution, speaker: Participant | None
) -> Participant | None:
    """Who passed the words on: named after "according to" in their sentence, or as a news medium that was told."""
    sentence = annotation.sentence_of(quote.cue or quote.span)
    if sentence is None:
        return None
    for mention in annotation.mentions:
        if not sentence.covers(mention.span) or (speaker and mention.span.overlaps(speaker.span)):
            continue
        lead = _VIA.search(text, sentence.start, mention.span.start)
        actors = resolution.actors_by_span.get(mention.span, ())
        if lead and actors and (actors[0].sector == "JRN" or "according" in lead[0]):
            return Participant(mention.span, actors[0])
    return None


def _setting(text: str, annotation: Annotation, quote: Quote) -> Span | None:
    """The words for where it was said, in the sentence of the verb and outside the quotation."""
    sentence = annotation.sentence_of(quote.cue) if quote.cue else None
    if sentence is None:
        return None
    pieces = (quote.span, *quote.more)
    found = (Span(*m.span()) for m in _SETTING.finditer(text, sentence.start, sentence.end))
    return next((s for s in found if not any(s.overlaps(p) for p in pieces)), None)


def _about(
    annotation: Annotation, quote: Quote, resolution: Resolution, speaker: Participant | None
) -> tuple[Participant, ...]:
    """The actors with a country that the words name, each once, without the speaker."""
    own = {speaker.actor.id} if speaker else set()
    found: dict[str, Participant] = {}
    for mention in annotation.mentions:
        if any(piece.covers(mention.span) for piece in (quote.span, *quote.more)):
            for actor in resolution.actors_by_span.get(mention.span, ()):
                if actor.country and actor.id not in own:
                    found.setdefault(actor.id, Participant(mention.span, actor))
    return tuple(found.values())[:_MOST_ABOUT]


def _participant(span: Span | None, resolution: Resolution) -> Participant | None:
    actors = resolution.actors_by_span.get(span, ()) if span else ()
    return Participant(span, actors[0]) if actors else None


def _is_told_by(event: CodedEvent, quote: Quote) -> bool:
    """The event that the words assert, or that saying them is: its trigger is the cue."""
    return any(span.covers(event.trigger) for span in (quote.span, *quote.more)) or (
        quote.cue is not None and event.trigger.overlaps(quote.cue)
    )
