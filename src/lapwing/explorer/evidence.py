"""Evidence: why an event stands in the store. The sentences it was read from with what was read from which words, who printed them, and why the reports were joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lapwing.records import Span
from lapwing.report import Mark, Piece, lay_out
from lapwing.store import ReadOnly

_ROLES = {"trigger": "trigger", "retold": "trigger", "actors": "actor", "recipients": "recipient", "place": "place", "period": "time"}  # fmt: skip
# Reports that are shown; the rest is counted. An event told four hundred times needs no four hundred paragraphs.
MOST_TELLINGS = 12

_REPORTS = """
select r.id, r.article_id, r.copy_id, r.match_score, r.match_reason, r.match_detail, e.trigger_start, e.trigger_end, e.sentence, e.evidence, e.actors, e.recipients, e.attributed_to,
       e.type, e.mode, e.realis, e.first_day, e.last_day, e.place, e.place_country, e.day_reason, e.place_reason, e.reason, e.score, e.dead, e.injured, s.outlet
from reports r join events e on e.id = r.id left join signatures s on s.article_id = r.article_id where {} order by e.score desc, r.id
"""
_ARTICLES = """
select id, title, url, story_date, header_date, agency, byline, dateline, source_file, text from articles where id in (select unnest(?::varchar[]))
"""
_PARTIES = """
select event_id, role, name, country, sector, office, text, score, reason from actors where event_id in (select unnest(?::varchar[])) order by role, start
"""


@dataclass(frozen=True, slots=True)
class Telling:
    """One text that tells the event: the report, its article, the paragraph as pieces, the parties with their reasons, and where else the same text was printed."""

    report: dict[str, Any]
    article: dict[str, Any]
    pieces: tuple[Piece, ...]
    parties: tuple[dict[str, Any], ...]
    outlets: tuple[str, ...]
    n_copies: int

    @property
    def link(self) -> str | None:
        """The article's address, when it is one that a browser may follow."""
        url = self.article["url"] or ""
        return url if url.startswith(("http://", "https://")) else None


@dataclass(frozen=True, slots=True)
class Evidence:
    """An event of either kind with what tells it. `accounts` are the values of its fields that sources contradict one another on."""

    event: dict[str, Any]
    tellings: tuple[Telling, ...]
    n_tellings: int
    accounts: tuple[dict[str, Any], ...]
    coded_event_ids: tuple[str, ...]


def evidence_of(views: ReadOnly, kind: str, event_id: str) -> Evidence | None:
    """The evidence of an event or report; None when the store has none of this id."""
    table = "consolidated_events" if kind == "events" else "events"
    found = _rows(views, f"select * from {table} where id = ?", [event_id])
    if not found:
        return None
    (event,) = found
    reports = _rows(views, _REPORTS.format("r.event_id = ?" if kind == "events" else "r.id = ?"), [event_id])
    groups: dict[str, list[dict[str, Any]]] = {}
    for report in reports:
        groups.setdefault(report["copy_id"], []).append(report)
    shown = list(groups.values())[:MOST_TELLINGS]
    firsts = [group[0] for group in shown]
    articles = {row["id"]: row for row in _rows(views, _ARTICLES, [[r["article_id"] for r in firsts]])}
    parties: dict[str, list[dict[str, Any]]] = {}
    for party in _rows(views, _PARTIES, [[r["id"] for r in firsts]]):
        parties.setdefault(party["event_id"], []).append(party)
    tellings = tuple(
        Telling(
            first,
            articles[first["article_id"]],
            paragraph_of(articles[first["article_id"]]["text"], first),
            tuple(parties.get(first["id"], ())),
            tuple(dict.fromkeys(filter(None, (r["outlet"] for r in group)))),
            len({r["article_id"] for r in group}),
        )
        for group, first in zip(shown, firsts, strict=True)
    )
    disputed = set(event.get("disputed") or ())
    accounts = tuple(a for a in event.get("accounts") or () if a["field"] in disputed)
    return Evidence(event, tellings, len(groups), accounts, tuple(r["id"] for r in reports))


def paragraph_of(text: str, report: dict[str, Any]) -> tuple[Piece, ...]:
    """The paragraph around the trigger, with what was read from which words. Spans of other paragraphs (a day in the lead) are not in it."""
    start = text.rfind("\n", 0, report["trigger_start"]) + 1
    end = text.find("\n", report["trigger_end"])
    paragraph = Span(start, len(text) if end < 0 else end)
    return tuple(lay_out(text, paragraph, marks_of(report)))


def marks_of(report: dict[str, Any], name: str = "") -> list[Mark]:
    """The marks of a row of `events`. Stores of before `evidence` have those of the trigger and the parties."""
    if report["evidence"] is not None:
        return [
            Mark(Span(e["start"], e["end"]), _ROLES[e["field"]], name)
            for e in report["evidence"]
            if e["field"] in _ROLES
        ]
    marks = [Mark(Span(report["trigger_start"], report["trigger_end"]), "trigger", name)]
    for role in ("actors", "recipients"):
        marks += [Mark(Span(p["start"], p["end"]), _ROLES[role], name) for p in report[role] or ()]
    return marks


def article_pieces(
    views: ReadOnly, article_id: str
) -> tuple[dict[str, Any], list[tuple[Piece, ...]], list[dict]] | None:
    """An article of the store: its row, its paragraphs as pieces, and its events, numbered E1, E2 in the order of their triggers."""
    found = _rows(views, "select * exclude (coder) from articles where id = ?", [article_id])
    if not found:
        return None
    text = found[0]["text"]
    events = _rows(views, "select * from events where article_id = ? order by trigger_start, id", [article_id])
    marks = [mark for n, event in enumerate(events, 1) for mark in marks_of(event, f"E{n}")]
    return found[0], [tuple(lay_out(text, span, marks)) for span in paragraphs(text)], events


def paragraphs(text: str) -> list[Span]:
    spans, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans


def _rows(views: ReadOnly, sql: str, parameters: Sequence[object]) -> list[dict[str, Any]]:
    answer = views.query(sql, parameters)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.fetchall()]
