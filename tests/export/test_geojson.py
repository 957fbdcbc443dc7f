"""GeoJSON: points in the order longitude, latitude; no point where none is known."""

from __future__ import annotations

import json

from lapwing.export import export, geojson
from making_exports import row


def features(text):
    collection = json.loads(text)
    assert collection["type"] == "FeatureCollection"
    return collection["features"]


def test_a_point(write):
    """RFC 7946 puts longitude first."""
    (told,) = features(write(geojson.FORMAT, row())[0])
    assert (told["type"], told["id"]) == ("Feature", "4b333662b8f44e1660b2b19274f93a95")
    assert told["geometry"] == {"type": "Point", "coordinates": [45.34, 2.04]}
    assert told["properties"]["realis"] == "actual"
    assert told["properties"]["sentence"] == "Kenya visited Somalia."


def test_no_point(write):
    (told,) = features(write(geojson.FORMAT, row(latitude=None, longitude=None))[0])
    assert told["geometry"] is None


def test_nothing(write):
    """No event is a collection without features."""
    assert features(write(geojson.FORMAT)[0]) == []


def test_round_trip(store, tmp_path):
    """Every event, with what is not actual among them and marked."""
    export(store, "geojson", tmp_path / "x.geojson")
    found = features((tmp_path / "x.geojson").read_text("utf-8"))
    stored = store.query("select id, realis, latitude, longitude from consolidated_events").fetchall()
    told = [(f["id"], f["properties"]["realis"], *((f["geometry"] or {}).get("coordinates") or (None, None))[::-1]) for f in found]  # fmt: skip
    assert sorted(map(str, told)) == sorted(map(str, stored))
