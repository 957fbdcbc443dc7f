"""Index: a store's events and reports as two flat tables in one DuckDB file, so that a million of them are counted while somebody waits.

It is made once for each consolidation, lies beside the consolidated tables and goes when they go. Nothing is in it that the store does not have.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lapwing.selection import KINDS, SOURCES, Selection
from lapwing.store.store import Store
from lapwing.whole import whole_file

if TYPE_CHECKING:
    import duckdb

# Changes with what stands in the file, so that an index of an earlier version is not read.
_FILE = "explorer-2.duckdb"
# A period longer than this belongs to no bar of a timeline: "in 2023" did not happen on January 1. Days.
LONGEST_PERIOD = 31

# Terms whose condition reads lists or texts: with a million rows a tenth of a second and more each time.
_SLOW = ("words", "country", "by", "to", "dyad", "between", "sector", "who", "context")
# What is counted and sorted by.
_COUNTED = """number, id, type, mode, realis, quad, day, is_long, first_day, last_day, told_on, place, place_country, latitude, longitude, 
place_level, pair, score, n_sources"""

_TABLE = f"""
create table index.{{kind}} as
select row_number() over () as number, *, coalesce(first_day, told_on) as day, first_day is not null as has_day,
       first_day is not null and date_diff('day', first_day, last_day) >= {LONGEST_PERIOD} as is_long,
       array_to_string(actor_countries, ' ') || '>' || array_to_string(recipient_countries, ' ') as pair
from (from ({{source}}) order by coalesce(first_day, told_on) nulls first, id)
"""
_PAGES = (
    "create table index.pages as select story_date as day, count(*) as n from articles group by story_date order by day"
)


class Index:
    """An open index. `path` is its file; `is_temporary` when the store's folder could not be written to."""

    def __init__(self, path: Path, is_temporary: bool = False) -> None:
        import duckdb

        self.path, self.is_temporary = path, is_temporary
        fence = {"enable_external_access": False, "lock_configuration": True}
        self._connection = duckdb.connect(str(path), read_only=True, config=fence)

    def rows(self, sql: str, parameters: list[object] | None = None) -> list[dict[str, Any]]:
        """The answer to a SELECT as dicts. Safe in several threads."""
        return _dicts(self._connection.cursor().execute(sql, parameters or []))

    def select(self, selection: Selection, columns: str, rest: str = "") -> list[dict[str, Any]]:
        """Columns of the rows that are asked for."""
        return self.rows(*selection.select(columns, rest, source=selection.kind))

    @contextmanager
    def chosen(self, selection: Selection) -> Iterator[Rows]:
        """The rows that are asked for, to be counted in several ways. What is slow to find (words, parties) is looked for once."""
        cursor = self._connection.cursor()
        slow, quick = selection.split(_SLOW)
        if not slow.asked:
            yield Rows(cursor, selection.kind, selection)
            return
        cursor.execute(*_made("create or replace temp table chosen as", slow))
        try:
            yield Rows(cursor, "chosen", quick)
        finally:
            cursor.execute("drop table chosen")

    def close(self) -> None:
        self._connection.close()
        if self.is_temporary:
            shutil.rmtree(self.path.parent, ignore_errors=True)


class Rows:
    """Rows of a table of the index, open for counting: those that `selection` chooses."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, table: str, selection: Selection) -> None:
        self._cursor, self._table, self.selection = cursor, table, selection

    def without(self, *names: str) -> Rows:
        """The rows as if nothing was asked for under these terms, which must not be slow ones."""
        return Rows(self._cursor, self._table, self.selection.split(names)[1])

    def select(self, columns: str, rest: str = "") -> list[dict[str, Any]]:
        """Columns of the rows as dicts; `rest` goes on after the condition."""
        return self.ask("select {columns} from {table} where {where} {rest}", columns=columns, rest=rest)

    def values(self, columns: str, rest: str = "") -> list[tuple]:
        self._cursor.execute(*self.selection.select(columns, rest, source=self._table))
        return self._cursor.fetchall()

    def ask(self, sql: str, **parts: object) -> list[dict[str, Any]]:
        """The answer to a SELECT in which {table} and {where} stand for the rows, once."""
        where, parameters = self.selection.where()
        self._cursor.execute(sql.format(table=self._table, where=where, **parts), parameters)
        return _dicts(self._cursor)


def _made(start: str, selection: Selection) -> tuple[str, list[object]]:
    sql, parameters = selection.select(_COUNTED, source=selection.kind)
    return f"{start} {sql}", parameters


def _dicts(cursor: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def open_index(store: Store, tell: Callable[[str], None] = lambda _: None) -> Index:
    """The index of what the store holds now, made when it is not there. The store is consolidated first when it has changed."""
    import duckdb

    store.consolidate(tell)
    path = store.folder / "consolidated" / store.consolidation_name / _FILE
    if path.exists():
        try:
            return Index(path)
        except duckdb.Error:  # cut off when it was copied, or of another version of DuckDB: it is made anew
            path.unlink(missing_ok=True)
    tell("an index for looking at it")
    try:
        with whole_file(path) as temporary:
            _make(store, temporary)
        return Index(path)
    except PermissionError:
        made = Path(tempfile.mkdtemp(prefix="lapwing-")) / _FILE
        _make(store, made)
        return Index(made, is_temporary=True)


def _make(store: Store, path: Path) -> None:
    with _working(store, path) as connection:
        for kind in KINDS:
            connection.execute(_TABLE.format(kind=kind, source=SOURCES[kind]))
        connection.execute(_PAGES)


@contextmanager
def _working(store: Store, path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The store's views, consolidated ones too, with the new file attached."""
    spill = path.with_name(path.name + ".spilled")
    with store.working_connection(spill) as connection:
        quoted = str(path).replace("'", "''")
        connection.execute(f"attach '{quoted}' as index")
        yield connection
        connection.execute("detach index")
    shutil.rmtree(spill, ignore_errors=True)
