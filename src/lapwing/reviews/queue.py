"""Which coded events a reviewer is asked about, in which order, and what is shown of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lapwing.errors import WrongCall
from lapwing.records import Span
from lapwing.reviews.log import Review
from lapwing.selection import Selection
from lapwing.store import ReadOnly

# A digest of seed and id: a random order that stays when events are added, so that the first hundred remain a random sample of what was there.
_RANDOM = "md5(concat(?, '.', id))"
_ITEM = """
select e.id, e.type, e.mode, e.realis, e.first_day, e.last_day, e.place, e.place_country, e.actor_countries, e.recipient_countries, e.score, e.attributed_to,
       e.trigger_start, e.trigger_end, e.actors, e.recipients, e.evidence, a.text, a.title, a.url, a.source_file, a.story_date
from events e join articles a on a.id = e.article_id where e.id = ?
"""


@dataclass(frozen=True, slots=True)
class Item:
    """A coded event as a reviewer sees it. `marks` are spans of `text`, each with its role: trigger, actor, recipient, place, time. `paragraph` is the line of the
    text that tells it."""

    id: str
    coded: Mapping[str, Any]
    text: str
    paragraph: Span
    trigger: Span
    marks: tuple[tuple[Span, str], ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    attributed_to: str | None
    title: str | None
    source: str
    story_date: date | None
    score: float


def ids_in_order(
    views: ReadOnly,
    selection: Selection,
    *,
    seed: str = "",
    per_type: int | None = None,
    low_scores_first: bool = False,
) -> list[str]:
    """The coded events of a selection in the order in which they are asked about: at random by the seed, or the lowest score first. With `per_type` the first
    so many of each type."""
    if selection.kind != "reports":
        raise WrongCall("Coded events are reviewed one by one: ask for kind 'reports'.")
    order, parameters = ("score, id", []) if low_scores_first else (_RANDOM, [seed])
    asked, values = selection.select(
        f"id, row_number() over (order by {order}) as place, row_number() over (partition by type order by {order}) as place_in_type"
    )
    limit = [] if per_type is None else [per_type]
    sql = f"select id from ({asked}) {'where place_in_type <= ?' if limit else ''} order by place"
    return [i for (i,) in views.query(sql, [*parameters, *parameters, *values, *limit]).fetchall()]


def without_reviewed(ids: Sequence[str], standing: Iterable[Review]) -> list[str]:
    """Those that nobody has judged."""
    judged = {coded_event for review in standing for coded_event in review.coded_event_ids}
    return [i for i in ids if i not in judged]


def for_a_second_opinion(ids: Sequence[str], standing: Sequence[Review], who: str) -> list[str]:
    """Those that others have judged and this reviewer has not."""
    own = {i for review in standing if review.who == who for i in review.coded_event_ids}
    others = {i for review in standing if review.who != who for i in review.coded_event_ids}
    return [i for i in ids if i in others - own]


def load_item(views: ReadOnly, coded_event_id: str) -> Item | None:
    """What is shown of a coded event; None when the store has it no more."""
    answer = views.query(_ITEM, [coded_event_id])
    found = answer.fetchall()
    if not found:
        return None
    row = dict(zip(answer.columns, found[0], strict=True))
    trigger = Span(row["trigger_start"], row["trigger_end"])
    return Item(
        coded_event_id, row, row["text"], _line_of(row["text"], trigger), trigger, tuple(_marks(row, trigger)), _parties(row["actors"]),
        _parties(row["recipients"]), row["place"], row["attributed_to"], row["title"], row["url"] or row["source_file"], row["story_date"], row["score"],
    )  # fmt: skip


def _line_of(text: str, span: Span) -> Span:
    """The line that holds a span: paragraphs of an article are lines."""
    end = text.find("\n", span.end)
    return Span(text.rfind("\n", 0, span.start) + 1, len(text) if end < 0 else end)


def _marks(row: Mapping[str, Any], trigger: Span) -> Iterable[tuple[Span, str]]:
    yield trigger, "trigger"
    for role in ("actors", "recipients"):
        yield from ((Span(p["start"], p["end"]), role.removesuffix("s")) for p in row[role] or ())
    named = {"place": "place", "period": "time"}
    yield from ((Span(e["start"], e["end"]), named[e["field"]]) for e in row["evidence"] or () if e["field"] in named)


def _parties(parties: Sequence[Mapping[str, Any]] | None) -> tuple[str, ...]:
    return tuple(
        f"{p['name']} [{p['country'] or '?'}{' ' + p['sector'] if p['sector'] else ''}]" for p in parties or ()
    )
