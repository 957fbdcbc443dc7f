"""Overview: what the figures show are the numbers that SQL over the store's views gives."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import date, timedelta
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.explorer.overview import bin_of, bins, following, overview
from lapwing.explorer.state import State

QUERIES = [
    "",
    "kind=reports",
    "realis=actual",
    "type=ASSAULT",
    "country=KEN",
    "kind=reports&in=KEN",
    "words=camp",
    "since=2024-06-01",
    "ties=undirected",
    "bin=week",
    "type=AID",
]


def rows_of(store, state):
    answer = store.query(*state.selection.select())
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.fetchall()]


@pytest.mark.parametrize("query", QUERIES)
def test_numbers_are_those_of_the_views(store, index, query):
    """Counted in the index, counted one by one from the store: the same."""
    state = State.parse(parse_qs(query))
    shown, rows = overview(index, state), rows_of(store, state)
    assert shown.n == len(rows)
    by_type = Counter(r["type"] for r in rows)
    asked = state.selection.values("type")
    assert {f.value: f.n for f in shown.types if not asked or f.value in asked} == by_type
    long = [r for r in rows if r["first_day"] and (r["last_day"] - r["first_day"]).days >= 31]
    dated = [r for r in rows if r not in long and (r["first_day"] or r["told_on"])]
    assert sum(sum(b.counts) for b in shown.bars) == len(dated)
    for bar in shown.bars:
        inside = [r for r in dated if bar.first_day <= (r["first_day"] or r["told_on"]) <= bar.last_day]
        assert bar.counts == tuple(sum(r["quad"] == q for r in inside) for q in range(1, 5))
    assert sum(sum(s.counts) for s in shown.spots) == sum(r["latitude"] is not None for r in rows)
    assert shown.n_no_place == sum(r["latitude"] is None for r in rows)
    pairs = Counter()
    for r in rows:
        found = {(a, b) for a in r["actor_countries"] for b in r["recipient_countries"]}
        pairs.update(found if state.ties == "directed" else {tuple(sorted(p)) for p in found})
    assert {(d.actor, d.recipient): sum(d.counts) for d in shown.dyads} == pairs
    assert shown.n_without_pair == sum(not r["actor_countries"] or not r["recipient_countries"] for r in rows)
    assert sorted(r["id"] for r in shown.rows) == sorted(r["id"] for r in rows)


def test_pages_coded_are_the_denominator(store, index):
    """Every article counts on its story day, whatever was found in it."""
    shown = overview(index, State.parse({"bin": ["day"]}))
    told = Counter(day for (day,) in store.query("select story_date from articles").fetchall())
    assert {b.first_day: b.n_pages for b in shown.bars if b.n_pages} == {
        d: n for d, n in told.items() if shown.bars[0].first_day <= d <= shown.bars[-1].first_day
    }


@pytest.mark.parametrize("sort", ["day", "-day", "score", "-score", "sources", "-sources", "type"])
def test_order_of_the_table(index, sort):
    rows = overview(index, State.parse({"sort": [sort]})).rows
    values = [
        r[{"day": "day", "score": "score", "sources": "n_sources", "type": "type"}[sort.lstrip("-")]] for r in rows
    ]
    known = [v for v in values if v is not None]
    assert known == sorted(known, reverse=sort.startswith("-"))
    assert len(known) > 3


def test_change_is_for_the_same_number_of_pages(index):
    """The last seven days end with the last page; what was not there before has no change."""
    told = overview(index, State()).changes
    assert (told.first_day, told.last_day) == (date(2024, 5, 30), date(2024, 6, 5))
    assault = next(c for c in told.rows if c.name == "ASSAULT")
    coerce = next(c for c in told.rows if c.name == "COERCE")
    assert (assault.n, assault.against_52, assault.is_few_52) == (2, None, True) or assault.n == 1
    assert (coerce.n, coerce.against_52) == (0, -1.0)
    accuse = next(c for c in told.rows if c.name == "ACCUSE")
    before = 1 / 1  # one in the one page of May
    assert accuse.against_52 == pytest.approx(accuse.n / told.n_pages / before - 1)


@given(
    st.dates(date(1990, 1, 1), date(2030, 1, 1)),
    st.integers(0, 20_000),
    st.sampled_from(["day", "week", "month", "year"]),
)
def test_bars_hold_every_day_once(first, n, unit):
    last = first + timedelta(n)
    if bin_of(unit, first, last) != unit:
        return
    starts = list(bins(unit, first, last))
    assert starts[0] <= first
    assert starts[-1] <= last < following(unit, starts[-1])
    assert all(following(unit, a) == b for a, b in itertools.pairwise(starts))
    assert len(starts) <= 402
