"""ICEWS's columns; codes are strings, and what there is no honest value for stays empty."""

from __future__ import annotations

import csv
import io

from lapwing.export import export, icews
from making_exports import party, row

COLUMNS = "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|Target Sectors|Target Country|Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|Longitude"


def rows_in(text):
    return list(csv.DictReader(io.StringIO(text), delimiter="\t"))


def test_columns():
    """The 20 columns of the files."""
    assert tuple(COLUMNS.split("|")) == icews.COLUMNS


def test_a_whole_row(write):
    (told,) = rows_in(write(icews.FORMAT, row())[0])
    assert {k: v for k, v in told.items() if v} == {
        "Event ID": "4b333662b8f44e1660b2b19274f93a95", "Event Date": "2024-06-03", "Source Name": "Kenya", "Source Sectors": "executive", "Source Country": "Kenya",
        "Event Text": "CONSULT visit", "CAMEO Code": "042", "Target Name": "Somalia", "Target Sectors": "executive", "Target Country": "Somalia",
        "Story ID": "aa" * 16, "Publisher": "news.example", "City": "Mogadishu", "Country": "Somalia", "Latitude": "2.04", "Longitude": "45.34",
    }  # fmt: skip


def test_unknown_stays_empty(write):
    """A party without a country, a group, a sea: no country's name, and the loss is told where something was known."""
    event = row(actors=[party("gunmen", None, None)], recipients=[party("the mission", "UNO", None)], place="Red Sea", place_country=None, place_level="sea")  # fmt: skip
    text, job = write(icews.FORMAT, event)
    (told,) = rows_in(text)
    assert [told[c] for c in ("Source Country", "Source Sectors", "Target Country", "City", "Province", "Country")] == [
        ""
    ] * 6
    assert job.lost.counts == {"contexts": 1, "country_without_code": 1, "place": 1}


def test_round_trip(store, tmp_path):
    """Ids and codes of the store's actual events, read by pandas as text."""
    import pandas as pd

    export(store, "icews", tmp_path / "x.tab")
    frame = pd.read_csv(tmp_path / "x.tab", sep="\t", dtype=str, keep_default_na=False)
    assert list(frame.columns) == COLUMNS.split("|")
    assert frame["CAMEO Code"].str.fullmatch(r"\d{3,4}").all()
    actual = {i for (i,) in store.query("select id from consolidated_events where realis = 'actual'").fetchall()}
    assert actual <= set(frame["Event ID"])
