"""Exports are whole or not there, the same bytes each time, and say what they lost."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import pytest

from lapwing.errors import WrongCall
from lapwing.export import FORMATS, export
from lapwing.export.job import Options
from lapwing.export.lost import REASONS, Lost
from lapwing.selection import Selection
from lapwing.store import Store

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("form", [f for f in FORMATS if f != "duckdb"])
def test_same_store_same_bytes(store, tmp_path, form):
    """Written twice, also from a store opened anew, every file has the same bytes."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        export(Store(store.folder), form, tmp_path / name / "x.out")
    files = [{p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in ("a", "b")]
    assert files[0] == files[1]


def test_same_store_same_tables(store, tmp_path):
    """DuckDB gives each file an identifier of its own; the tables are the same, row by row."""
    import duckdb

    told = []
    for name in ("a", "b"):
        export(store, "duckdb", tmp_path / name)
        with duckdb.connect(str(tmp_path / name), read_only=True) as connection:
            tables = [t for (t,) in connection.execute("show tables").fetchall()]
            told.append({t: connection.execute(f"select * from {t}").fetchall() for t in tables})
    assert told[0] == told[1]


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_store(tmp_path, form):
    """No event is a valid file all the same."""
    done = export(Store.create(tmp_path / "s"), form, tmp_path / "x.out")
    assert done.n_events == 0
    assert done.path.stat().st_size > 0 or form in ("plover", "gdelt", "jsonl")


def test_selection(store, tmp_path):
    """Only what is asked for, of the kind that is asked for; the summary says what was asked."""
    asked = Selection.parse({"kind": ["reports"], "type": ["ASSAULT"], "realis": ["actual"]})
    done = export(store, "gdelt", tmp_path / "x", selection=asked)
    ((n,),) = store.query("select count(*) from events where type = 'ASSAULT' and realis = 'actual'").fetchall()
    assert done.n_events == n > 1
    told = json.loads((tmp_path / "x.lost.json").read_text("utf-8"))
    assert (told["of"], told["selection"], told["events_written"]) == ("reports", {"type": ["ASSAULT"], "realis": ["actual"]}, n)  # fmt: skip


def test_side_file_and_summary_agree(store, tmp_path):
    """Every event of the store is written or told as left out; the summary counts the lines."""
    done = export(store, "icews", tmp_path / "x")
    lines = [json.loads(line) for line in (tmp_path / "x.lost.jsonl").read_text("utf-8").splitlines()]
    summary = json.loads((tmp_path / "x.lost.json").read_text("utf-8"))["lost"]
    for reason, told in summary.items():
        assert told["events"] == sum(reason in line["lost"] for line in lines)
    left_out = sum(any(r.startswith("left_out") for r in line["lost"]) for line in lines)
    ((n,),) = store.query("select count(*) from consolidated_events").fetchall()
    assert done.n_events + left_out == n
    assert left_out > 0
    assert [p.name for p in done.side_files] == ["x.lost.json", "x.lost.jsonl"]


def test_what_breaks_off_leaves_nothing(store, tmp_path, monkeypatch):
    """A format that fails half-way leaves no file, and what was there before stays."""

    def fails(job, path):
        path.write_text("half", "utf-8")
        raise OSError("disk full")

    (tmp_path / "x").write_text("before", "utf-8")
    monkeypatch.setitem(FORMATS, "gdelt", dataclasses.replace(FORMATS["gdelt"], write=fails))
    with pytest.raises(OSError, match="disk full"):
        export(store, "gdelt", tmp_path / "x")
    assert [(p.name, p.read_text("utf-8")) for p in tmp_path.iterdir()] == [("x", "before")]


def test_wrong_calls(store, tmp_path):
    """Each says what to do."""
    with pytest.raises(WrongCall, match="There is no format 'xlsx'"):
        export(store, "xlsx", tmp_path / "x")
    with pytest.raises(WrongCall, match="its folder is not there"):
        export(store, "csv", tmp_path / "nowhere" / "x")
    with pytest.raises(WrongCall, match="lies in the store"):
        export(store, "csv", store.folder / "ledger.sqlite")
    with pytest.raises(WrongCall, match="There is no period 'decade'"):
        Options(period="decade")


def test_reasons_are_known_and_documented():
    """A reason that is not in the list is a mistake in the program; the documents explain each."""
    with pytest.raises(AssertionError):
        Lost().add("a", ["because"])
    text = (ROOT / "docs" / "reference" / "export.md").read_text("utf-8")
    assert [r for r in REASONS if f"`{r}`" not in text] == []
    assert [f for f in FORMATS if f"`{f}`" not in text] == []
    assert set(re.findall(r"^\| `(\w+)` \|", text.split("## What is lost")[1], re.MULTILINE)) == set(REASONS)
