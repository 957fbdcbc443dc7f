"""What a store holds that meets a rule: events with all that is told of them, weeks with their counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from lapwing.alerts.rise import Week
from lapwing.alerts.rules import Rule
from lapwing.errors import WrongCall
from lapwing.store import ReadOnly

_COLUMNS = """id, type, mode, contexts, realis, first_day, last_day, quad, actors, recipients, actor_countries, recipient_countries, place, place_country, latitude, longitude,
dead, injured, n_articles, n_sources, told_on, score, article_id, sentence"""


@dataclass(frozen=True, slots=True)
class Met:
    """An event that meets a rule, and the coded events under it: they stay when consolidating gives it another id."""

    id: str
    told_on: date | None
    coded_event_ids: tuple[str, ...]


def last_story_day(views: ReadOnly) -> date:
    """The last day from which a page of the store is told."""
    ((day,),) = views.query("select max(story_date) from articles").fetchall()
    if day is None:
        raise WrongCall("No page of the store has a day. Say with --on from which day to look back.")
    return day


def events_met(views: ReadOnly, rule: Rule, on: date) -> list[Met]:
    """The events that meet a rule, of those first told by a day; in the order of telling."""
    sql, parameters = rule.selection.select("id, told_on")
    under = (
        "[m.id]"
        if rule.selection.kind == "reports"
        else "coalesce((select list(r.id order by r.id) from reports r where r.event_id = m.id), [m.id])"
    )
    query = f"select m.id, m.told_on, {under} from ({sql}) m where m.told_on is null or m.told_on <= ? order by m.told_on nulls first, m.id"
    return [Met(i, told_on, tuple(ids)) for i, told_on, ids in views.query(query, [*parameters, on]).fetchall()]


def told_of(views: ReadOnly, rule: Rule, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """All that is told of some events, by id, as values that JSON has."""
    sql, parameters = rule.selection.select(_COLUMNS)
    answer = views.query(
        f"select e.*, a.url, a.title from ({sql}) e left join articles a on a.id = e.article_id where e.id in (select unnest(?::varchar[]))",
        [*parameters, list(ids)],
    )
    return {row[0]: _plain(dict(zip(answer.columns, row, strict=True))) for row in answer.fetchall()}


def weeks_of(views: ReadOnly, rule: Rule, on: date, n_weeks: int) -> list[Week]:
    """Weeks of seven days back from a day, that day's own first."""
    begin = on - timedelta(7 * (n_weeks + 1) - 1)
    sql, parameters = rule.selection.select("told_on as day")
    events = _by_week(views, f"select day from ({sql})", parameters, begin, on)
    pages = _by_week(views, "select story_date as day from articles", [], begin, on)
    return [Week(events.get(week, 0), pages.get(week, 0)) for week in range(n_weeks + 1)]


def _by_week(views: ReadOnly, sql: str, parameters: Sequence[object], begin: date, on: date) -> dict[int, int]:
    query = f"select date_diff('day', day, ?::date) // 7, count(*) from ({sql}) where day between ? and ? group by 1"
    return dict(views.query(query, [on, *parameters, begin, on]).fetchall())


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return value.isoformat() if isinstance(value, date) else value
