"""The rows as they are: independent readers find every value of the store again."""

from __future__ import annotations

import csv
import json

import pytest

from lapwing.cells import plain_value
from lapwing.export import export
from lapwing.export.job import Options
from lapwing.selection import Selection
from lapwing.store.rows import CONSOLIDATED, SCHEMAS

KINDS = {"events": ("consolidated_events", CONSOLIDATED["consolidated_events"]), "reports": ("events", SCHEMAS["events"])}  # fmt: skip


def stored(store, kind):
    view, schema = KINDS[kind]
    rows = store.query(f"select {', '.join(schema)} from {view}").fetchall()
    return {r["id"]: r for r in (plain_value(dict(zip(schema, row, strict=True))) for row in rows)}


@pytest.mark.parametrize("kind", KINDS)
def test_json_lines(store, tmp_path, kind):
    """Each line is a row, whole."""
    done = export(store, "jsonl", tmp_path / "x.jsonl", selection=Selection(kind))
    rows = [json.loads(line) for line in (tmp_path / "x.jsonl").read_text("utf-8").splitlines()]
    assert {r["id"]: r for r in rows} == stored(store, kind)
    assert done.n_events == len(rows)


@pytest.mark.parametrize("kind", KINDS)
def test_parquet(store, tmp_path, kind):
    """polars finds the columns in their order and the values, nested ones too."""
    import polars as pl

    done = export(store, "parquet", tmp_path / "x.parquet", selection=Selection(kind))
    frame = pl.read_parquet(tmp_path / "x.parquet")
    assert frame.columns == list(KINDS[kind][1])
    assert {r["id"]: plain_value(r) for r in frame.to_dicts()} == stored(store, kind)
    assert done.n_events == len(frame)


@pytest.mark.parametrize("kind", KINDS)
def test_csv(store, tmp_path, kind):
    """Nested values are JSON in their cells, unknown ones empty."""
    export(store, "csv", tmp_path / "x.csv", selection=Selection(kind), options=Options(raw_csv=True))
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as file:
        rows = {r["id"]: r for r in csv.DictReader(file)}
    for i, row in stored(store, kind).items():
        for column, value in row.items():
            shown = rows[i][column]
            if value is None:
                assert shown == ""
            elif isinstance(value, list | dict):
                assert json.loads(shown) == value
            else:
                assert shown == str(value)


def test_nothing_is_lost_so_nothing_is_told(store, tmp_path):
    """No files beside those that hold everything."""
    done = export(store, "csv", tmp_path / "x.csv")
    assert (done.side_files, dict(done.lost)) == ((), {})
    assert [p.name for p in tmp_path.iterdir()] == ["x.csv"]
