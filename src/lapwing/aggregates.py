"""Aggregates: how many events or reports there are by month, type, country and the like, beside the pages that were coded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lapwing.errors import WrongCall
from lapwing.selection import Selection

if TYPE_CHECKING:
    from lapwing.store import ReadOnly


@dataclass(frozen=True, slots=True)
class Group:
    """One thing to count by. `sql` says what a row of a selection counts under, `join` takes lists apart, `unit` is that of a time."""

    name: str
    doc: str
    kind: str
    sql: str
    join: str = ""
    unit: str = ""


def _each(values: str, name: str) -> str:
    """A row for each of a list's values; a row whose list is empty stays, with null."""
    return f"cross join lateral (select unnest(case when len({values}) = 0 then [null] else {values} end) as {name})"


def _time(unit: str, doc: str) -> Group:
    return Group(unit, doc, "DATE", f"date_trunc('{unit}', coalesce(first_day, last_day, told_on))::date", unit=unit)


_PARTIES = "list_distinct(list_concat(coalesce(actor_countries, []), coalesce(recipient_countries, [])))"
_DYADS = "flatten(list_transform(coalesce(actor_countries, []), lambda a: list_transform(coalesce(recipient_countries, []), lambda r: a || '-' || r)))"
GROUPS = {
    group.name: group
    for group in (
        _time("day", "The first day, or the day of the first report where no day is known"),
        _time("week", "The Monday of that day's week"),
        _time("month", "The first day of that day's month"),
        Group("type", "PLOVER type", "VARCHAR", "type"),
        Group("quad", "Quad class", "INTEGER", "quad"),
        Group("country", "Each country among the parties: what has two counts in both", "VARCHAR", "party", _each(_PARTIES, "party")),
        Group("dyad", "Each pair of actor and recipient, such as RUS-UKR", "VARCHAR", "pair", _each(_DYADS, "pair")),
        Group("place", "Place and its country", "VARCHAR", "place || coalesce(', ' || place_country, '')"),
    )
}  # fmt: skip
"""Everything that can be counted by, by its name."""

# More at once is a table of the store: ask for its rows. Names.
_MOST_GROUPS = 3


@dataclass(frozen=True, slots=True)
class Aggregates:
    """`rows` have a value for each group (None: not known), `n`, and for a time `n_pages`: the pages that were coded whose story day lies in it. `n` counts what was chosen once,
    `n_pages` the pages of the chosen days. `is_cut`: there are more rows."""

    n: int
    n_pages: int
    rows: tuple[dict[str, Any], ...]
    is_cut: bool


def count_by(views: ReadOnly, selection: Selection, by: Sequence[str], *, limit: int = 1_000) -> Aggregates:
    """How many of a selection there are in each group: by time in its order, and by size otherwise. A time in which pages were coded and nothing was found has a row with 0, so that
    it can be told from a time without pages. Raises WrongCall for a group that there is not."""
    groups = _groups(by)
    time = next((g for g in groups if g.unit), None)
    chosen, parameters = selection.select()
    days, bounds = _days(selection)
    ((n, n_pages),) = views.query(
        f"select (select count(*) from ({chosen})), (select count(*) from articles where {days})", parameters + bounds
    ).fetchall()
    names = [g.name for g in groups]
    sql = f"select {', '.join(f'{g.sql} as {_quoted(g.name)}' for g in groups)}, count(*) as n from ({chosen}) {' '.join(g.join for g in groups)} group by all"
    if time is not None:
        pages = f"select date_trunc('{time.unit}', story_date)::date as {_quoted(time.name)}, count(*) as n_pages from articles where {days} group by all"
        how = "full" if len(groups) == 1 else "left"
        shared = f"coalesce(c.{_quoted(time.name)}, p.{_quoted(time.name)}) as {_quoted(time.name)}"
        own = [shared if g is time else f"c.{_quoted(g.name)}" for g in groups]
        sql = f"select {', '.join(own)}, coalesce(n, 0) as n, coalesce(n_pages, 0) as n_pages from ({sql}) c {how} join ({pages}) p on c.{_quoted(time.name)} is not distinct from p.{_quoted(time.name)}"
        parameters = parameters + bounds
    order = ", ".join([*([f"{_quoted(time.name)} nulls last"] if time else []), "n desc", *map(_quoted, names)])
    answer = views.query(f"from ({sql}) order by {order} limit {int(limit) + 1}", parameters)
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.fetchall()]
    return Aggregates(n, n_pages, tuple(rows[:limit]), len(rows) > limit)


def _groups(by: Sequence[str]) -> list[Group]:
    unknown = [name for name in by if name not in GROUPS]
    if unknown or not by:
        told = f"Nothing can be counted by {', '.join(unknown)}." if unknown else "Say what to count by."
        raise WrongCall(f"{told} Choose from: {', '.join(GROUPS)}.")
    groups = [GROUPS[name] for name in dict.fromkeys(by)]
    if len(groups) > _MOST_GROUPS or sum(bool(g.unit) for g in groups) > 1:
        raise WrongCall(f"Count by {_MOST_GROUPS} things at most, and by one of day, week and month.")
    return groups


def _days(selection: Selection) -> tuple[str, list[object]]:
    """The condition on pages that were told in the chosen days."""
    bounds = [(sign, *selection.values(name)) for name, sign in (("since", ">="), ("until", "<="))]
    told = [bound for bound in bounds if len(bound) > 1]
    return " and ".join(f"story_date {sign} ?::date" for sign, _ in told) or "true", [day for _, day in told]


def _quoted(name: str) -> str:
    return f'"{name}"'
