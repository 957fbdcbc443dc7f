"""Records -> JSON objects, as the command line writes them (the contract is docs/reference/output.md)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lapwing.cells import plain_value as plain_value
from lapwing.records import (
    Article,
    Claim,
    CodedArticle,
    CodedEvent,
    Comment,
    CommentMark,
    Commitment,
    DateClaim,
    Itinerary,
    Magnitude,
    Match,
    Notice,
    Opinion,
    OpinionSummary,
    Paragraph,
    Participant,
    Period,
    Skipped,
    SourceRef,
    Span,
    Statement,
    StoryDate,
)


def encode(result: Article | CodedArticle | Skipped) -> dict:
    """A JSON object for an article, a coded article or a skipped input."""
    if isinstance(result, Skipped):
        return {
            "skipped": {
                "source": encode_source(result.source),
                "step": result.step,
                "reason": str(result.reason),
                "detail": result.detail,
            }
        }
    if isinstance(result, Article):
        return encode_article(result)
    text = result.article.text
    text_by_comment = {c.id: c.text for c in result.article.comments}
    return {
        "article": encode_article(result.article, result.comment_marks),
        "story_date": encode_story_date(text, result.resolution.story_date),
        "events": [encode_event(text, e) for e in result.events],
        "statements": [encode_statement(text, s) for s in result.statements],
        "commitments": [encode_commitment(text, c) for c in result.commitments],
        "claims": [encode_claim(text, c) for c in result.claims],
        "notices": [encode_notice(text, n) for n in result.notices],
        "itineraries": [encode_itinerary(text, i) for i in result.itineraries],
        "opinions": [encode_opinion(text_by_comment[o.comment_id], o) for o in result.opinions],
        "opinion_summary": [_summary(s) for s in result.opinion_summary],
    }


def encode_article(article: Article, marks: Sequence[CommentMark] = ()) -> dict:
    """An article. `marks` are those of its comments, in their order; without them nothing is said of copies."""
    return {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "text": article.text,
        "paragraphs": [_paragraph(p) for p in article.paragraphs],
        "comments": _comments(article, marks),
        "comments_status": article.comments_status,
        "uncertain": list(article.uncertain),
        "date_claims": [_claim(c) for c in article.date_claims],
        "header_date": _day(article.header_date),
        "agency": article.agency,
        "byline": article.byline,
        "dateline": article.dateline,
        "section": article.section,
        "language": article.language,
        "source": encode_source(article.source),
        "warnings": list(article.warnings),
    }


def _paragraph(paragraph: Paragraph) -> dict:
    time = {"time": paragraph.time} if paragraph.time else {}
    return {"start": paragraph.span.start, "end": paragraph.span.end, "role": str(paragraph.role), **time}


def _comments(article: Article, marks: Sequence[CommentMark]) -> list[dict]:
    if not marks:
        return [_comment(c) for c in article.comments]
    return [
        _comment(c) | {"copy_of": m.copy_of[1] if m.copy_of else None, "n_copies": m.n_copies}
        for c, m in zip(article.comments, marks, strict=True)
    ]


def _comment(comment: Comment) -> dict:
    return {
        "id": comment.id,
        "author": comment.author,
        "text": comment.text,
        "posted": comment.posted,
        "parent": comment.parent,
        "order": comment.order,
        "language": comment.language,
    }


def _claim(claim: DateClaim) -> dict:
    return {"value": _day(claim.value), "source": claim.source, "evidence": claim.evidence}


def encode_source(source: SourceRef) -> dict:
    offset = {"offset": source.offset} if source.offset is not None else {}
    return {"file": source.file, "record": source.record, **offset}


def encode_story_date(text: str, story: StoryDate) -> dict:
    return {
        "header_date": _day(story.header_date),
        "story_date": _day(story.story_date),
        "margin": story.margin,
        "evidence": [_span(text, s) for s in story.evidence],
        **_match(story.match),
    }


def encode_event(text: str, event: CodedEvent) -> dict:
    return {
        "id": event.id,
        "type": event.type,
        "modes": list(event.modes),
        "contexts": list(event.contexts),
        "trigger": _span(text, event.trigger),
        "actors": [_participant(text, p) for p in event.actors],
        "recipients": [_participant(text, p) for p in event.recipients],
        "period": _period(event.period),
        "place": _place(text, event),
        "realis": str(event.realis),
        "attributed_to": _participant(text, event.attributed_to),
        "dead": _magnitude(event.dead),
        "injured": _magnitude(event.injured),
        "quad": event.quad,
        "intensity": event.intensity,
        "score": event.score,
        "reason": event.match.reason,
        "evidence": {field: [_span(text, s) for s in spans] for field, spans in sorted(event.evidence.items())},
    }


def encode_statement(text: str, statement: Statement) -> dict:
    return {
        "id": statement.id,
        "quote": _span(text, statement.span),
        "more": [_span(text, s) for s in statement.more],
        "direct": statement.direct,
        "speaker": _participant(text, statement.speaker),
        "addressee": _participant(text, statement.addressee),
        "via": _participant(text, statement.via),
        "setting": _span(text, statement.setting) if statement.setting else None,
        "about": [_participant(text, p) for p in statement.about],
        "cue": _span(text, statement.cue) if statement.cue else None,
        "event_id": statement.event_id,
        **_match(statement.match),
    }


def encode_commitment(text: str, commitment: Commitment) -> dict:
    return {
        "id": commitment.id,
        "what": _span(text, commitment.span),
        "by": [_participant(text, p) for p in commitment.by],
        "to": [_participant(text, p) for p in commitment.to],
        "deadline": _period(commitment.deadline),
        "deadline_words": _span(text, commitment.deadline_span) if commitment.deadline_span else None,
        "condition": _span(text, commitment.condition) if commitment.condition else None,
        "strength": commitment.strength,
        "event_id": commitment.event_id,
        **_match(commitment.match),
    }


def encode_claim(text: str, claim: Claim) -> dict:
    return {
        "id": claim.id,
        "what": _span(text, claim.span),
        "number": _span(text, claim.number),
        "value": claim.value,
        "low": claim.low,
        "high": claim.high,
        "unit": claim.unit,
        "qualifier": claim.qualifier,
        "subject": [_participant(text, p) for p in claim.subject],
        "source": _participant(text, claim.source),
        "period": _period(claim.period),
        "event_id": claim.event_id,
        **_match(claim.match),
    }


def encode_notice(text: str, notice: Notice) -> dict:
    return {
        "id": notice.id,
        "sentence": _span(text, notice.span),
        "cue": _span(text, notice.cue),
        "issuer": _participant(text, notice.issuer),
        "recipient": _participant(text, notice.recipient),
        "hazard": notice.hazard,
        "hazard_words": _span(text, notice.hazard_span),
        "n_areas": notice.n_areas,
        "points": [{"latitude": north, "longitude": east} for north, east in notice.points],
        "window": _period(notice.window),
        **_match(notice.match),
    }


def encode_itinerary(text: str, itinerary: Itinerary) -> dict:
    return {
        "id": itinerary.id,
        "traveller": _participant(text, itinerary.traveller),
        "legs": [
            {
                **_span(text, leg.span),
                "country": leg.country,
                "place": leg.place.name if leg.place else None,
                "period": _period(leg.period),
                "realis": str(leg.realis),
                "event_id": leg.event_id,
            }
            for leg in itinerary.legs
        ],
        **_match(itinerary.match),
    }


def encode_opinion(text: str, opinion: Opinion) -> dict:
    """An opinion; `text` is that of its comment, into which its spans index."""
    target = opinion.target
    return {
        "id": opinion.id,
        "comment_id": opinion.comment_id,
        "clause": _span(text, opinion.span),
        "target": {
            **_span(text, opinion.target_span),
            "name": target.name,
            "country": target.country,
            "sector": target.sector,
            "reason": target.match.reason,
        },
        "cues": [_span(text, s) for s in opinion.cues],
        "polarity": opinion.polarity,
        **_match(opinion.match),
    }


def _summary(summary: OpinionSummary) -> dict:
    return {
        "target": summary.target,
        "country": summary.country,
        "n_comments": summary.n_comments,
        "n_positive": summary.n_positive,
        "n_negative": summary.n_negative,
        "mean_polarity": summary.mean_polarity,
    }


def _span(text: str, span: Span) -> dict:
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _participant(text: str, participant: Participant | None) -> dict | None:
    if participant is None:
        return None
    actor = participant.actor
    return {
        **_span(text, participant.span),
        "id": actor.id,
        "name": actor.name,
        "country": actor.country,
        "sector": actor.sector,
        "role": actor.role,
        "person": actor.person,
        "wikidata": actor.wikidata,
        **_match(actor.match),
    }


def _place(text: str, event: CodedEvent) -> dict | None:
    place, spans = event.place, event.evidence.get("place", ())
    if place is None:
        return None
    return {
        **_span(text, spans[0]),
        "name": place.name,
        "country": place.country,
        "admin1": place.admin1,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "level": place.level,
        "geonames_id": place.geonames_id,
        **_match(place.match),
    }


def _period(period: Period | None) -> dict | None:
    if period is None:
        return None
    return {
        "first_day": _day(period.first_day),
        "last_day": _day(period.last_day),
        "precision": period.precision,
        **_match(period.match),
    }


def _magnitude(magnitude: Magnitude | None) -> dict | None:
    return magnitude and {"low": magnitude.low, "best": magnitude.best, "high": magnitude.high}


def _match(match: Match) -> dict:
    return {"score": match.score, "reason": match.reason, "detail": match.detail}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
