#!/usr/bin/env python3
"""How well reports of one occurrence are told from reports of another, on the made articles of corpus/reports.

    python quality/consolidation.py [--part test] [--rules] [--errors]

Scores are B-cubed (Bagga and Baldwin 1998) over articles: copies against the account that they were made from, and events against the occurrence that the article tells. The report of an
article is the coded event whose trigger stands in the words that tell the occurrence; articles in which the coder finds none are counted apart, and once as events of their own.
Beside Lapwing stand two baselines: reports of one type with one day, actor country and recipient country are one event; articles whose MinHash estimates a Jaccard similarity of 0.5 are one text.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from lapwing.consolidating import consolidate
from lapwing.consolidating.block import block_keys
from lapwing.consolidating.compare import compare
from lapwing.consolidating.reports import reports_of, source_of
from lapwing.copies import shingles, signature
from lapwing.pipeline import Coder
from lapwing.records import CodedArticle, CodedEvent

HERE = Path(__file__).resolve().parent


def _maker():
    """corpus/reports/make.py as a module: the corpus is no package."""
    spec = importlib.util.spec_from_file_location("make_reports", HERE.parent / "corpus" / "reports" / "make.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


class Measured:
    """A part of the made articles, coded. `report` has the coded event of each article that tells its occurrence, where the coder found one."""

    def __init__(self, part: str, coder: Coder) -> None:
        maker = _maker()
        self.made = {m.id: m for m in maker.make(part)}
        self.actor = {row["occurrence"]: row["primary_actor"] for row in maker.load(part)}
        self.coded: dict[str, CodedArticle] = {}
        self.by_article: dict[str, list[str]] = {}
        for name, made in self.made.items():
            coded = coder.code_text(f"{made.title}\n\n{made.text}", published=made.published)
            self.coded[name] = coded
            self.by_article.setdefault(coded.article.id, []).append(name)
        types = {row["occurrence"]: row["type"] for row in maker.load(part)}
        self.report = {
            name: event
            for name, made in self.made.items()
            if (event := report_of(self.coded[name], made.told, types[made.occurrence])) is not None
        }
        self.type = types


def report_of(coded: CodedArticle, told: str, event_type: str) -> CodedEvent | None:
    """The event whose trigger stands in the words that tell the occurrence: of the right type where there is one."""
    text = coded.article.text
    start = (
        text.replace("“", '"')
        .replace("”", '"')
        .replace("’", "'")
        .find(told.replace("“", '"').replace("”", '"').replace("’", "'"))
    )
    inside = [
        e
        for e in coded.events
        if start <= e.trigger.start < start + len(told)
        or any(start <= s.start < start + len(told) for s in e.evidence.get("retold", ()))
    ]
    return next((e for e in inside if e.type == event_type), None)


def score(measured: Measured) -> dict[str, float]:
    """B-cubed and faults of Lapwing and of the baselines."""
    found = consolidate(measured.coded.values())
    copy_of = {a: g.id for g in found.copies for a in g.article_ids}
    event_of = {i: e.id for e in found.events for i in e.coded_event_ids}
    names = list(measured.made)
    gold_text = {n: measured.made[n].text_id for n in names}
    gold_event = {n: measured.made[n].occurrence for n in names}
    copies = {n: copy_of[measured.coded[n].article.id] for n in names}
    told = [n for n in names if n in measured.report]
    events = {n: event_of[measured.report[n].id] for n in told}
    out = {f"copies_{k}": v for k, v in b_cubed(copies, gold_text).items()}
    out |= {f"events_{k}": v for k, v in b_cubed(events, gold_event).items()}
    alone = {n: events.get(n, f"missed {n}") for n in names}
    out |= {f"events_all_{k}": v for k, v in b_cubed(alone, gold_event).items()}
    out["reports_found"] = round(len(told) / len(names), 3)
    merged = false_merges(events, gold_event)
    out["false_merges"] = len(merged)
    out["false_merges_of_actors"] = sum(1 for a, b in merged if measured.actor[a] != measured.actor[b])
    out |= {f"baseline_key_{k}": v for k, v in b_cubed(_by_key(measured, told), gold_event).items()}
    merged = false_merges(_by_key(measured, told), gold_event)
    out["baseline_key_false_merges"] = len(merged)
    near = _by_minhash(measured)
    out |= {f"baseline_minhash_copies_{k}": v for k, v in b_cubed(near, gold_text).items()}
    out |= {f"baseline_minhash_events_{k}": v for k, v in b_cubed({n: near[n] for n in told}, gold_event).items()}
    return out


def b_cubed(found: Mapping[str, Hashable], gold: Mapping[str, Hashable]) -> dict[str, float]:
    """Precision, recall and F1 over the items of `found`."""
    gold = {n: gold[n] for n in found}
    both, ours, theirs = Counter((found[n], gold[n]) for n in found), Counter(found.values()), Counter(gold.values())
    if not found:
        return {"precision": 0.0, "recall": 0.0, "f1": 0.0}
    precision = sum(both[found[n], gold[n]] / ours[found[n]] for n in found) / len(found)
    recall = sum(both[found[n], gold[n]] / theirs[gold[n]] for n in found) / len(found)
    return {
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f1": round(2 * precision * recall / (precision + recall), 3),
    }


def false_merges(found: Mapping[str, Hashable], gold: Mapping[str, str]) -> set[tuple[str, str]]:
    """Pairs of occurrences of which reports stand in one event."""
    told: dict[Hashable, set[str]] = {}
    for name, event in found.items():
        told.setdefault(event, set()).add(gold[name])
    return {pair for some in told.values() for pair in combinations(sorted(some), 2)}


# --- baselines -------------------------------------------------------------------------------------------


def _by_key(measured: Measured, told: Sequence[str]) -> dict[str, Hashable]:
    """One type, one day, one pair of countries. A report without a day has the day on which it is told."""
    out: dict[str, Hashable] = {}
    for n in told:
        e = measured.report[n]
        day = e.period.first_day if e.period else measured.made[n].published
        out[n] = (e.type, day, _countries(e.actors), _countries(e.recipients))
    return out


def _countries(parties) -> tuple[str, ...]:
    return tuple(sorted({p.actor.country or "" for p in parties}))


def _by_minhash(measured: Measured) -> dict[str, Hashable]:
    names = list(measured.made)
    marks = [signature(shingles(measured.made[n].text)) for n in names]
    root = list(range(len(names)))
    for i, j in combinations(range(len(names)), 2):
        if (marks[i] == marks[j]).mean() >= 0.5:
            old, new = root[j], root[i]
            root = [new if r == old else r for r in root]
    return dict(zip(names, root, strict=True))


# --- looking ---------------------------------------------------------------------------------


def print_errors(measured: Measured) -> None:
    """What was not found, not joined, and joined wrongly."""
    found = consolidate(measured.coded.values())
    event_of = {i: e for e in found.events for i in e.coded_event_ids}
    told: dict[str, dict[str, list[str]]] = {}
    for n, report in measured.report.items():
        told.setdefault(measured.made[n].occurrence, {}).setdefault(event_of[report.id].id, []).append(n)
    missed = [n for n in measured.made if n not in measured.report and measured.made[n].kind != "copy"]
    print(f"--- not coded: {len(missed)}")
    for n in missed:
        print(n, measured.type[measured.made[n].occurrence], "|", measured.made[n].told)
    sources = {n: source_of(measured.coded[n]) for n in measured.made}
    print("--- split")
    for occurrence, clusters in told.items():
        if len(clusters) > 1:
            print(occurrence, measured.type[occurrence], measured.actor[occurrence], list(clusters.values()))
            first = [some[0] for some in clusters.values()]
            for a, b in combinations(first, 2):
                _print_pair(measured, sources, a, b)
    print("--- merged")
    for a, b in combinations(measured.report, 2):
        one, other = measured.made[a].occurrence, measured.made[b].occurrence
        if one < other and event_of[measured.report[a].id].id == event_of[measured.report[b].id].id:
            print(one, other, measured.actor[one], "/", measured.actor[other])
            _print_pair(measured, sources, a, b)


def _print_pair(measured: Measured, sources: Mapping, a: str, b: str) -> None:
    reports = [_report(measured, n) for n in (a, b)]
    for n, r in zip((a, b), reports, strict=True):
        print(
            f"    {n}: {r.realis} {r.first_day}{'' if r.is_day_read else '?'}..{r.last_day} told {r.told_on} {[(p.name, p.country, p.sector) for p in r.actors]} -> {[(p.name, p.country, p.sector) for p in r.recipients]} @ {r.spot and (r.spot.name, r.spot.is_read)} dead {r.dead and r.dead.best} {r.trigger!r}"
        )
    one_text = measured.made[a].text_id == measured.made[b].text_id
    comparison = compare(*reports, sources[a].names, sources[b].names, one_text=one_text)
    blocked = "" if set(block_keys(reports[0])) & set(block_keys(reports[1])) else " NOT BLOCKED"
    print(f"      {comparison.log_odds:.1f} {comparison.match.reason} {comparison.match.detail}{blocked}")


def _report(measured: Measured, name: str):
    return next(r for r in reports_of(measured.coded[name]) if r.id == measured.report[name].id)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--part", choices=["dev", "test"], default="dev")
    parser.add_argument("--rules", action="store_true", help="the engine of rules")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    measured = Measured(options.part, Coder(engine="rules" if options.rules else "learned"))
    for name, value in score(measured).items():
        print(f"{name} {value}")
    if options.errors:
        print_errors(measured)
    return 0


if __name__ == "__main__":
    sys.exit(main())
