"""A coded article -> what the templates show, in plain values."""

from __future__ import annotations

from dataclasses import dataclass

from lapwing.ontology import SECTOR_NAMES
from lapwing.records import (
    Article,
    Claim,
    CodedArticle,
    CodedEvent,
    Commitment,
    Notice,
    Participant,
    Period,
    Realis,
    Statement,
    StoryDate,
)
from lapwing.report.marks import Mark, Piece, lay_out
from lapwing.report.readers import CommentView, TargetView, comments_of, targets_of


@dataclass(frozen=True, slots=True)
class Party:
    words: str
    name: str
    code: str
    sector: str
    why: str
    is_guess: bool


@dataclass(frozen=True, slots=True)
class EventView:
    number: str
    type: str
    mode: str
    realis: str
    quad: int
    trigger: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    when: str
    when_why: str
    where: str
    where_why: str
    said_by: str
    score: float
    reason: str
    n_retold: int


@dataclass(frozen=True, slots=True)
class StatementView:
    number: str
    speaker: str
    code: str
    quote: str
    direct: bool


@dataclass(frozen=True, slots=True)
class RecordView:
    """A commitment, a count or a notice: its number, who, a headline, what, and a line of details."""

    number: str
    who: str
    code: str
    label: str
    what: str
    detail: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    title: str
    source: str
    url: str | None
    story: StoryDate
    clues: tuple[str, ...]
    agency: str | None
    paragraphs: tuple[tuple[str, tuple[Piece, ...]], ...]
    events: tuple[EventView, ...]
    statements: tuple[StatementView, ...]
    commitments: tuple[RecordView, ...]
    claims: tuple[RecordView, ...]
    notices: tuple[RecordView, ...]
    comments: tuple[CommentView, ...]
    opinions: tuple[TargetView, ...]
    comments_status: str
    uncertain: tuple[str, ...]
    warnings: tuple[str, ...]


# Below this a country was not read off the page's words for the actor but off what the story is about.
_GUESS = 0.6


def view_of(coded: CodedArticle) -> ArticleView:
    """What a page shows of an article. Events are numbered E1, E2, ... and statements S1, S2, ..."""
    article, text = coded.article, coded.article.text
    story, marks = coded.resolution.story_date, _marks(coded)
    return ArticleView(
        title=title_of(article),
        source=str(article.source).rsplit("/", 1)[-1],
        url=article.url,
        story=story,
        clues=tuple(dict.fromkeys(s.of(text) for s in story.evidence)),
        agency=article.agency,
        paragraphs=tuple((str(p.role), tuple(lay_out(text, p.span, marks))) for p in article.paragraphs),
        events=tuple(_event(text, e, n) for n, e in enumerate(coded.events, 1)),
        statements=tuple(_statement(text, s, n) for n, s in enumerate(coded.statements, 1)),
        commitments=tuple(_commitment(text, c, n) for n, c in enumerate(coded.commitments, 1)),
        claims=tuple(_claim(text, c, n) for n, c in enumerate(coded.claims, 1)),
        notices=tuple(_notice(text, c, n) for n, c in enumerate(coded.notices, 1)),
        comments=comments_of(coded),
        opinions=targets_of(coded),
        comments_status=article.comments_status,
        uncertain=article.uncertain,
        warnings=article.warnings,
    )


def title_of(article: Article) -> str:
    """The headline, or the first words of the text."""
    if article.title:
        return article.title
    words = article.text.split()
    return " ".join(words[:12]) + ("…" if len(words) > 12 else "")


def _marks(coded: CodedArticle) -> list[Mark]:
    roles = {
        "trigger": "trigger",
        "retold": "trigger",
        "actors": "actor",
        "recipients": "recipient",
        "place": "place",
        "period": "time",
    }
    marks = [
        Mark(span, roles[field], f"E{n}")
        for n, event in enumerate(coded.events, 1)
        for field, spans in event.evidence.items()
        if field in roles
        for span in spans
    ]
    marks += [
        Mark(span, "quote", f"S{n}")
        for n, s in enumerate(coded.statements, 1)
        for span in ((s.span, *s.more) if s.direct else ())
    ]
    marks += [Mark(s.cue, "noted", f"S{n}") for n, s in enumerate(coded.statements, 1) if s.cue and not s.direct]
    marks += [Mark(c.span, "noted", f"C{n}") for n, c in enumerate(coded.commitments, 1)]
    marks += [Mark(c.span, "noted", f"N{n}") for n, c in enumerate(coded.claims, 1)]
    return marks + [Mark(c.cue, "noted", f"W{n}") for n, c in enumerate(coded.notices, 1)]


def _event(text: str, event: CodedEvent, number: int) -> EventView:
    place = event.place
    return EventView(
        number=f"E{number}",
        type=event.type,
        mode=", ".join(event.modes),
        realis=str(event.realis) if event.realis is not Realis.ACTUAL else "",
        quad=event.quad,
        trigger=event.trigger.of(text),
        actors=tuple(_party(text, p) for p in event.actors),
        recipients=tuple(_party(text, p) for p in event.recipients),
        when=days(event.period),
        when_why=event.period.match.detail if event.period else "",
        where=f"{place.name} ({place.country})"
        if place and place.country and place.level != "country"
        else place.name
        if place
        else "",
        where_why=place.match.detail if place else "",
        said_by=event.attributed_to.actor.name if event.attributed_to else "",
        score=event.score,
        reason=event.match.reason,
        n_retold=len(event.evidence.get("retold", ())),
    )


def _party(text: str, participant: Participant) -> Party:
    actor = participant.actor
    why = f"{actor.match.reason.replace('_', ' ')}{': ' + actor.match.detail if actor.match.detail else ''}"
    words = participant.span.of(text)
    name = "" if actor.name.lower() in words.lower() or words.lower() in actor.name.lower() else actor.name
    sector = SECTOR_NAMES.get(actor.sector or "", "")
    return Party(words, name, actor.country or "?", sector, why, actor.match.score < _GUESS)


def _statement(text: str, statement: Statement, number: int) -> StatementView:
    speaker = statement.speaker
    return StatementView(
        f"S{number}",
        speaker.actor.name if speaker else "unknown speaker",
        (speaker.actor.country or "") if speaker else "",
        " … ".join(s.of(text) for s in (statement.span, *statement.more)),
        statement.direct,
    )


def _commitment(text: str, commitment: Commitment, number: int) -> RecordView:
    actor = commitment.by[0].actor
    until = commitment.deadline_span.of(text) if commitment.deadline_span else ""
    window = f" ({days(commitment.deadline)})" if commitment.deadline else ""
    parts = [
        "to " + ", ".join(p.actor.name for p in commitment.to) if commitment.to else "",
        until + window,
        commitment.condition.of(text) if commitment.condition else "",
    ]
    who = ", ".join(p.actor.name for p in commitment.by)
    detail = "; ".join(filter(None, parts))
    return RecordView(f"C{number}", who, actor.country or "", commitment.strength, commitment.span.of(text), detail)


def _claim(text: str, claim: Claim, number: int) -> RecordView:
    value = f"{claim.value:,.0f}" if claim.value == int(claim.value) else f"{claim.value:,}"
    label = f"no. {value}" if claim.unit == "ordinal" else f"{claim.qualifier} {value}" if claim.qualifier else value
    who = claim.source.actor.name if claim.source else ""
    return RecordView(f"N{number}", who, "", label, claim.span.of(text), f"says {who}" if who else "")


def _notice(text: str, notice: Notice, number: int) -> RecordView:
    parts = [
        f"to {notice.recipient.actor.name}" if notice.recipient else "",
        f"{notice.n_areas} areas" if notice.n_areas else "",
        "; ".join(f"{north:.2f} {east:.2f}" for north, east in notice.points),
        days(notice.window),
    ]
    who = notice.issuer.actor.name if notice.issuer else "issuer not told"
    code = (notice.issuer.actor.country or "") if notice.issuer else ""
    return RecordView(
        f"W{number}", who, code, notice.hazard, notice.hazard_span.of(text), ", ".join(filter(None, parts))
    )


def days(period: Period | None) -> str:
    """A period as people write it; empty when there is none."""
    if period is None:
        return ""
    first, last = period.first_day.isoformat(), period.last_day.isoformat()
    return first if first == last else f"{first} to {last}"
