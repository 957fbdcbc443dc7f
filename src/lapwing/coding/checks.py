"""The promise that holds everything up: each span of each record lies in a paragraph of the article."""

from __future__ import annotations

from collections.abc import Iterator

from lapwing.errors import BrokenData
from lapwing.records import CodedArticle, Participant, Span


def check_evidence(coded: CodedArticle) -> None:
    """Raise BrokenData if any span of any record is empty or lies outside the article's paragraphs."""
    paragraphs = [p.span for p in coded.article.paragraphs]
    for what, span in _spans(coded):
        if span.start >= span.end or not any(p.covers(span) for p in paragraphs):
            raise BrokenData(f"{what} of article {coded.article.id} points at {span}, outside its paragraphs.")


def _spans(coded: CodedArticle) -> Iterator[tuple[str, Span]]:
    for event in coded.events:
        name = f"event {event.id}"
        yield name, event.trigger
        yield from ((name, p.span) for p in (*event.actors, *event.recipients))
        yield from ((f"{name}, {field}", span) for field, spans in event.evidence.items() for span in spans)
        yield from _of(name, event.attributed_to)
    for statement in coded.statements:
        name = f"statement {statement.id}"
        yield name, statement.span
        yield from _of(name, statement.speaker)
        yield from _of(name, statement.addressee)
        yield from _of(name, statement.via)
        yield from ((name, s) for s in (statement.setting, *(p.span for p in statement.about)) if s is not None)
    for commitment in coded.commitments:
        name = f"commitment {commitment.id}"
        yield name, commitment.span
        yield from ((name, p.span) for p in (*commitment.by, *commitment.to))
        yield from ((name, s) for s in (commitment.deadline_span, commitment.condition) if s is not None)
    for claim in coded.claims:
        name = f"claim {claim.id}"
        yield from ((name, s) for s in (claim.span, claim.number, *(p.span for p in claim.subject)))
        yield from _of(name, claim.source)
    for notice in coded.notices:
        name = f"notice {notice.id}"
        yield from ((name, s) for s in (notice.span, notice.cue, notice.hazard_span))
        yield from _of(name, notice.issuer)
        yield from _of(name, notice.recipient)
    for itinerary in coded.itineraries:
        name = f"itinerary {itinerary.id}"
        yield from ((name, s) for s in (itinerary.traveller.span, *(leg.span for leg in itinerary.legs)))


def _of(name: str, participant: Participant | None) -> Iterator[tuple[str, Span]]:
    if participant is not None:
        yield name, participant.span
