"""The chosen events of a store, one by one, with what tells them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lapwing.store import ReadOnly

# Events whose accounts are joined in memory at once: about 300 MB. Each such piece reads the store's columns once more. Events.
_AT_ONCE = 25_000

_TELLING = """
{'id': e.id, 'article_id': a.id, 'url': a.url, 'title': a.title, 'outlet': s.outlet, 'agency': a.agency, 'language': a.language, 'told_on': a.story_date,
 'trigger': e.trigger, 'start': e.trigger_start, 'end': e.trigger_end, 'sentence': e.sentence, 'attributed_to': e.attributed_to,
 'actors': e.actors, 'recipients': e.recipients, 'titles': o.titles, 'copy_id': COPY}
"""
_JOINS = """
join articles a on a.id = e.article_id left join signatures s on s.article_id = e.article_id
left join (select event_id, list({'role': role, 'start': start, 'office': office} order by role, start, office) as titles
           from actors where office is not null group by event_id) o on o.event_id = e.id
"""
_ORDER = "order by coalesce(c.first_day, c.TOLD) nulls last, c.id"
_BARE = f"with chosen as (CHOSEN) select c.* from VIEW c join chosen on chosen.id = c.id {_ORDER}"
_BEST_FIRST = "order by (e.realis = c.realis) desc, e.score desc nulls last, e.id"
_ALL = f"""
with chosen as (CHOSEN),
told as (
  select r.event_id, list({_TELLING.replace("COPY", "r.copy_id")} {_BEST_FIRST}) as tellings
  from chosen join consolidated_events c on c.id = chosen.id join reports r on r.event_id = c.id join events e on e.id = r.id {_JOINS}
  group by r.event_id)
select c.*, told.tellings from consolidated_events c join chosen on chosen.id = c.id left join told on told.event_id = c.id {_ORDER}
"""
_BEST = f"""
with chosen as (CHOSEN),
best as (
  select r.event_id, first(e.id {_BEST_FIRST}) as id
  from chosen join consolidated_events c on c.id = chosen.id join reports r on r.event_id = c.id join events e on e.id = r.id group by r.event_id),
told as (select best.event_id, {_TELLING.replace("COPY", "a.id")} as telling from best join events e on e.id = best.id {_JOINS})
select c.*, case when told.event_id is null then [] else [told.telling] end as tellings
from consolidated_events c join chosen on chosen.id = c.id left join told on told.event_id = c.id {_ORDER}
"""
_REPORT = f"""
with chosen as (CHOSEN), c as (select e.*, {_TELLING.replace("COPY", "a.id")} as telling from events e join chosen on chosen.id = e.id {_JOINS})
select * exclude (telling), [telling] as tellings from c {_ORDER}
"""

NO_ACCOUNTS, BEST_ACCOUNT, ALL_ACCOUNTS = "none", "best", "all"


def chosen_sql(chosen: str, *, reports: bool = False, accounts: str = ALL_ACCOUNTS) -> str:
    """A SELECT of the rows of `consolidated_events`, or with `reports` of `events`, whose ids the SELECT `chosen` gives, in the order of days and ids. Unless
    `accounts` is "none", each has a column more, `tellings`: all accounts of it with the best first, or the best alone, which is quicker."""
    if accounts == NO_ACCOUNTS:
        sql = _BARE.replace("VIEW", "events" if reports else "consolidated_events")
    else:
        sql = _REPORT if reports else _ALL if accounts == ALL_ACCOUNTS else _BEST
    return sql.replace("TOLD", "story_date" if reports else "first_report").replace("CHOSEN", chosen)


def chosen_rows(
    views: ReadOnly, chosen: str, parameters: Sequence[object], *, reports: bool, accounts: str
) -> Iterator[dict[str, Any]]:
    """The rows of `chosen_sql`. Accounts are brought together for so many events at a time that memory does not grow with the store."""
    bare = chosen_sql(chosen, reports=reports, accounts=NO_ACCOUNTS)
    if accounts == NO_ACCOUNTS:
        yield from views.stream(bare, parameters)
        return
    ids = [row["id"] for row in views.stream(f"select id from ({bare})", parameters)]
    for start in range(0, len(ids), _AT_ONCE):
        some = chosen_sql("select unnest(?::varchar[]) as id", reports=reports, accounts=accounts)
        yield from views.stream(some, [ids[start : start + _AT_ONCE]])


def texts_of(views: ReadOnly, article_ids: Sequence[str]) -> dict[str, str]:
    """The texts of some articles by id."""
    found = views.stream("select id, text from articles where id in (select unnest(?::varchar[]))", [list(article_ids)])
    return {row["id"]: row["text"] for row in found}
