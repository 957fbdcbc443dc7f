"""The codebook cannot drift: it has every column of the schemas and no other."""

from __future__ import annotations

from lapwing.export.codebook import TABLES, codebook_rows
from lapwing.export.codes import rows_of


def test_every_column_has_a_meaning():
    """data/codebook.tsv names each column of each table once, in the order of the schema."""
    told = [(r["table"], r["column"]) for r in rows_of("codebook.tsv")]
    assert told == [(table, column) for table, schema in TABLES.items() for column in schema]
    assert all(r["meaning"] for r in rows_of("codebook.tsv"))


def test_reports_are_told_as_such():
    """With reports, the table `events` has the columns of coded events."""
    assert [r["column"] for r in codebook_rows(True) if r["table"] == "events"] == list(TABLES["reports"])
    assert {r["type"] for r in codebook_rows(False) if r["column"] == "first_day"} == {"date"}
