"""The bundle: a zip that holds what its codebook and README say."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import duckdb
import pytest

from lapwing.export import export
from lapwing.export.codebook import TABLES
from lapwing.export.dyads import DYADS
from lapwing.version import __version__


@pytest.fixture(scope="module")
def bundle(store, tmp_path_factory):
    path = tmp_path_factory.mktemp("bundle") / "x.zip"
    export(store, "bundle", path)
    with zipfile.ZipFile(path) as opened:
        assert opened.testzip() is None
        yield opened


def rows_in(bundle, name):
    return list(csv.DictReader(io.StringIO(bundle.read(name).decode("utf-8"), newline="")))


def test_files(bundle):
    assert bundle.namelist() == ["README.md", "codebook.csv", "made_with.json", "CITATION.cff", "dyads.csv", "dyads.parquet", "events.csv", "events.parquet"]  # fmt: skip
    assert {i.date_time for i in bundle.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_codebook_names_every_column(bundle):
    """The codebook has the columns of the files, in their order, each with a type and a meaning."""
    book = rows_in(bundle, "codebook.csv")
    for table in ("events", "dyads"):
        header = bundle.read(f"{table}.csv").decode("utf-8").split("\n", 1)[0].split(",")
        assert [r["column"] for r in book if r["table"] == table] == header == list(TABLES[table])
    assert all(r["type"] and r["meaning"] for r in book)


def test_csv_and_parquet_agree(bundle, tmp_path):
    """Both hold the same events and codes; codes keep their zeros."""
    for table in ("events", "dyads"):
        bundle.extract(f"{table}.parquet", tmp_path)
        key = "id" if table == "events" else "event_id, cameo_code, source_name, target_name, type, realis"
        parquet = duckdb.execute(f"select {key} from read_parquet(?)", [str(tmp_path / f"{table}.parquet")]).fetchall()
        plain = [tuple(r[k] or None for k in key.split(", ")) for r in rows_in(bundle, f"{table}.csv")]
        assert plain == parquet
    assert any(r["cameo_code"].startswith("0") for r in rows_in(bundle, "dyads.csv"))


def test_counts_in_the_readme(store, bundle):
    """The README says how many rows there are, and where Stata finds the code."""
    text = bundle.read("README.md").decode("utf-8")
    ((n,),) = store.query("select count(*) from consolidated_events").fetchall()
    assert f"told once: {n:,} rows" in text
    assert f"recipient: {len(rows_in(bundle, 'dyads.csv')):,} rows" in text
    assert f"stringcols({list(DYADS).index('cameo_code') + 1})" in text


def test_what_made_it(bundle):
    made = json.loads(bundle.read("made_with.json"))
    assert made["coders"] == [{"coder": "c", "articles": 3}]
    assert made["installed"]["lapwing"] == __version__
    assert made["selection"] == {}


def test_citation(bundle):
    """The file says what kind of thing it cites, and its version."""
    text = bundle.read("CITATION.cff").decode("utf-8")
    assert "cff-version: 1.2.0" in text
    assert f'version: "{__version__}"' in text
