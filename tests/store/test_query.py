from __future__ import annotations

import pytest

from lapwing.errors import WrongCall
from lapwing.store import Store


@pytest.fixture
def store(tmp_path):
    return Store.create(tmp_path / "s")


@pytest.mark.parametrize(
    "sql",
    [
        "create table x as select 1",
        "drop view events",
        "select 1; select 2",
        "copy (select 1) to 'x.csv'",
        "set threads = 1",
        "attach 'x.db'",
        "install httpfs",
        "load httpfs",
        "pragma database_list",
        "select * from read_csv('/etc/hostname')",
        "select * from read_text('/etc/hostname')",
        "select * from 'https://example.org/x.parquet'",
        "selct 1",
        "",
    ],
)
def test_nothing_but_reading_the_store(store, sql):
    """Other statements, other files and the network are refused with a message, and leave nothing behind."""
    with pytest.raises(WrongCall):
        store.query(sql).fetchall()


def test_with(store):
    """A SELECT may have parts."""
    assert store.query("with n as (select count(*) c from events) select c from n").fetchall() == [(0,)]


def test_rows_and_stream(store):
    """The same dicts, at once or a few at a time; a wrong call is told either way."""
    sql, expected = "select range as n from range(?)", [{"n": n} for n in range(5)]
    views = store.read_only()
    assert views.rows(sql, [5]) == expected
    assert list(views.stream(sql, [5], batch=2)) == expected
    two = views.stream(sql, [5], batch=2)
    assert next(two) == next(views.stream(sql, [5])) == {"n": 0}
    assert next(two) == {"n": 1}
    for ask in (views.rows, views.stream):
        with pytest.raises(WrongCall):
            list(ask("drop view events"))
