"""The codebook: every exported column with its type, taken from the schemas, and its meaning, from data/codebook.tsv."""

from __future__ import annotations

from collections.abc import Mapping

from lapwing.export.codes import rows_of
from lapwing.export.dyads import DYADS
from lapwing.store.rows import CONSOLIDATED, SCHEMAS

TABLES: dict[str, Mapping[str, object]] = {
    "events": CONSOLIDATED["consolidated_events"],
    "reports": SCHEMAS["events"],
    "dyads": DYADS,
}
"""What an export calls a table -> its columns and types."""

CODEBOOK: dict[str, object] = {"table": "VARCHAR", "column": "VARCHAR", "type": "VARCHAR", "meaning": "VARCHAR"}


def codebook_rows(reports: bool) -> list[dict[str, str]]:
    """The columns of the rows and of the dyads. With `reports` the table `events` holds coded events."""
    meanings = {(row["table"], row["column"]): row["meaning"] for row in rows_of("codebook.tsv")}
    source = "reports" if reports else "events"
    return [
        {"table": shown, "column": column, "type": type_text(kind), "meaning": meanings[table, column]}
        for shown, table in (("events", source), ("dyads", "dyads"))
        for column, kind in TABLES[table].items()
    ]


def type_text(kind: object) -> str:
    """A type of a schema in words.

    >>> type_text([{"name": "VARCHAR"}]), type_text("DATE")
    ('list of {name: text}', 'date')
    """
    if isinstance(kind, list):
        return f"list of {type_text(kind[0])}"
    if isinstance(kind, dict):
        return "{" + ", ".join(f"{name}: {type_text(inner)}" for name, inner in kind.items()) + "}"
    return _WORDS[str(kind)]


_WORDS = {"VARCHAR": "text", "INTEGER": "whole number", "BIGINT": "whole number", "DOUBLE": "number", "DATE": "date", "BOOLEAN": "true or false"}  # fmt: skip
