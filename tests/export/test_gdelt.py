"""GDELT's 61 columns: types as its readers expect them, FIPS for places, quads by root, nothing in columns without a source."""

from __future__ import annotations

import pytest

from lapwing.export import export, gdelt
from making_exports import party, row

INTEGERS = ("GlobalEventID", "Day", "MonthYear", "Year", "QuadClass", "NumMentions", "NumSources", "NumArticles", "Actor1Geo_Type", "Actor2Geo_Type", "ActionGeo_Type", "DATEADDED")  # fmt: skip


def rows_in(text):
    return [dict(zip(gdelt.COLUMNS, line.split("\t"), strict=True)) for line in text.splitlines()]


def test_columns():
    """61 names, each once, actors and places at GDELT's positions."""
    assert len(gdelt.COLUMNS) == len(set(gdelt.COLUMNS)) == 61
    places = {5: "Actor1Code", 15: "Actor2Code", 25: "IsRootEvent", 29: "QuadClass", 35: "Actor1Geo_Type", 51: "ActionGeo_Type", 53: "ActionGeo_CountryCode", 60: "SOURCEURL"}  # fmt: skip
    assert {i: gdelt.COLUMNS[i] for i in places} == places


def test_a_whole_row(write):
    (told,) = rows_in(write(gdelt.FORMAT, row())[0])
    assert {k: v for k, v in told.items() if v} == {
        "GlobalEventID": "338670910893409505", "Day": "20240603", "MonthYear": "202406", "Year": "2024", "FractionDate": "2024.4192", "Actor1Code": "KENGOV",
        "Actor1Name": "KENYA", "Actor1CountryCode": "KEN", "Actor1Type1Code": "GOV", "Actor2Code": "SOMGOV", "Actor2Name": "SOMALIA", "Actor2CountryCode": "SOM",
        "Actor2Type1Code": "GOV", "EventCode": "042", "EventBaseCode": "042", "EventRootCode": "04", "QuadClass": "1", "NumMentions": "1", "NumSources": "1",
        "NumArticles": "1", "Actor1Geo_Type": "0", "Actor2Geo_Type": "0", "ActionGeo_Type": "4", "ActionGeo_Fullname": "Mogadishu, Somalia",
        "ActionGeo_CountryCode": "SO", "ActionGeo_Lat": "2.04", "ActionGeo_Long": "45.34", "DATEADDED": "20240604000000", "SOURCEURL": "https://news.example/1",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("level", "country", "told"),
    [
        ("city", "USA", ("3", "US", "")), ("city", "DEU", ("4", "GM", "")), ("region", "USA", ("2", "US", "")), ("region", "DEU", ("5", "GM", "")),
        ("country", "DEU", ("1", "GM", "GM")), ("region", None, ("0", "", "")), ("sea", None, ("0", "", "")), ("city", "PSE", ("0", "", "")),
    ],
)  # fmt: skip
def test_places(write, level, country, told):
    """The type of a place by its level, its country in FIPS; a place that GDELT has no way to write is lost, not bent."""
    text, job = write(gdelt.FORMAT, row(place="X", place_level=level, place_country=country, contexts=[]))
    (r,) = rows_in(text)
    assert (r["ActionGeo_Type"], r["ActionGeo_CountryCode"], r["ActionGeo_ADM1Code"]) == told
    assert ("place" in job.lost.counts) == (told[0] == "0")


@pytest.mark.parametrize(
    ("who", "told"),
    [
        (party("UN", "UNO", None), ("IGOUNO", "", "UNO", "IGO", "")),
        (party("EU", "EUR", None), ("IGOEEC", "", "EEC", "IGO", "")),
        (party("a charity", "NGO", None), ("NGO", "", "", "NGO", "")),
        (party("reporters", "ROU", "JRN"), ("ROMMED", "ROM", "", "MED", "")),
        (party("rebels", None, "REB"), ("REB", "", "", "REB", "")),
        (party("somebody", None, None), ("", "", "", "", "")),
        (party("the movement", "ISM", None), ("", "", "", "", "")),
    ],
)  # fmt: skip
def test_actors(write, who, told):
    """Code, country, known group and types of an actor."""
    (r,) = rows_in(write(gdelt.FORMAT, row(actors=[who]))[0])
    assert tuple(r[f"Actor1{c}"] for c in ("Code", "CountryCode", "KnownGroupCode", "Type1Code", "Type2Code")) == told


def test_codes_of_four_digits(write):
    """Base and root are the code's first three and two digits."""
    (r,) = rows_in(write(gdelt.FORMAT, row(type="RETREAT", mode="release", quad=2))[0])
    assert [r[c] for c in ("EventCode", "EventBaseCode", "EventRootCode", "QuadClass")] == ["0841", "084", "08", "2"]


def test_round_trip(store, tmp_path):
    """Whole numbers are whole numbers, and ids are those of the store's events."""
    export(store, "gdelt", tmp_path / "x.export.CSV")
    rows = rows_in((tmp_path / "x.export.CSV").read_text("utf-8"))
    ids = {gdelt.number_of(i): i for (i,) in store.query("select id from consolidated_events").fetchall()}
    for r in rows:
        assert all(r[c].isdecimal() for c in INTEGERS)
        assert int(r["GlobalEventID"]) in ids
        assert int(r["GlobalEventID"]) < 2**63
        assert r["EventCode"].startswith(r["EventRootCode"])
        assert {r[c] for c in ("IsRootEvent", "GoldsteinScale", "AvgTone")} == {""}
    actual = {i for (i,) in store.query("select id from consolidated_events where realis = 'actual'").fetchall()}
    assert actual <= {ids[int(r["GlobalEventID"])] for r in rows}
