"""Rows -> a DuckDB relation with the declared types: the way to Parquet, Arrow, pandas and polars without pyarrow."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


def relation_of(
    connection: duckdb.DuckDBPyConnection, rows: Sequence[Mapping], schema: Mapping[str, object]
) -> duckdb.DuckDBPyRelation:
    """The rows as a relation with the columns and types of `schema`, in the order given, also when there are none."""
    structure = json.dumps([schema])
    connection.execute(
        "create or replace temp table staged_rows as select unnest(from_json(?, ?)) as r", [json.dumps(rows), structure]
    )
    return connection.sql("select r.* from staged_rows")


class Stream:
    """An answer as a bare Arrow stream, which another connection can read: a relation is also iterable by rows, which is not meant."""

    def __init__(self, answer: duckdb.DuckDBPyRelation) -> None:
        self._answer = answer

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._answer.__arrow_c_stream__()
