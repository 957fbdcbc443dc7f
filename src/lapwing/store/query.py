"""Read-only SQL over a store: an in-memory DuckDB whose views read the listed segments, and which can do nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lapwing.errors import BrokenData, WrongCall
from lapwing.store.ledger import Ledger, Segment
from lapwing.store.rows import CONSOLIDATED, SCHEMAS

if TYPE_CHECKING:
    import duckdb


NO_EXTENSIONS = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}


class ReadOnly:
    """Views over a store. Files outside it, the network, extensions and statements other than SELECT are out of reach."""

    def __init__(self, folder: Path, ledger: Ledger) -> None:
        import duckdb

        self._connection = duckdb.connect(config=NO_EXTENSIONS)
        create_views(self._connection, folder, ledger)
        create_consolidated_views(self._connection, folder, ledger)
        self._connection.execute("set temp_directory = ''")
        reachable = [str((folder / name).resolve()) for name in ("segments", "consolidated")]
        self._connection.execute(f"set allowed_directories = [{', '.join(map(_quoted, reachable))}]")
        self._connection.execute("set enable_external_access = false")
        self._connection.execute("set lock_configuration = true")

    def query(self, sql: str, parameters: Sequence[object] = ()) -> duckdb.DuckDBPyRelation:
        """The answer to one SELECT, with values for its question marks. Raises WrongCall for anything else, and for SQL that DuckDB does not take."""
        with _told_as_wrong_call():
            self._refuse_all_but_select(sql)
            return self._connection.sql(sql, params=list(parameters)) if parameters else self._connection.sql(sql)

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
        """The answer to one SELECT as dicts."""
        answer = self.query(sql, parameters)
        return [dict(zip(answer.columns, row, strict=True)) for row in answer.fetchall()]

    def stream(self, sql: str, parameters: Sequence[object] = (), *, batch: int = 2_000) -> Iterator[dict[str, Any]]:
        """Like `rows`, with `batch` of them at a time in memory. WrongCall comes with the first."""
        with _told_as_wrong_call():
            self._refuse_all_but_select(sql)
            cursor = self._connection.cursor().execute(sql, list(parameters))
            columns = [column[0] for column in cursor.description]
            while found := cursor.fetchmany(batch):
                for row in found:
                    yield dict(zip(columns, row, strict=True))

    def _refuse_all_but_select(self, sql: str) -> None:
        import duckdb

        statements = self._connection.extract_statements(sql)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise WrongCall("Only a single SELECT can be run here. The store is changed by coding pages into it.")


@contextmanager
def _told_as_wrong_call() -> Iterator[None]:
    import duckdb

    try:
        yield
    except duckdb.Error as fault:
        raise WrongCall(f"DuckDB: {fault}") from fault


def create_views(connection: duckdb.DuckDBPyConnection, folder: Path, ledger: Ledger) -> None:
    """A view for each table of the segments that the ledger lists."""
    segments = ledger.segments()
    superseded, repeats = ledger.superseded(), ledger.repeats()
    _stage(connection, "superseded", ("article_id", "coder"), superseded)
    _stage(connection, "repeats", ("article_id", "coder", "segment"), repeats)
    root = (folder / "segments").resolve()
    for table, schema in SCHEMAS.items():
        files = [
            str(path)
            for s in segments
            if (path := root / table / f"{s.name}.parquet").is_file() or _is_missing(s, path)
        ]
        key = "article_id" if "article_id" in schema else "id"
        hidden = [f"({key}, coder) not in (select (article_id, coder) from superseded)"] if superseded else []
        if repeats:
            segment = "parse_filename(filename, true)"
            hidden.append(f"({key}, coder, {segment}) not in (select (article_id, coder, segment) from repeats)")
        _create_view(connection, table, schema, files, " where " + " and ".join(hidden) if hidden else "")


def _is_missing(segment: Segment, path: Path) -> bool:
    """False for a table that the segment has no rows of: one of an earlier version lacks some. Raises BrokenData for a file that should be there."""
    if segment.rows.get(path.parent.name):
        raise BrokenData(f"'{path}' is missing. {_ADVICE}")
    return False


_ADVICE = "Was the store copied while it was written, or only half? See what else: lapwing store verify DIR"


def _stage(connection: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str], rows: Sequence[tuple]) -> None:
    """A table of text, filled at once: row by row would take minutes for a million."""
    connection.execute(f"create table {table} ({', '.join(f'{c} varchar' for c in columns)})")
    if rows:
        values = ", ".join(f"unnest(?::varchar[]) as {c}" for c in columns)
        connection.execute(f"insert into {table} select {values}", [list(c) for c in zip(*rows, strict=True)])


def create_consolidated_views(connection: duckdb.DuckDBPyConnection, folder: Path, ledger: Ledger) -> None:
    """A view for each consolidated table, as of the last `lapwing events`; empty before the first."""
    name = ledger.consolidated()
    root = (folder / "consolidated" / (name or "none")).resolve()
    for table, schema in CONSOLIDATED.items():
        _create_view(
            connection, table, schema, [str(p) for p in sorted(root.glob(f"{table}*.parquet"))] if name else [], ""
        )


def _create_view(
    connection: duckdb.DuckDBPyConnection, table: str, schema: Mapping[str, object], files: Sequence[str], hidden: str
) -> None:
    """A view with the columns of the schema. In files of an earlier version some are missing: they are null there."""
    columns = ", ".join(f'null::{_type(kind)} as "{name}"' for name, kind in schema.items())
    empty = f"select {columns} where false"
    if not files:
        connection.execute(f"create view {table} as {empty}")
        return
    listed = ", ".join(map(_quoted, files))
    read = f"select * from read_parquet([{listed}], union_by_name = true, filename = true){hidden}"
    names = ", ".join(f'"{name}"' for name in schema)
    import duckdb

    try:
        connection.execute(f"create view {table} as select {names} from ({read} union all by name {empty})")
    except duckdb.Error as fault:
        raise BrokenData(
            f"A file of the table '{table}' cannot be read ({str(fault).splitlines()[0]}). {_ADVICE}"
        ) from fault


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _type(kind: object) -> str:
    if isinstance(kind, list):
        return _type(kind[0]) + "[]"
    if isinstance(kind, dict):
        return "STRUCT(" + ", ".join(f'"{name}" {_type(inner)}' for name, inner in kind.items()) + ")"
    return str(kind)
