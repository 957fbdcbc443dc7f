#!/usr/bin/env python3
"""Score the engine on the pages in examples/ against a careful reader's answers in tests/pages/*.gold.json.

    python quality/pages.py [--errors]

An event is found when a coded event has its type, its trigger lies in the answer's anchor or in one of its retellings,
and the countries of actors and recipients are the answer's (in either order when the answer is symmetric). Optional
answers count neither as missed nor as wrong.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lapwing.inputs import open_pages
from lapwing.pipeline import Coder
from lapwing.records import CodedArticle, CodedEvent, Participant, Skipped

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class PageScore:
    """Counts for one page. `typed` leaves countries out of the comparison."""

    name: str
    gold: dict
    coded: CodedArticle
    found: list[dict] = field(default_factory=list)
    missed: list[dict] = field(default_factory=list)
    wrong: list[CodedEvent] = field(default_factory=list)
    n_typed: int = 0
    n_compatible: int = 0
    n_compatible_required: int = 0
    n_realis: int = 0
    n_dated: int = 0
    n_date_right: int = 0
    n_fields: int = 0
    n_placed: int = 0
    n_place_right: int = 0

    @property
    def n_coded(self) -> int:
        return len(self.coded.events)


def score_pages(coder: Coder) -> list[PageScore]:
    return [_score(name, gold, coder) for name, gold in load_gold()]


def load_gold() -> Iterator[tuple[str, dict]]:
    for path in sorted((ROOT / "tests" / "pages").glob("*.gold.json")):
        yield path.name.removesuffix(".gold.json"), json.loads(path.read_text("utf-8"))


def code_gold_page(gold: dict, coder: Coder) -> CodedArticle:
    pages = list(open_pages([str(ROOT / gold["page"])]))
    page = pages[(gold["record"] or 1) - 1]
    coded = coder.code_page(page)
    if isinstance(coded, Skipped):
        raise SystemExit(f"{gold['page']}: {coded}")
    return coded


def _score(name: str, gold: dict, coder: Coder) -> PageScore:
    coded = code_gold_page(gold, coder)
    score = PageScore(name, gold, coded)
    text = coded.article.text
    used: set[str] = set()
    for answer in gold["events"]:
        near = [e for e in coded.events if e.id not in used and e.type == answer["type"] and _is_at(e, answer, text)]
        exact = [e for e in near if _same_parties(e, answer)]
        if near:
            _count_fields(score, (exact or near)[0], answer)
        score.n_typed += bool(near) and not answer.get("optional")
        compatible = any(_compatible(e, answer) for e in near)
        score.n_compatible += compatible
        score.n_compatible_required += compatible and not answer.get("optional")
        if exact:
            event = exact[0]
            used.add(event.id)
            score.found.append(answer)
        elif not answer.get("optional"):
            score.missed.append(answer)
    score.wrong = [e for e in coded.events if e.id not in used]
    return score


def _count_fields(score: PageScore, event: CodedEvent, answer: dict) -> None:
    """Realis, day and place of an event found by type. A given place counts as wrong when the answer has another or none
    that it could be; a missing one is only not right."""
    score.n_fields += 1
    score.n_realis += event.realis == answer["realis"]
    if answer["first_day"]:
        score.n_dated += 1
        score.n_date_right += event.period is not None and str(event.period.first_day) == answer["first_day"]
    if event.place is not None and answer["place"]:
        score.n_placed += 1
        score.n_place_right += event.place.country == answer["place"]


def _is_at(event: CodedEvent, answer: dict, text: str) -> bool:
    for anchor in (answer["anchor"], *answer.get("also", [])):
        start = text.find(anchor)
        if start >= 0 and start <= event.trigger.start < start + len(anchor):
            return True
    return False


def _same_parties(event: CodedEvent, answer: dict) -> bool:
    actors, recipients = _codes(event.actors), _codes(event.recipients)
    wanted_actors, wanted_recipients = set(answer["actors"]) - {None}, set(answer["recipients"]) - {None}
    if answer.get("symmetric") and actors | recipients == wanted_actors | wanted_recipients:
        return True
    return actors == wanted_actors and recipients == wanted_recipients


def _compatible(event: CodedEvent, answer: dict) -> bool:
    """No party that the answer does not have: what the engine left open is not held against it."""
    wanted_actors, wanted_recipients = set(answer["actors"]), set(answer["recipients"])
    if answer.get("symmetric"):
        wanted_actors = wanted_recipients = wanted_actors | wanted_recipients
    return _codes(event.actors) <= wanted_actors and _codes(event.recipients) <= wanted_recipients


def _codes(participants: tuple[Participant, ...]) -> set[str]:
    return {p.actor.country for p in participants} - {None}


def totals(scores: list[PageScore]) -> dict[str, float]:
    """Shares over all pages: events found with parties, found by type, coded ones that are right; realis, day and (where one
    is given) country of the place of those found by type; paragraphs, comments and story dates."""
    n_found = sum(len(s.found) for s in scores)
    n_gold = sum(not a.get("optional") for s in scores for a in s.gold["events"])
    required = sum(not a.get("optional") for s in scores for a in s.found)
    n_coded = sum(s.n_coded for s in scores)
    recall, precision = required / n_gold, n_found / n_coded
    return {
        "events_recall": round(recall, 3),
        "events_precision": round(precision, 3),
        "events_f1": round(2 * recall * precision / (recall + precision), 3),
        "events_compatible_recall": round(sum(s.n_compatible_required for s in scores) / n_gold, 3),
        "events_compatible_precision": round(sum(s.n_compatible for s in scores) / n_coded, 3),
        "events_typed_recall": round(sum(s.n_typed for s in scores) / n_gold, 3),
        "realis": round(sum(s.n_realis for s in scores) / sum(s.n_fields for s in scores), 3),
        "place_country": round(sum(s.n_place_right for s in scores) / max(1, sum(s.n_placed for s in scores)), 3),
        "first_day": round(sum(s.n_date_right for s in scores) / max(1, sum(s.n_dated for s in scores)), 3),
        "story_dates": sum(_story_date(s) == s.gold["story_date"] for s in scores) / len(scores),
        "paragraphs": sum(_n_paragraphs(s) == s.gold["n_paragraphs"] for s in scores) / len(scores),
        "comment_authors": sum(
            [c.author for c in s.coded.article.comments] == s.gold["comment_authors"] for s in scores
        )
        / len(scores),
    }


def _story_date(score: PageScore) -> str:
    return str(score.coded.resolution.story_date.story_date)


def _n_paragraphs(score: PageScore) -> int:
    return sum(p.role in ("body", "live-entry") for p in score.coded.article.paragraphs)


def main(arguments: list[str]) -> int:
    scores = score_pages(Coder())
    for s in scores:
        print(f"{s.name}: {len(s.found)} found, {len(s.missed)} missed, {len(s.wrong)} wrong of {s.n_coded} coded; "
              f"story date {_story_date(s)} ({s.gold['story_date']}), {_n_paragraphs(s)} paragraphs ({s.gold['n_paragraphs']})")  # fmt: skip
        if "--errors" in arguments:
            _print_errors(s)
    print(json.dumps(totals(scores), indent=1))
    return 0


def _print_errors(s: PageScore) -> None:
    text = s.coded.article.text
    for a in s.missed:
        print(f"   - {a['type']} {a['realis']} {a['actors']} -> {a['recipients']} | {a['anchor']}")
    for e in s.wrong:
        names = [[f"{p.span.of(text)}={p.actor.country}" for p in ps] for ps in (e.actors, e.recipients)]
        print(
            f"   + {e.type} {e.realis} {names[0]} -> {names[1]} | {text[max(0, e.trigger.start - 30) : e.trigger.end + 30]!r} {e.match.reason[:30]}"
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
