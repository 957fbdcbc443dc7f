"""Aggregates: how many events or reports there are by month, type, country and the like, beside the pages that were coded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lapwing.errors import WrongCall
from lapwing.selection import Selection


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
        Group("country", "Each country among the parties: what has two counts in both", "VARCHAR", "one_party", _each(_PARTIES, "one_party")),
        Group("dyad", "Each pair of actor and recipient, such as RUS-UKR", "VARCHAR", "one_dyad", _each(_DYADS, "one_dyad")),
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


PAGES = "(select story_date as day, count(*) as n from articles group by all)"
"""How many pages were coded of each story day, from a store's views."""


def count_by(
    ask: Callable[[str, Sequence[object]], list[dict[str, Any]]],
    selection: Selection,
    by: Sequence[str],
    *,
    limit: int = 1_000,
    source: str | None = None,
    pages: str = PAGES,
) -> Aggregates:
    """How many of a selection there are in each group: by time in its order, and by size otherwise. A time in which pages were coded and nothing was found has a row with 0, so that
    it can be told from a time without pages. Raises WrongCall for a group that there is not.

    `ask` gives the rows of a SELECT over a store's views; or over other tables, when `source` names one with the columns of a selection and `pages` one with days and numbers of pages.
    """
    groups = _groups(by)
    time = next((g for g in groups if g.unit), None)
    chosen, parameters = selection.select(source=source)
    days, bounds = _days(selection)
    told = f"from {pages} where {days}"
    (total,) = ask(
        f"select (select count(*) from ({chosen})) as n, (select coalesce(sum(n), 0)::bigint {told}) as n_pages",
        [*parameters, *bounds],
    )
    names = [_quoted(g.name) for g in groups]
    sql = f"select {', '.join(f'{g.sql} as {name}' for g, name in zip(groups, names, strict=True))}, count(*) as n from ({chosen}) {' '.join(g.join for g in groups)} group by all"
    order = ", ".join(["n desc", *names])
    if time is not None:
        sql, order = _beside_pages(sql, groups, time, told), f"{_quoted(time.name)} nulls last, {order}"
        parameters = [*parameters, *bounds]
    rows = ask(f"from ({sql}) order by {order} limit {int(limit) + 1}", parameters)
    return Aggregates(total["n"], total["n_pages"], tuple(rows[:limit]), len(rows) > limit)


def _beside_pages(counted: str, groups: Sequence[Group], time: Group, told: str) -> str:
    """The counts with the pages of each time; counted by time alone, also of times in which nothing was found."""
    when = _quoted(time.name)
    pages = f"select date_trunc('{time.unit}', day)::date as {when}, sum(n)::bigint as n_pages {told} group by all"
    columns = [f"coalesce(c.{when}, p.{when}) as {when}" if g is time else f"c.{_quoted(g.name)}" for g in groups]
    how = "full" if len(groups) == 1 else "left"
    return f"select {', '.join(columns)}, coalesce(n, 0) as n, coalesce(n_pages, 0) as n_pages from ({counted}) c {how} join ({pages}) p on c.{when} is not distinct from p.{when}"


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
    return " and ".join(f"day {sign} ?::date" for sign, _ in told) or "true", [day for _, day in told]


def _quoted(name: str) -> str:
    return f'"{name}"'
