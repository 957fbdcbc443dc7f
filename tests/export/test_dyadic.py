"""The plain table of pairs: codes with their zeros, quads of the code, and what was lost in the row itself."""

from __future__ import annotations

import csv
import io

from lapwing.export import dyadic, export
from making_exports import party, row


def rows_in(text, delimiter="\t"):
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


def test_a_whole_row(write):
    (told,) = rows_in(write(dyadic.FORMAT, row())[0])
    assert told == {
        "event_id": "4b333662b8f44e1660b2b19274f93a95", "date": "2024-06-03", "source": "Kenya", "source_country": "KEN", "source_sector": "GOV", "target": "Somalia",
        "target_country": "SOM", "target_sector": "GOV", "cameo_code": "042", "cameo_root": "04", "quad_class": "1", "realis": "actual", "lost": "contexts",
    }  # fmt: skip


def test_quads_are_of_the_code(write):
    """A protest is material conflict in PLOVER (4) and verbal conflict (3) by its CAMEO root."""
    (told,) = rows_in(write(dyadic.FORMAT, row(type="PROTEST", mode="demo", quad=4))[0])
    assert (told["cameo_code"], told["quad_class"]) == ("141", "3")


def test_codes_that_cameo_does_not_have(write):
    """Journalists are CAMEO's MED, a party has no type, Romania the older code; a movement without a country has none."""
    event = row(actors=[party("reporters", "ROU", "JRN"), party("the party", "KEN", "PTY")], recipients=[party("the movement", "ISM", "REB")])  # fmt: skip
    first, second = rows_in(write(dyadic.FORMAT, event)[0])
    assert (first["source_country"], first["source_sector"], first["target_country"]) == ("ROM", "MED", "")
    assert second["source_sector"] == ""
    assert first["lost"] == "contexts;split;country_without_code;sector_without_code"


def test_denied_when_asked_for(write):
    """The table has a column for realis: nothing is lost by it."""
    (told,) = rows_in(write(dyadic.FORMAT, row(realis="denied", contexts=[]), asked={"realis": ["denied"]})[0])
    assert (told["realis"], told["lost"]) == ("denied", "")


def test_round_trip(store, tmp_path):
    """With commas or tabs the same rows, and polars reads the codes as written."""
    import polars as pl

    export(store, "cameo", tmp_path / "x.csv")
    export(store, "cameo", tmp_path / "x.tsv")
    by_comma = pl.read_csv(tmp_path / "x.csv", infer_schema=False)
    by_tab = pl.read_csv(tmp_path / "x.tsv", separator="\t", infer_schema=False)
    assert by_comma.equals(by_tab)
    assert by_comma["cameo_code"].str.contains(r"^\d{3,4}$").all()
    assert all(code.startswith(root) for code, root in by_comma.select("cameo_code", "cameo_root").iter_rows())
