"""The index: the same rows as the views, made once for each consolidation, and nothing but reading through it."""

from __future__ import annotations

import duckdb
import pytest

from lapwing.selection import KINDS, Selection
from lapwing.store import Store
from lapwing.store.index import open_index
from making_explored import TEXTS, page_of


@pytest.fixture
def store(coder, tmp_path):
    store = Store.create(tmp_path / "store")
    store.append([coder.code_page(page_of(*text)) for text in TEXTS], coder_digest="c")
    return store


def test_the_rows_of_the_views(store):
    """Every column of both kinds."""
    index = open_index(store)
    for kind in KINDS:
        answer = store.query(*Selection(kind).select(rest="order by id"))
        expected = [dict(zip(answer.columns, row, strict=True)) for row in answer.fetchall()]
        found = index.select(Selection(kind), "*", "order by id")
        assert [{k: row[k] for k in answer.columns} for row in found] == expected


def test_made_once(store):
    """And anew when the store has changed."""
    told: list[str] = []
    first = open_index(store, told.append)
    assert told
    told.clear()
    again = open_index(store, told.append)
    assert (again.path, told) == (first.path, [])
    store.append([], coder_digest="d")
    assert open_index(store).path == first.path


def test_a_broken_index_is_made_anew(store):
    """It holds nothing that the store does not."""
    path = open_index(store).path
    gone = path.with_name("gone.duckdb")
    path.rename(gone)
    path.write_bytes(gone.read_bytes()[:5_000])
    assert open_index(store).select(Selection(), "count(*) as n")[0]["n"] > 3


def test_slow_terms_are_looked_for_once_and_mean_the_same(store):
    """Whether by a table of its own or not."""
    index = open_index(store)
    for asked in (
        {"words": ["camp"]},
        {"country": ["KEN"], "type": ["ASSAULT"]},
        {"who": ["Kenya"], "since": ["2024-06-01"]},
        {"type": ["ASSAULT"]},
    ):
        selection = Selection.parse(asked)
        with index.chosen(selection) as rows:
            assert sorted(rows.values("id")) == sorted((r["id"],) for r in index.select(selection, "id"))
            everything = index.select(selection.split(("type", "since"))[1], "id")
            assert len(rows.without("type", "since").values("id")) == len(everything)


def test_nothing_but_reading(store):
    """No change, no file, no network, even for somebody who could write SQL."""
    index = open_index(store)
    for sql in (
        "delete from events",
        "select * from read_csv('/etc/passwd')",
        "copy events to '/tmp/x.csv'",
        "set enable_external_access = true",
        "attach '/tmp/x.duckdb'",
    ):
        with pytest.raises(duckdb.Error):
            index.rows(sql)


def test_a_folder_that_cannot_be_written(store, monkeypatch):
    """The index lies elsewhere then, and goes with the explorer."""
    from lapwing.store import index as module

    store.consolidate()

    def refused(_):
        raise PermissionError("read-only")

    monkeypatch.setattr(module, "whole_file", refused)
    index = open_index(store)
    assert index.is_temporary
    assert index.select(Selection(), "count(*) as n")[0]["n"] > 3
    index.close()
    assert not index.path.exists()
