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
