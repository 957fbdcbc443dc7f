"""Overview: a state -> the numbers and marks of its figures. All counting is done by the index."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from lapwing.explorer.state import State
from lapwing.figures import Bar, Dyad, Spot
from lapwing.store.index import Index, Rows

ROWS = 50
# The map has no more marks than this: what is too much to see takes long to draw.
MOST_SPOTS = 800
MOST_TIES = 400
# Days that are shown by one bar, when nobody asked: the first whose limit the days from first to last do not pass. Days.
_LIMITS = (("day", 120), ("week", 900), ("month", 5_500))
_DAYS = {"day": 1, "week": 7}
MOST_BARS = 400

QUADS_SQL = ", ".join(f"count(*) filter (quad = {quad}) as q{quad}" for quad in range(1, 5))


@dataclass(frozen=True, slots=True)
class Facet:
    """A value of a term with its number among what is asked for otherwise."""

    value: str
    n: int
    href: str
    is_on: bool
    share: float
    quad: int | None = None


# A change from fewer events than this, those of both times together, is put in brackets: with 10 in all, one half more or less is what chance does.
FEW = 10


@dataclass(frozen=True, slots=True)
class Change:
    """A type's last seven days against the weeks before: how many events, and their change for the same number of pages coded, as a share. None when there was nothing before."""

    name: str
    quad: int
    n: int
    against_4: float | None
    against_52: float | None
    is_few_4: bool
    is_few_52: bool
    href: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The last seven days to `last_day`. `weeks` says how many of the 52 weeks before have pages at all."""

    first_day: date
    last_day: date
    n_pages: int
    weeks: int
    rows: tuple[Change, ...]


def changes(index: Index, rows: Rows, state: State, path: str) -> Changes | None:
    """How the seven days to the end of what is asked for differ from the 4 and the 52 weeks before them; None for a store without days.

    Events count by the day they were first told, as pages do, so that both speak of the same week.
    """
    until = state.selection.values("until")
    asked = date.fromisoformat(until[0]) if until else date.max
    (found,) = index.rows("select max(day) as last from pages where day <= ?", [asked])
    if found["last"] is None:
        return None
    last: date = found["last"]
    first = last - timedelta(6)
    edges = {
        "now": (first, last),
        "w4": (first - timedelta(28), first - timedelta(1)),
        "w52": (first - timedelta(364), first - timedelta(1)),
    }
    counts = ", ".join(
        f"count(*) filter (told_on between date '{a}' and date '{b}') as {k}" for k, (a, b) in edges.items()
    )
    sums = ", ".join(
        f"coalesce(sum(n) filter (day between date '{a}' and date '{b}'), 0)::bigint as {k}"
        for k, (a, b) in edges.items()
    )
    (pages,) = index.rows(
        f"select {sums}, count(distinct date_trunc('week', day)) filter (day between date '{edges['w52'][0]}' and date '{edges['w52'][1]}') as weeks from pages"
    )
    counted = rows.select(
        f"type, any_value(quad) as quad, {counts}",
        f"and told_on between date '{edges['w52'][0]}' and date '{last}' group by type",
    )
    told = tuple(
        Change(
            row["type"],
            row["quad"],
            row["now"],
            *(_against(row["now"], pages["now"], row[k], pages[k]) for k in ("w4", "w52")),
            *(row["now"] + row[k] < FEW for k in ("w4", "w52")),
            state.href(path, type=row["type"], since=str(first), until=str(last)),
        )
        for row in sorted(counted, key=lambda row: (-row["now"], -row["w4"], row["type"]))
    )
    return Changes(first, last, pages["now"], pages["weeks"], told)


@dataclass(frozen=True, slots=True)
class Overview:
    """What the figures show. The `n_` say what each figure leaves out."""

    n: int
    types: tuple[Facet, ...]
    realis: tuple[Facet, ...]
    bars: tuple[Bar, ...]
    bin: str
    n_long: int
    n_no_day: int
    spots: tuple[Spot, ...]
    n_no_place: int
    n_spots_left_out: int
    dyads: tuple[Dyad, ...]
    n_without_pair: int
    rows: tuple[dict[str, Any], ...]
    n_pages: int
    changes: Changes | None


def overview(index: Index, state: State, path: str = "", n_rows: int = ROWS) -> Overview:
    """Everything of one page. Nine queries; each sees only rows that are asked for."""
    with index.chosen(state.selection) as rows:
        n_all, types, realis = _facets(rows, state, path)
        (totals,) = rows.select(_TOTALS)
        bars, bin_ = _bars(index, rows, state, path, totals)
        spots, n_left_out = _spots(rows, state, path)
        dyads = _dyads(rows, state, path)
        listed = table_rows(index, rows, state, n_rows)
        changed = changes(index, rows.without("since", "until"), state, path)
    return Overview(
        n=n_all,
        types=types,
        realis=realis,
        bars=bars,
        bin=bin_,
        n_long=totals["n_long"],
        n_no_day=totals["n_no_day"],
        spots=spots,
        n_no_place=totals["n_no_place"],
        n_spots_left_out=n_left_out,
        dyads=dyads,
        n_without_pair=totals["n_without_pair"],
        rows=listed,
        n_pages=math.ceil(n_all / ROWS),
        changes=changed,
    )


def _facets(rows: Rows, state: State, path: str) -> tuple[int, tuple[Facet, ...], tuple[Facet, ...]]:
    """Types and realis, each counted as if nothing was asked of itself, so that one sees what another choice would show."""
    cube = rows.without("type", "realis").select("type, realis, quad, count(*) as n", "group by all")
    types, realis = state.selection.values("type"), state.selection.values("realis")
    by_type, by_realis, quads, total = Counter[str](), Counter[str](), {}, 0
    for row in cube:
        quads[row["type"]] = row["quad"]
        if not realis or row["realis"] in realis:
            by_type[row["type"]] += row["n"]
        if not types or row["type"] in types:
            by_realis[row["realis"]] += row["n"]
        if (not realis or row["realis"] in realis) and (not types or row["type"] in types):
            total += row["n"]
    return (
        total,
        tuple(_facet(state, path, "type", by_type, quads)),
        tuple(_facet(state, path, "realis", by_realis, {})),
    )


def _facet(state: State, path: str, name: str, counts: Counter[str], quads: dict[str, int]) -> Iterator[Facet]:
    most, chosen = max(counts.values(), default=1), state.selection.values(name)
    for value, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield Facet(value, n, state.toggled(path, name, value), value in chosen, n / max(most, 1), quads.get(value))


# --- the timeline ----------------------------------------------------------------------------------------


# What every figure leaves out, and the days that the timeline spans, in one look at the rows.
_TOTALS = """
min(day) filter (not is_long) as first, max(day) filter (not is_long) as last, count(*) filter (is_long) as n_long, count(*) filter (day is null) as n_no_day,
count(*) filter (latitude is null or longitude is null) as n_no_place, count(*) filter (starts_with(pair, '>') or ends_with(pair, '>')) as n_without_pair
"""


def _bars(index: Index, rows: Rows, state: State, path: str, span: dict[str, Any]) -> tuple[tuple[Bar, ...], str]:
    if span["first"] is None:
        return (), "day"
    bin_ = bin_of(state.bin, span["first"], span["last"])
    counted = rows.select(
        f"date_trunc('{bin_}', day)::date as bin, {QUADS_SQL}",
        "and not is_long and day is not null group by bin",
    )
    by_bin = {row["bin"]: (row["q1"], row["q2"], row["q3"], row["q4"]) for row in counted}
    pages = {
        row["bin"]: row["n"]
        for row in index.rows(
            f"select date_trunc('{bin_}', day)::date as bin, sum(n)::bigint as n from pages where day is not null group by bin"
        )
    }
    href, bars = state.linker(path, "since", "until"), []
    for first in bins(bin_, span["first"], span["last"]):
        last = following(bin_, first) - timedelta(1)
        bars.append(Bar(first, last, by_bin.get(first, (0, 0, 0, 0)), pages.get(first, 0), href(first, last)))
    return tuple(bars), bin_


def bin_of(asked: str, first: date, last: date) -> str:
    """The unit of a timeline's bars: the one asked for if there are not too many, otherwise one that fits."""
    units = [unit for unit, _ in _LIMITS] + ["year"]
    if asked in units:
        n = (last - first).days / {"day": 1, "week": 7, "month": 30, "year": 365}[asked]
        if n <= MOST_BARS:
            return asked
    return next((unit for unit, limit in _LIMITS if (last - first).days <= limit), "year")


def bins(unit: str, first: date, last: date) -> Iterator[date]:
    """The first days of all bars from the one that holds `first` to the one that holds `last`; weeks begin on Monday."""
    start = {
        "day": first,
        "week": first - timedelta(first.weekday()),
        "month": first.replace(day=1),
        "year": first.replace(month=1, day=1),
    }[unit]
    while start <= last:
        yield start
        start = following(unit, start)


def following(unit: str, first: date) -> date:
    """The first day of the next bar."""
    if unit in _DAYS:
        return first + timedelta(_DAYS[unit])
    if unit == "year":
        return first.replace(year=first.year + 1)
    return (first + timedelta(32)).replace(day=1)


# --- the map and the dyads -------------------------------------------------------------------------------


def _spots(rows: Rows, state: State, path: str) -> tuple[tuple[Spot, ...], int]:
    places = rows.select(
        f"""place, place_country, round(latitude, 2) as latitude, round(longitude, 2) as longitude, any_value(place_level) as level, {QUADS_SQL}, count(*) as n,
        sum(count(*)) over () as n_placed""",
        f"and latitude is not null and longitude is not null group by 1, 2, 3, 4 order by n desc, place limit {MOST_SPOTS}",
    )
    href = state.linker(path, "place", "in")
    spots = tuple(
        Spot(
            row["place"],
            row["place_country"],
            row["latitude"],
            row["longitude"],
            row["level"] or "",
            (row["q1"], row["q2"], row["q3"], row["q4"]),
            href(row["place"], row["place_country"]),
        )
        for row in places
    )
    n_left_out = int(places[0]["n_placed"]) - sum(row["n"] for row in places) if places else 0
    return spots, n_left_out


# Codes have no blanks, so the lists of a pair come apart again. An undirected tie has its parties in the order of the alphabet, and counts once what names both on both sides.
_TIES = """
with told as (select pair, {quads} from {table} where {where} group by pair),
     tied as (select distinct pair, {first} as a, {second} as b
              from (select pair, unnest(string_split(split_part(pair, '>', 1), ' ')) as actor from told) x
              join (select pair, unnest(string_split(split_part(pair, '>', 2), ' ')) as recipient from told) y using (pair)
              where actor <> '' and recipient <> '')
select a, b, sum(q1)::int as q1, sum(q2)::int as q2, sum(q3)::int as q3, sum(q4)::int as q4 from tied join told using (pair)
group by a, b order by sum(q1 + q2 + q3 + q4) desc, a, b limit {most}
"""


def _dyads(rows: Rows, state: State, path: str) -> tuple[Dyad, ...]:
    """Every pair of an actor's and a recipient's country counts once for each event; events with nobody on one side have no pair."""
    directed = state.ties == "directed"
    first, second = ("actor", "recipient") if directed else ("least(actor, recipient)", "greatest(actor, recipient)")
    ties = rows.ask(_TIES, quads=QUADS_SQL, first=first, second=second, most=MOST_TIES)
    href = state.linker(path, *(("dyad", "between") if directed else ("between", "dyad")))
    dyads = (Dyad(r["a"], r["b"], (r["q1"], r["q2"], r["q3"], r["q4"]), href(f"{r['a']}-{r['b']}", None)) for r in ties)
    return tuple(dyads)


# --- the table -------------------------------------------------------------------------------------------

_ORDERS = {"day": "day", "score": "score", "sources": "n_sources", "type": "type"}
_COLUMNS = """number, id, type, mode, realis, quad, first_day, last_day, day, has_day, told_on, actor_countries, recipient_countries, actors, recipients, place, place_country,
dead, injured, score, n_articles, n_sources, disputed, sentence, trigger, coded_event_id, article_id"""


def table_rows(index: Index, rows: Rows, state: State, n: int = ROWS) -> tuple[dict[str, Any], ...]:
    """The rows of the state's page in the state's order."""
    column, way = _ORDERS[state.sort.lstrip("-")], "desc" if state.sort.startswith("-") else "asc"
    order = f"order by {column} {way} nulls last, id limit {n} offset {(state.page - 1) * n}"
    places = [n for (n,) in rows.values("number", order)]
    # The wide columns are read for the rows of this page only.
    wide = {
        row["number"]: row
        for row in index.rows(
            f"select {_COLUMNS} from {state.selection.kind} where number in (select unnest(?::bigint[]))", [places]
        )
    }
    return tuple(wide[n] for n in places)


# --- change against what was usual -----------------------------------------------------------------------


def _against(n: int, n_pages: int, n_before: int, n_pages_before: int) -> float | None:
    """The change of events for one page, as a share of what it was before.

    >>> _against(30, 100, 30, 200)
    1.0
    """
    return (n / n_pages) / (n_before / n_pages_before) - 1 if n_pages and n_before and n_pages_before else None


def shown_parties(dyads: Sequence[Dyad]) -> list[str]:
    return sorted({party for dyad in dyads for party in (dyad.actor, dyad.recipient)})
