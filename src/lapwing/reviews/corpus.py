"""Reviewed events -> training data in the format of corpus/README.md: sentences in which every coded event has been judged."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from lapwing.records import Span
from lapwing.reviews.log import Review, reviewed
from lapwing.store import Store

LAYERS = ("events",)
"""What is complete in a sentence. Nobody was asked for its mentions, quotations, claims and commitments: empty lists of those say nothing."""
REASONS = {
    "not_reviewed": "an event in it has no verdict that stands",
    "unsure": "a reviewer was not sure of an event in it",
    "words_unknown": "parties, place or days were corrected, and which words are right was not said",
    "retold": "it tells again an event of another sentence, and its own parties are not known",
    "no_evidence": "its events were coded by a version that kept no evidence",
    "not_found": "it is not in the text of its article",
}
"""Why a sentence is left out."""
_WORDS_UNKNOWN = frozenset(("first_day", "last_day", "place_country", "actor_countries", "recipient_countries"))
_EVENTS = """
select e.article_id, e.id, e.type, e.trigger_start, e.trigger_end, e.sentence, e.actors, e.recipients, e.evidence, a.text, a.url, a.story_date
from events e join articles a on a.id = e.article_id
where e.article_id in (select article_id from events where id in (select unnest(?::varchar[])))
order by e.article_id, e.trigger_start, e.trigger_end, e.id
"""


@dataclass(frozen=True, slots=True)
class ReviewedCorpus:
    """Passages as JSON objects, how many sentences were left out by reason, and how many reviewed events the store has no more."""

    passages: tuple[dict[str, Any], ...]
    left_out: Mapping[str, int]
    n_gone: int

    @property
    def n_sentences(self) -> int:
        return sum(len(p["sentences"]) for p in self.passages)


def reviewed_corpus(folder: str | Path) -> ReviewedCorpus:
    """A passage for each article with sentences that can be used, in the order of article ids."""
    verdicts = reviewed(folder)
    views = Store(folder).read_only()
    answer = views.query(_EVENTS, [sorted(verdicts)])
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.fetchall()]
    left_out: Counter[str] = Counter()
    passages = []
    for _, group in groupby(rows, key=lambda row: row["article_id"]):
        events = list(group)
        kept = []
        for sentence, inside in _by_sentence(events):
            if reason := _reason_to_leave_out(sentence, inside, events, verdicts):
                left_out[reason] += 1
            else:
                kept.append((sentence, inside))
        if kept:
            passages.append(_passage(events[0], kept, verdicts))
    gone = verdicts.keys() - {row["id"] for row in rows}
    return ReviewedCorpus(tuple(passages), dict(sorted(left_out.items())), len(gone))


def _by_sentence(events: Sequence[Mapping[str, Any]]) -> list[tuple[Span | None, list[Mapping[str, Any]]]]:
    """The sentences that tell the events of an article, in order, each with its events; those that the text lacks each alone, with None."""
    found: dict[Span, list[Mapping[str, Any]]] = {}
    lost: list[tuple[Span | None, list[Mapping[str, Any]]]] = []
    for event in events:
        sentence = _sentence_of(event)
        if sentence is None:
            lost.append((None, [event]))
        else:
            found.setdefault(sentence, []).append(event)
    return [*sorted(found.items(), key=lambda pair: pair[0]), *lost]


def _sentence_of(event: Mapping[str, Any]) -> Span | None:
    """Where the sentence stands: the occurrence of its words that holds the trigger."""
    text, words = event["text"], event["sentence"]
    start = text.find(words, max(0, event["trigger_end"] - len(words)))
    return Span(start, start + len(words)) if words and 0 <= start <= event["trigger_start"] else None


def _reason_to_leave_out(
    sentence: Span | None,
    inside: Sequence[Mapping[str, Any]],
    events: Sequence[Mapping[str, Any]],
    verdicts: Mapping[str, Review],
) -> str | None:
    found = [verdicts.get(event["id"]) for event in inside]
    if sentence is None:
        return "not_found"
    if None in found:
        return "not_reviewed"
    if any(review.verdict == "unsure" for review in found if review):
        return "unsure"
    if any(_WORDS_UNKNOWN & review.corrections.keys() for review in found if review):
        return "words_unknown"
    if any(event["evidence"] is None for event in events):
        return "no_evidence"
    if any(sentence.covers(span) for event in events for span in _spans(event, "retold")):
        return "retold"
    return None


def _spans(event: Mapping[str, Any], field: str) -> list[Span]:
    return [Span(e["start"], e["end"]) for e in event["evidence"] or () if e["field"] == field]


# --- writing ---------------------------------------------------------------------------------------------


def _passage(
    article: Mapping[str, Any], kept: Sequence[tuple[Span, Sequence[Mapping[str, Any]]]], verdicts: Mapping[str, Review]
) -> dict[str, Any]:
    """The sentences joined by a blank, and every span an offset into that text."""
    text, sentences = "", []
    for sentence, events in kept:
        base = len(text) + (1 if text else 0)
        text = " ".join(filter(None, (text, sentence.of(article["text"]))))
        told = [
            _event(event, verdicts[event["id"]], sentence, base)
            for event in events
            if verdicts[event["id"]].verdict != "reject"
        ]
        sentences.append(
            {
                "start": base,
                "end": len(text),
                "mentions": [],
                "events": told,
                "quotes": [],
                "commitments": [],
                "claims": [],
            }
        )
    return {
        "id": f"reviewed-{article['article_id']}", "style": None, "published": article["story_date"] and article["story_date"].isoformat(),
        "layers": list(LAYERS), "url": article["url"], "text": text, "sentences": sentences,
    }  # fmt: skip


def _event(event: Mapping[str, Any], review: Review, sentence: Span, base: int) -> dict[str, Any]:
    """An event as its reviewer left it, with the words of this sentence alone."""

    def moved(spans: Sequence[Span]) -> list[dict[str, Any]]:
        inside = [s for s in dict.fromkeys(spans) if sentence.covers(s)]
        return [
            {
                "start": s.start - sentence.start + base,
                "end": s.end - sentence.start + base,
                "text": s.of(event["text"]),
            }
            for s in inside
        ]

    def first(field: str) -> dict[str, Any] | None:
        return next(iter(moved(_spans(event, field))), None)

    def parties(role: str) -> list[dict[str, Any]]:
        return moved([Span(p["start"], p["end"]) for p in event[role] or ()])

    return {
        "trigger": moved([Span(event["trigger_start"], event["trigger_end"])])[0], "type": review.settled_type, "mode": review.settled_mode,
        "realis": review.settled_realis, "actors": parties("actors"), "recipients": parties("recipients"), "place": first("place"),
        "time": first("period"), "attributed_to": first("attributed_to"),
    }  # fmt: skip


def lines_of(corpus: ReviewedCorpus) -> Iterator[str]:
    """JSON Lines."""
    return (json.dumps(passage, ensure_ascii=False) + "\n" for passage in corpus.passages)
