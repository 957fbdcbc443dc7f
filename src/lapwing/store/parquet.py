"""Rows of a Parquet file that is not ours, a batch at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lapwing.errors import BrokenData

_BATCH_ROWS = 500


def column_names(path: str) -> list[str]:
    """The names of a Parquet file's columns. Raises BrokenData."""
    import duckdb

    with duckdb.connect(config={"threads": 1}) as connection:
        try:
            return list(connection.read_parquet(_literal(path)).columns)
        except duckdb.Error as fault:
            raise BrokenData(f"'{path}' cannot be read as Parquet: {fault}") from fault


def read_rows(path: str, columns: Sequence[str]) -> Iterator[tuple]:
    """The values of the columns, row by row in the file's order. Raises BrokenData."""
    import duckdb

    with duckdb.connect(config={"threads": 1, "preserve_insertion_order": True}) as connection:
        wanted = ", ".join('"' + name.replace('"', '""') + '"' for name in columns)
        try:
            cursor = connection.execute(f"select {wanted} from read_parquet(?)", [_literal(path)])
            while batch := cursor.fetchmany(_BATCH_ROWS):
                yield from batch
        except duckdb.Error as fault:
            raise BrokenData(f"'{path}' cannot be read as Parquet: {fault}") from fault


def _literal(path: str) -> str:
    """A path in which no character stands for others."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in path)
