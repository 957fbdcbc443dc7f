"""Read-only SQL over a store: an in-memory DuckDB whose views read the listed segments, and which can do nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lapwing.errors import WrongCall
from lapwing.store.ledger import Ledger
from lapwing.store.rows import SCHEMAS

if TYPE_CHECKING:
    import duckdb


class ReadOnly:
    """Views over a store. Files outside its segments, the network, extensions and statements other than SELECT are out of
    reach."""

    def __init__(self, folder: Path, ledger: Ledger) -> None:
        import duckdb

        segments = ledger.segments()
        self._connection = duckdb.connect(
            config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}
        )
        superseded = ledger.superseded()
        self._connection.execute("create table superseded (article_id varchar, coder varchar)")
        if superseded:
            self._connection.executemany("insert into superseded values (?, ?)", superseded)
        root = (folder / "segments").resolve()
        for table, schema in SCHEMAS.items():
            paths = [root / table / f"{s.name}.parquet" for s in segments]
            files = [str(path) for path in paths if path.is_file()]  # a segment of an earlier version lacks some tables
            self._create_view(table, schema, files, hides=bool(superseded))
        self._connection.execute("set temp_directory = ''")
        self._connection.execute(f"set allowed_directories = [{_quoted(str(root))}]")
        self._connection.execute("set enable_external_access = false")
        self._connection.execute("set lock_configuration = true")

    def _create_view(self, table: str, schema: dict[str, object], files: list[str], *, hides: bool) -> None:
        if not files:
            columns = ", ".join(f'null::{_type(kind)} as "{name}"' for name, kind in schema.items())
            self._connection.execute(f"create view {table} as select {columns} where false")
            return
        listed = ", ".join(map(_quoted, files))
        key = "id" if table == "articles" else "article_id" if "article_id" in schema else None
        hidden = f" where ({key}, coder) not in (select (article_id, coder) from superseded)" if hides and key else ""
        self._connection.execute(f"create view {table} as select * from read_parquet([{listed}]){hidden}")

    def query(self, sql: str) -> duckdb.DuckDBPyRelation:
        """The answer to one SELECT. Raises WrongCall for anything else, and for SQL that DuckDB does not take."""
        import duckdb

        try:
            statements = self._connection.extract_statements(sql)
            if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                raise WrongCall("Only a single SELECT can be run here. The store is changed by coding pages into it.")
            return self._connection.sql(sql)
        except duckdb.Error as fault:
            raise WrongCall(f"DuckDB: {fault}") from fault


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _type(kind: object) -> str:
    if isinstance(kind, list):
        return _type(kind[0]) + "[]"
    if isinstance(kind, dict):
        return "STRUCT(" + ", ".join(f'"{name}" {_type(inner)}' for name, inner in kind.items()) + ")"
    return str(kind)
