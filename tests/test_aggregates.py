"""Aggregates: every group counts what a plain count over the rows gives, and days without events are told from days without pages."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from lapwing.aggregates import GROUPS, count_by
from lapwing.errors import WrongCall
from lapwing.selection import Selection
from lapwing.store import Store
from lapwing.store.index import open_index

TOLD = {
    date(
        2024, 5, 8
    ): "CAIRO - Egyptian police arrested twelve protesters in Cairo on Tuesday. Kenya condemned the arrests.",
    date(
        2024, 6, 4
    ): "Sudan's foreign minister met Kenya's president in Nairobi on Monday. Rebels shelled a market in Omdurman on Saturday, killing four people.",
    date(2024, 7, 1): "The harvest was good this year, and the mills of the valley have flour for the whole winter.",
}


@pytest.fixture(scope="module")
def store(coder, tmp_path_factory):
    store = Store.create(tmp_path_factory.mktemp("aggregates") / "store")
    store.append([coder.code_text(text, published=day) for day, text in TOLD.items()], coder_digest="c")
    store.consolidate()
    return store


@pytest.fixture(scope="module")
def views(store):
    return store.read_only()


def rows(views, selection: Selection) -> list[dict]:
    return views.rows(*selection.select())


PLAIN = {
    "day": lambda r: [r["first_day"] or r["told_on"]],
    "month": lambda r: [(r["first_day"] or r["told_on"]).replace(day=1)],
    "type": lambda r: [r["type"]],
    "quad": lambda r: [r["quad"]],
    "country": lambda r: sorted({*r["actor_countries"], *r["recipient_countries"]}) or [None],
    "dyad": lambda r: [f"{a}-{b}" for a in r["actor_countries"] for b in r["recipient_countries"]] or [None],
    "place": lambda r: [f"{r['place']}, {r['place_country']}" if r["place"] else None],
}


@pytest.mark.parametrize("kind", ["events", "reports"])
@pytest.mark.parametrize("name", PLAIN)
def test_each_group_counts(views, kind, name):
    """Each group by itself against a count in Python."""
    selection = Selection(kind)
    expected = Counter(value for row in rows(views, selection) for value in PLAIN[name](row))
    found = count_by(views.rows, selection, [name])
    assert {r[name]: r["n"] for r in found.rows if r["n"]} == expected
    assert (found.n, found.n_pages) == (len(rows(views, selection)), 3)


def test_groups_together(views):
    """Lists are taken apart one by one, not side by side."""
    expected = Counter(
        (c, t) for row in rows(views, Selection()) for c in PLAIN["country"](row) for t in PLAIN["type"](row)
    )
    found = count_by(views.rows, Selection(), ["country", "type"])
    assert {(r["country"], r["type"]): r["n"] for r in found.rows} == expected
    pairs = Counter(
        (c, d) for row in rows(views, Selection()) for c in PLAIN["country"](row) for d in PLAIN["dyad"](row)
    )
    both = count_by(views.rows, Selection(), ["country", "dyad"])
    assert {(r["country"], r["dyad"]): r["n"] for r in both.rows} == pairs


def test_a_quiet_month_is_told_from_one_without_pages(views):
    """July has a page and no events: 0 of 1. A month without pages has no row."""
    found = count_by(views.rows, Selection(), ["month"]).rows
    assert found[-1] == {"month": date(2024, 7, 1), "n": 0, "n_pages": 1}
    assert [r["month"].month for r in found] == [5, 6, 7]
    chosen = count_by(views.rows, Selection.parse({"until": ["2024-05-31"]}), ["month"])
    assert ([r["n_pages"] for r in chosen.rows], chosen.n_pages) == ([1], 1)


def test_weeks_begin_on_monday(views):
    """Whatever the day, its week's name is a Monday."""
    assert {r["week"].weekday() for r in count_by(views.rows, Selection(), ["week"]).rows} == {0}


def test_other_tables_count_the_same(views, store):
    """An index has the same rows and pages."""
    index = open_index(store)
    for by in (["month"], ["country", "day"], ["dyad"]):
        selection = Selection.parse({"since": ["2024-05-01"], "realis": ["actual"]})
        assert count_by(index.rows, selection, by, source="events", pages="pages") == count_by(
            views.rows, selection, by
        )
    index.close()


def test_cut_answers_say_so(views):
    """More groups than asked for."""
    found = count_by(views.rows, Selection(), ["type"], limit=1)
    assert (len(found.rows), found.is_cut) == (1, True)


@pytest.mark.parametrize("by", [[], ["colour"], ["day", "month"], ["type", "quad", "place", "country"]])
def test_wrong_groups_are_refused(views, by):
    """Unknown groups, two times, more than three."""
    with pytest.raises(WrongCall):
        count_by(views.rows, Selection(), by)
    assert len(GROUPS) == 8
