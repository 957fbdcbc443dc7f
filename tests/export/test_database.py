"""One DuckDB file that stands alone."""

from __future__ import annotations

import duckdb
import pytest

from lapwing.export import export
from lapwing.export.job import Options
from lapwing.selection import Selection


@pytest.fixture
def opened(store, tmp_path):
    """Write the store's events and open the file as a reader without the store does."""

    def make(**how):
        export(store, "duckdb", tmp_path / "x.duckdb", **how)
        return duckdb.connect(str(tmp_path / "x.duckdb"), read_only=True)

    return make


def test_tables_not_views(opened):
    """Seven tables, no view, no path into the store."""
    with opened() as connection:
        kinds = connection.execute("select table_name, table_type from information_schema.tables order by 1").fetchall()
    assert kinds == [(n, "BASE TABLE") for n in ("actors", "articles", "codebook", "coded_events", "dyads", "events", "reports")]  # fmt: skip


def test_rows_hang_together(store, opened):
    """The chosen events, and of all else what belongs to them."""
    with opened(selection=Selection.parse({"country": ["PER"]})) as connection:
        events = connection.execute("select id from events order by id").fetchall()
        chosen = "select id from consolidated_events where list_contains(actor_countries, 'PER') or list_contains(recipient_countries, 'PER') order by id"
        assert events == store.query(chosen).fetchall() != []
        for table, column, other in (
            ("dyads", "event_id", "events"), ("reports", "event_id", "events"), ("coded_events", "id", "reports"), ("actors", "event_id", "coded_events"),
            ("articles", "id", "(select article_id as id from coded_events)"),
        ):  # fmt: skip
            found = connection.execute(f"select distinct {column} from {table}").fetchall()
            assert found
            assert set(found) <= set(connection.execute(f"select id from {other}").fetchall())


def test_text_when_asked_for(store, opened):
    with opened() as connection:
        assert "text" not in [c[0] for c in connection.execute("describe articles").fetchall()]
    with opened(options=Options(with_text=True)) as connection:
        words = "select c.trigger, substr(a.text, c.trigger_start + 1, c.trigger_end - c.trigger_start) from coded_events c join articles a on a.id = c.article_id"
        pairs = connection.execute(words).fetchall()
    assert pairs
    assert all(a == b for a, b in pairs)


def test_reports(store, opened):
    """With reports, `events` has the coded events."""
    with opened(selection=Selection("reports")) as connection:
        assert connection.execute("select count(*) from events").fetchall() == store.query("select count(*) from events").fetchall()  # fmt: skip
        assert connection.execute("select id from events order by id").fetchall() == connection.execute("select id from coded_events order by id").fetchall()  # fmt: skip
