#!/usr/bin/env python3
"""Score an engine on a part of the corpus.

    python quality/corpus.py [--part dev|test] [--engine learned|rules] [--model FOLDER] [--precise] [--errors N]

The test part is for final numbers only. An event is right when its trigger overlaps an answer's, its type is the answer's, and its
actors and recipients overlap the answer's one to one. "typed" leaves the parties out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from lapwing.annotating import Grammar, Names
from lapwing.annotating.learned import LearnedAnnotator, Network
from lapwing.ontology import FACTS
from lapwing.pipeline import Coder
from lapwing.records import EventMention, Realis, Span
from lapwing.resolving import is_city, known_surfaces
from lapwing.settings import Settings
from predict import one_paragraph

ROOT = Path(__file__).resolve().parent.parent


def load_part(name: str) -> list[dict]:
    lines = (ROOT / "corpus" / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def span(value: dict) -> Span:
    return Span(value["start"], value["end"])


def same_parties(found: Sequence[Span], wanted: Sequence[dict]) -> bool:
    """One to one: each found party overlaps an answer's and each answer's is found."""
    answers = [span(w) for w in wanted]
    return all(any(f.overlaps(a) for a in answers) for f in found) and all(
        any(f.overlaps(a) for f in found) for a in answers
    )


def score(passages: Iterable[dict], coder: Coder) -> dict:
    """Counts over passages: events typed and with parties, realis, mentions, by type and by realis."""
    typed, full, by_type, realis, mentions, pairs = (
        Counter(),
        Counter(),
        {t: Counter() for t in FACTS},
        Counter(),
        Counter(),
        [],
    )
    errors = []
    for passage in passages:
        annotation = coder.annotator.annotate(one_paragraph(passage["text"]))
        gold = [e for s in passage["sentences"] for e in s["events"]]
        used: set[int] = set()
        for answer in gold:
            near = [
                k
                for k, e in enumerate(annotation.events)
                if k not in used and e.trigger.overlaps(span(answer["trigger"]))
            ]
            near.sort(key=lambda k: -_closeness(annotation.events[k], answer))
            right = [k for k in near if annotation.events[k].type == answer["type"]]
            typed["gold"] += 1
            by_type[answer["type"]]["gold"] += 1
            if near:
                realis[answer["realis"], str(annotation.events[near[0]].realis)] += 1
                pairs.append((answer["type"], annotation.events[near[0]].type))
            if not right:
                errors.append(
                    ("missed" if not near else f"as {annotation.events[near[0]].type}", passage, answer, None)
                )
                continue
            event = annotation.events[right[0]]
            used.add(right[0])
            typed["right"] += 1
            by_type[answer["type"]]["right"] += 1
            is_full = same_parties(event.actors, answer["actors"]) and same_parties(
                event.recipients, answer["recipients"]
            )
            full["right"] += is_full
            if not is_full:
                errors.append(("parties", passage, answer, event))
        typed["found"] += len(annotation.events)
        for k, event in enumerate(annotation.events):
            by_type[event.type]["found"] += 1
            if k not in used and not any(event.trigger.overlaps(span(a["trigger"])) for a in gold):
                errors.append(("extra", passage, None, event))
        answers = {span(m) for s in passage["sentences"] for m in s["mentions"]}
        found = {m.span for m in annotation.mentions}
        mentions["gold"] += len(answers)
        mentions["found"] += len(found)
        mentions["hit"] += sum(any(a.overlaps(f) for f in found) for a in answers)
        mentions["right"] += sum(any(a.overlaps(f) for a in answers) for f in found)
    return {
        "events": _prf(full["right"], typed["found"], typed["gold"]),
        "typed": _prf(typed["right"], typed["found"], typed["gold"]),
        "typed_macro_f1": round(
            sum(_prf(c["right"], c["found"], c["gold"])["f1"] for c in by_type.values()) / len(by_type), 3
        ),
        "realis_macro_f1": _macro(realis),
        "actual_precision": _precision_of(realis, "actual"),
        "mentions_overlap": {
            "p": round(mentions["right"] / max(1, mentions["found"]), 3),
            "r": round(mentions["hit"] / max(1, mentions["gold"]), 3),
        },
        "by_type": {t: _prf(c["right"], c["found"], c["gold"]) for t, c in by_type.items()},
        "errors": errors,
    }


def _closeness(event: EventMention, answer: dict) -> float:
    return (
        (event.type == answer["type"])
        + 0.5 * same_parties(event.actors, answer["actors"])
        + 0.5 * same_parties(event.recipients, answer["recipients"])
    )


def _prf(right: int, found: int, gold: int) -> dict:
    p, r = right / max(1, found), right / max(1, gold)
    return {
        "p": round(p, 3),
        "r": round(r, 3),
        "f1": round(2 * p * r / (p + r), 3) if p + r else 0.0,
        "gold": gold,
        "found": found,
    }


def _precision_of(confusion: Counter, label: str) -> float:
    found = sum(n for (_, f), n in confusion.items() if f == label)
    return round(confusion[label, label] / max(1, found), 3)


def _macro(confusion: Counter) -> float:
    scores = []
    for label in map(str, Realis):
        right = confusion[label, label]
        gold = sum(n for (g, _), n in confusion.items() if g == label)
        found = sum(n for (_, f), n in confusion.items() if f == label)
        if gold:
            scores.append(_prf(right, found, gold)["f1"])
    return round(sum(scores) / max(1, len(scores)), 3)


def _coder(engine: str, model: str | None, settings: Settings) -> Coder:
    if model is None:
        return Coder(engine=engine, settings=settings)
    coder = Coder(engine="rules", settings=settings)
    grammar = Grammar(Names(known_surfaces(coder.tables), is_city), settings)
    return Coder(settings=settings, annotator=LearnedAnnotator(grammar, Network(Path(model)), settings.least_score))


def score_records(passages: Iterable[dict], coder: Coder) -> dict:
    """Counted claims (the phrase overlaps and the number is the answer's) and commitments (what is undertaken overlaps, and so does who does it)."""
    claims, commitments = Counter(), Counter()
    for passage in passages:
        coded = coder.code_article(one_paragraph(passage["text"]))
        gold = [c for s in passage["sentences"] for c in s["claims"]]
        found = [c for c in coded.claims if c.unit not in ("ordinal", "percent")]
        claims["gold"] += len(gold)
        claims["found"] += len(found)
        claims["right"] += sum(
            any(f.span.overlaps(span(g["what"])) and f.number.overlaps(span(g["number"])) for f in found) for g in gold
        )
        gold = [c for s in passage["sentences"] for c in s["commitments"]]
        commitments["gold"] += len(gold)
        commitments["found"] += len(coded.commitments)
        commitments["right"] += sum(
            any(
                f.span.overlaps(span(g["what"])) and any(p.span.overlaps(span(b)) for p in f.by for b in g["by"])
                for f in coded.commitments
            )
            for g in gold
        )
    return {
        name: _prf(c["right"], c["found"], c["gold"]) for name, c in (("claims", claims), ("commitments", commitments))
    }


def typed_at_triggers(passages: Iterable[dict], annotator: LearnedAnnotator) -> dict:
    """Macro-F1 of the type when the trigger is given, and its accuracy."""
    pairs = []
    for passage in passages:
        gold = [e for s in passage["sentences"] for e in s["events"]]
        types = annotator.types_at(one_paragraph(passage["text"]), [span(e["trigger"]) for e in gold])
        pairs += [(e["type"], found) for e, found in zip(gold, types, strict=True)]
    scores = []
    for name in FACTS:
        right = sum(g == f == name for g, f in pairs)
        scores.append(_prf(right, sum(f == name for _, f in pairs), sum(g == name for g, _ in pairs))["f1"])
    return {
        "macro_f1": round(sum(scores) / len(scores), 3),
        "accuracy": round(sum(g == f for g, f in pairs) / max(1, len(pairs)), 3),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", default="dev", choices=["dev", "test", "train"])
    parser.add_argument("--engine", default="learned", choices=["learned", "rules"])
    parser.add_argument("--model", help="an exported model (train/export.py) instead of the one that ships")
    parser.add_argument("--precise", action="store_true", help="the precise operating point")
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    settings = Settings(operating_point="precise" if options.precise else "balanced")
    passages, coder = load_part(options.part), _coder(options.engine, options.model, settings)
    result = score(passages, coder)
    result |= score_records(passages, coder)
    if isinstance(coder.annotator, LearnedAnnotator):
        result["type_given_trigger"] = typed_at_triggers(passages, coder.annotator)
    for kind, passage, answer, event in result.pop("errors")[: options.errors]:
        where = span(answer["trigger"]) if answer else event.trigger
        text = passage["text"]
        names = {k: [w["text"] for w in answer[k]] for k in ("actors", "recipients")} if answer else {}
        ours = [[s.of(text) for s in part] for part in (event.actors, event.recipients)] if event else ""
        print(
            f"{kind:10} {answer['type'] if answer else event.type} | {text[max(0, where.start - 70) : where.end + 70]!r} | {names} | {ours}"
        )
    print(json.dumps(result, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
