"""PLOVER records: what the manual requires, offsets that point at the words, and nothing lost without a word."""

from __future__ import annotations

import json
from datetime import date

import pytest

from lapwing.export import export, plover
from lapwing.export.job import Options
from lapwing.ontology import FACTS
from making_exports import party, row, telling

FORMAT = plover.FORMAT


def record(write, **fields):
    text, _ = write(FORMAT, row(**fields))
    (line,) = text.splitlines()
    return json.loads(line)


def test_a_whole_record(write):
    """Every field of a record, but for the version."""
    told = record(write, dead={"low": 2, "best": 3, "high": None})
    assert told.pop("coder").startswith("Lapwing ")
    extra = told.pop("lapwing")
    assert told == {
        "id": "4b333662b8f44e1660b2b19274f93a95",
        "date": "2024-06-03",
        "actor": [
            {"code": "KEN", "sector": "GOV", "identifier_text": "Kenya", "entity_text": "Nairobi", "office": "president", "start": 2, "end": 9}
        ],
        "event": ["CONSULT"],
        "recipient": [{"code": "SOM", "sector": "GOV", "identifier_text": "Somalia"}],
        "mode": ["visit"],
        "context": ["diplomatic"],
        "event_text": ["visited"],
        "event_loc": {
            "resolved_place": "Mogadishu", "lat": 2.04, "lon": 45.34, "city": "Mogadishu", "country": "Somalia", "country_code": "SOM", "resolution": 4,
        },
        "quad_code": 1,
        "event_scale": 4.0,
        "size": {"dead": 3},
        "text_info": {"start": 10, "end": 17, "text_story": "aa" * 16},
        "cite_info": {
            "url": "https://news.example/1", "title": "A title", "language": "en", "publication": "news.example", "codebook": "PLOVER", "version": "2.0 draft",
        },
    }  # fmt: skip
    assert extra["dead"] == {"low": 2, "best": 3, "high": None}
    assert (extra["type"], extra["realis"], extra["lost"]) == ("CONSULT", "actual", [])
    assert [r["id"] for r in extra["reports"]] == ["0f" * 16]


def test_what_is_unknown_is_left_out(write):
    """No empty field, no made-up value; the four that the manual requires are always there."""
    told = record(
        write, mode=None, contexts=[], actors=[party("gunmen", None, None)], recipients=[], place=None, place_country=None, latitude=None, longitude=None,
        place_level=None, tellings=[],
    )  # fmt: skip
    assert set(told) == {"id", "date", "actor", "event", "quad_code", "event_scale", "coder", "lapwing"}
    assert told["actor"] == [{"identifier_text": "gunmen"}]


def test_a_plan_is_rewritten_and_the_literal_type_kept(write):
    """A planned visit is an agreement of the day it was told; what it is a plan of stands beside."""
    told = record(write, realis="planned", first_day=date(2024, 7, 1), last_day=date(2024, 7, 2))
    assert (told["event"], told["date"], told["quad_code"], told["context"]) == (
        ["AGREE"],
        "2024-06-04",
        1,
        ["diplomatic"],
    )
    assert not {"mode", "enddate"} & told.keys()
    extra = told["lapwing"]
    assert (extra["type"], extra["mode"], extra["realis"], extra["first_day"]) == (
        "CONSULT",
        "visit",
        "planned",
        "2024-07-01",
    )
    assert extra["lost"] == ["planned_rewritten", "planned_day"]


@pytest.mark.parametrize(
    ("realis", "word"), [("denied", "negation"), ("background", "historical"), ("possible", "hypothetical")]
)
def test_what_is_not_actual_says_so_among_the_contexts(write, realis, word):
    assert record(write, realis=realis)["context"] == ["diplomatic", word]


def test_days(write):
    """A first and last day; the day of the report where the event's is unknown, told as such; none at all is no record."""
    assert record(write, last_day=date(2024, 6, 5))["enddate"] == "2024-06-05"
    told = record(write, first_day=None, last_day=None)
    assert (told["date"], told["lapwing"]["first_day"], told["lapwing"]["lost"]) == ("2024-06-04", None, ["dated_by_report"])  # fmt: skip
    text, job = write(FORMAT, row(first_day=None, last_day=None, first_report=None))
    assert (text, job.n_events, dict(job.lost.counts)) == ("", 0, {"left_out_no_day": 1})


@pytest.mark.parametrize(("level", "country", "resolution"), [("city", "SOM", 4), ("region", "SOM", 2), ("region", None, None), ("country", "SOM", 1), ("sea", None, None)])  # fmt: skip
def test_how_exactly_a_place_is_known(write, level, country, resolution):
    """A region of no one country is no province, and a sea nothing that the manual has a number for."""
    place = record(write, place_level=level, place_country=country)["event_loc"]
    assert place.get("resolution") == resolution
    assert ("province" in place) == (level == "region" and country is not None)


def test_a_party_has_the_words_of_its_own_name_only(write):
    """Where the best account names another party, no words are lent to this one."""
    told = record(write, actors=[party("Uganda", "UGA")], tellings=[telling()])
    assert told["actor"] == [{"code": "UGA", "sector": "GOV", "identifier_text": "Uganda"}]


@pytest.mark.parametrize("kind", ["events", "reports"])
def test_round_trip(store, tmp_path, kind):
    """Every event of the store is there, and with the text its offsets point at its words."""
    from lapwing.selection import Selection

    export(store, "plover", tmp_path / "x.jsonl", selection=Selection(kind), options=Options(with_text=True))
    records = [json.loads(line) for line in (tmp_path / "x.jsonl").read_text("utf-8").splitlines()]
    view = "events" if kind == "reports" else "consolidated_events"
    assert sorted(r["id"] for r in records) == [
        i for (i,) in store.query(f"select id from {view} order by id").fetchall()
    ]
    for r in records:
        where = r["text_info"]
        assert r["text"][where["start"] : where["end"]] == r["event_text"][0]
        for entity in (*r["actor"], *r.get("recipient", ())):
            if "entity_text" in entity:
                assert r["text"][entity["start"] : entity["end"]] == entity["entity_text"]
        assert set(r["event"]) <= set(FACTS)
        assert all("id" in report for report in r["lapwing"]["reports"])
    assert any("entity_text" in e for r in records for e in r["actor"])


def test_without_text_there_is_none(store, tmp_path):
    """The text of articles belongs to others: it is written when asked for."""
    export(store, "plover", tmp_path / "x.jsonl")
    assert not any("text" in json.loads(line) for line in (tmp_path / "x.jsonl").read_text("utf-8").splitlines())
