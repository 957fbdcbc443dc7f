#!/usr/bin/env python3
"""Write predictions for an outside scorer.

    python quality/predict.py TASK IN.jsonl OUT.jsonl [--engine learned|rules]

TASK is pairs, records, actors, mentions, quotes, geo, time, story or documents. IN holds the scorer's inputs; answers in
it are not looked at. Exits with 2 for a wrong call, and with 3 for a task that is not built yet (none at present).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from lapwing.annotating.learned import LearnedAnnotator
from lapwing.annotating.times import find_times
from lapwing.ontology import plover_type
from lapwing.pipeline import Coder
from lapwing.reading.article import Block, Found, build_article
from lapwing.records import (
    Article,
    CodedArticle,
    CodedEvent,
    EventMention,
    Page,
    Paragraph,
    Participant,
    Realis,
    SourceRef,
    Span,
)
from lapwing.resolving import place_finder, resolve_period
from lapwing.resolving.durations import length_of, set_of
from lapwing.resolving.storydate import tense_of
from lapwing.resolving.times import named_date_before


def main(arguments: list[str]) -> int:
    engine = "learned"
    if len(arguments) == 5 and arguments[3] == "--engine":
        engine = arguments.pop()
        arguments.pop()
    if len(arguments) != 3 or arguments[0] not in TASKS:
        print(__doc__, file=sys.stderr)
        return 2
    task, source, target = arguments
    coder = Coder(engine=engine)
    lines = Path(source).read_text("utf-8").splitlines()
    predictions = [TASKS[task](coder, json.loads(line)) for line in lines if line.strip()]
    Path(target).write_text("".join(json.dumps(p, ensure_ascii=False) + "\n" for p in predictions), "utf-8")
    return 0


# --- one sentence ----------------------------------------------------------------------------------------


def one_paragraph(text: str) -> Article:
    """A text as an article of one paragraph, so that offsets stay those of the text."""
    return build_article([Block(text)], Found(), Page(b"", SourceRef("text")))


def pairs(coder: Coder, row: dict) -> dict:
    """The type between a marked pair, filed as PLOVER files what has not happened yet; nothing when no event is found. The
    marked spans are the parties, so the event mentions are asked, before anybody is resolved."""
    source, target = _marked(row["source"]), _marked(row["target"])
    if isinstance(coder.annotator, LearnedAnnotator):
        likely = coder.annotator.relate(row["sentence"], source, target)
        return {"id": row["id"], "root": plv_root(*max(likely, key=likely.__getitem__))}
    events = coder.annotator.annotate(one_paragraph(row["sentence"])).events
    best = max(events, key=lambda e: (_closeness(e, source, target), e.score), default=None)
    return {"id": row["id"], "root": plv_root(best.type, best.mode, best.realis) if best else None}


_FRIENDLY = frozenset(("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"))


def plv_root(event_type: str, mode: str | None, realis: Realis) -> str:
    """The class under which PLV files an event, which keeps some borders of CAMEO: a conviction is an accusation, a friendly act that is planned
    or promised an agreement, one that is called off or did not come a rejection.

    >>> plv_root("SANCTION", "convict", Realis.ACTUAL), plv_root("RETREAT", "release", Realis.PLANNED), plv_root("CONSULT", None, Realis.DENIED)
    ('ACCUSE', 'AGREE', 'REJECT')
    """
    if mode == "convict":
        return "ACCUSE"
    if event_type in _FRIENDLY and realis is Realis.PLANNED:
        return "AGREE"
    if event_type in _FRIENDLY and realis is Realis.DENIED:
        return "REJECT"
    return plover_type(event_type, realis)


def _marked(party: dict) -> list[Span]:
    return [Span(*span) for span in party.get("spans") or []]


def _closeness(event: EventMention, source: list[Span], target: list[Span]) -> int:
    def touches(found: tuple[Span, ...], marked: list[Span]) -> bool:
        return any(f.overlaps(m) for f in found for m in marked)

    straight = 2 * touches(event.actors, source) + 2 * touches(event.recipients, target)
    together = 3 * (touches(event.actors, source) and touches(event.actors, target))
    return max(straight, together, touches(event.recipients, source) + touches(event.actors, target))


def records(coder: Coder, row: dict) -> dict:
    """Events of a sentence with coded parties. Denied and merely possible ones are left out."""
    coded = coder.code_article(one_paragraph(row["sentence"]))
    told = [e for e in coded.events if e.realis not in (Realis.DENIED, Realis.POSSIBLE)]
    return {"id": row["id"], "events": [_record(e) for e in told]}


def _record(event: CodedEvent) -> dict:
    fold = {"UNO": "IGO", "EUR": "IGO", "ISM": "IMG"}

    def parties(participants: tuple[Participant, ...]) -> list[dict]:
        return [
            {
                "code": fold.get(p.actor.country or "", p.actor.country),
                "sector": p.actor.sector,
                "start": p.span.start,
                "end": p.span.end,
            }
            for p in participants
        ]

    is_mutual = event.type == "CONSULT" and not event.recipients
    return {
        "type": plover_type(event.type, event.realis),
        "source": parties(event.actors),
        "target": parties(event.recipients),
        "reciprocal": is_mutual,
    }


def actors(coder: Coder, row: dict) -> dict:
    """Who a marked mention is: the actor of the found mention that overlaps it most."""
    text = row.get("sentence") or row.get("text") or row["mention"]
    start = row["start"] if "start" in row else max(0, text.find(row.get("mention", text)))
    wanted = Span(start, row["end"] if "end" in row else start + len(row.get("mention", text)))
    found = coder.code_article(_dated(one_paragraph(text), row.get("date"))).resolution.actors_by_span
    near = [s for s in found if s.overlaps(wanted) and found[s]]
    best = max(
        near, key=lambda s: (min(s.end, wanted.end) - max(s.start, wanted.start), -(s.end - s.start)), default=None
    )
    actor = found[best][0] if best else None
    return {
        "id": row["id"],
        "code": actor.country if actor else None,
        "country": actor.country if actor else None,
        "sector": actor.sector if actor else None,
        "canonical": (actor.person or actor.name) if actor else None,
    }


def mentions(coder: Coder, row: dict) -> dict:
    """Names as PER, ORG or LOC; described actors and pronouns are no names."""
    labels = {"person": "PER", "organisation": "ORG", "country": "LOC", "place": "LOC"}
    found = [m for m in coder.annotator.annotate(one_paragraph(row["text"])).mentions if str(m.kind) in labels]
    return {"id": row["id"], "spans": [{**_bounds(m.head), "label": labels[str(m.kind)]} for m in found]}


def geo(coder: Coder, row: dict) -> dict:
    """Where the given toponyms lie, by the tables and by what the document speaks of."""
    text = row["text"]
    known = place_finder(text, coder.tables)
    out = []
    for toponym in row["toponyms"]:
        place = known(text[toponym["start"] : toponym["end"]])
        if place is not None:
            out.append(
                {
                    **_bounds(Span(toponym["start"], toponym["end"])),
                    "lat": place.latitude,
                    "lon": place.longitude,
                    "country": place.country,
                }
            )
    return {"id": row["id"], "toponyms": out}


def quotes(coder: Coder, row: dict) -> dict:
    """Who said what, with the quotation marks. Marked words inside an indirect clause are a part of that clause, not a quotation of their own."""
    statements = _code_document(coder, row).statements
    clauses = [s.span for s in statements if not s.direct]
    return {
        "id": row["id"],
        "quotes": [
            {
                "content": [{"start": span.start - s.direct, "end": span.end + s.direct} for span in (s.span, *s.more)],
                "cue": [_bounds(s.cue)] if s.cue else [],
                "source": [_bounds(s.speaker.span)] if s.speaker else [],
            }
            for s in statements
            if not s.direct or not any(clause.overlaps(s.span) for clause in clauses)
        ],
    }


# --- times -----------------------------------------------------------------------------------------------


def time(coder: Coder, row: dict) -> dict:
    """The interval of a given expression in its sentence, or its value when it is a length or a set."""
    for value in (set_of(row["expr"]), length_of(row["expr"])):
        if value is not None:
            return {"id": row["id"], "value": value}
    day, tense = date.fromisoformat(row["anchor"]), _tense(row)
    near = named_date_before(row["sentence"], row["char"], find_times(row["sentence"], 0, row["char"]), day)
    period = resolve_period(row["expr"], day, tense, near=near)
    if period is None:
        return {"id": row["id"]}
    return {"id": row["id"], "start": period.first_day.isoformat(), "end": period.last_day.isoformat()}


def _tense(row: dict) -> str:
    start = row["char"]
    return tense_of(row["sentence"], Span(0, len(row["sentence"])), Span(start, start + len(row["expr"])))


def story(coder: Coder, row: dict) -> dict:
    article = _dated(_article_of(row["text"]), row["header_date"])
    solved = coder.code_article(article).resolution.story_date
    return {"id": row["id"], "story_date": solved.story_date.isoformat() if solved.story_date else None}


# --- whole articles --------------------------------------------------------------------------------------


def documents(coder: Coder, row: dict) -> dict:
    coded = _code_document(coder, row)
    text = coded.article.text
    return {
        "id": row["id"],
        "events": [_document_event(text, e) for e in coded.events],
        "statements": [
            {
                "speaker": s.speaker.actor.name if s.speaker else None,
                "speaker_country": s.speaker.actor.country if s.speaker else None,
                "quote": s.span.of(text),
                "start": s.span.start,
            }
            for s in coded.statements
        ],
    }


def _document_event(text: str, event: CodedEvent) -> dict:
    def parties(participants: tuple[Participant, ...]) -> list[dict]:
        return [
            {"text": p.span.of(text), **_bounds(p.span), "country": p.actor.country, "sector": p.actor.sector}
            for p in participants
        ]

    period, place = event.period, event.place
    return {
        "type": event.type,
        "mode": event.modes[0] if event.modes else None,
        "trigger": {**_bounds(event.trigger), "text": event.trigger.of(text)},
        "actors": parties(event.actors),
        "recipients": parties(event.recipients),
        "date": [period.first_day.isoformat(), period.last_day.isoformat()] if period else None,
        "place": {"text": place.name, "country": place.country} if place else None,
        "realis": str(event.realis),
        "score": event.score,
    }


def _code_document(coder: Coder, row: dict) -> CodedArticle:
    """The document as it stands: its text is taken as the article, line by line, so that offsets stay those given."""
    return coder.code_article(_dated(_article_of(row["text"]), row.get("date")))


def _article_of(text: str) -> Article:
    paragraphs, offset = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Paragraph(Span(offset, offset + len(line))))
        offset += len(line) + 1
    return replace(one_paragraph(text), paragraphs=tuple(paragraphs))


def _dated(article: Article, day: str | None) -> Article:
    return replace(article, header_date=date.fromisoformat(day[:10])) if day else article


def _bounds(span: Span) -> dict:
    return {"start": span.start, "end": span.end}


TASKS: dict[str, Callable[[Coder, dict], dict]] = {
    "pairs": pairs,
    "records": records,
    "actors": actors,
    "mentions": mentions,
    "geo": geo,
    "quotes": quotes,
    "time": time,
    "story": story,
    "documents": documents,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
