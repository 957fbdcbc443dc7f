"""The API is as its description says, and the description is what the store's schemas say."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from lapwing.aggregates import GROUPS
from lapwing.explorer.api.openapi import describe_api
from lapwing.explorer.api.tables import TABLES
from lapwing.selection import TERMS

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "quality"))


@pytest.mark.parametrize("mode", ["positive", "negative"])
@pytest.mark.parametrize(("method", "path"), [("GET", "/events"), ("GET", "/aggregates"), ("POST", "/code")])
def test_every_answer_is_as_described(api_app, method, path, mode):
    """No 5xx, no undescribed status, no field of another type; what the description forbids is refused. quality/fuzz_api.py asks more, and everything."""
    schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed: pip install '.[test]'")
    from fuzz_api import ask_operation

    operation = schemathesis.openapi.from_asgi("/api/v1/openapi.json", api_app)[path][method]
    assert ask_operation(operation, schemathesis.GenerationMode(mode), examples=10, seed_number=1) > 0


def test_description_cannot_drift(client):
    """Every column, term and group of the library is in it."""
    described = client.get("/openapi.json").json()
    assert described["openapi"] == "3.1.0"
    for table in TABLES.values():
        assert list(described["components"]["schemas"][table.name]["properties"]) == list(table.schema)
        assert f"/{table.name}/{{id}}" in described["paths"]
    names = [p["name"] for p in described["paths"]["/events"]["get"]["parameters"]]
    assert names == [*TERMS, "article", "limit", "cursor", "format"]
    (group, *_) = described["paths"]["/aggregates"]["get"]["parameters"]
    assert group["schema"]["items"]["enum"] == list(GROUPS)


def test_coded_object_is_described(client):
    """The parts of a coded text are those that the description requires."""
    required = describe_api()["components"]["schemas"]["coded"]["oneOf"][0]["required"]
    coded = client.post("/code", json={"text": "Kenya expelled Sudan's ambassador on Friday."}).json()
    assert sorted(coded) == sorted(required)
