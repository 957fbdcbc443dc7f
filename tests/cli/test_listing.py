"""Commands that list a store: events once, commitments, notices for maps and calendars."""

from __future__ import annotations

import json

import pytest

from lapwing.cli import main

ATTACK = "NAIROBI (AFP) — Gunmen killed 12 Kenyan soldiers at an army camp near Garissa on Sunday, the defence ministry said.\n\nKenya pledged to rebuild the camp by July 20."
COPY = "Garissa — Gunmen killed 12 Kenyan soldiers at an army camp near Garissa on Sunday, the defence ministry said.\n\nKenya pledged to rebuild the camp by July 20. © AFP"
NOTICE = "SUVA — Fiji warned ships on Monday that debris of a rocket, for all its <b>size</b>, could fall in two areas near 18-30 S, 177-10 E and 17-00 S, 178-00 E between June 5 and June 9, the maritime authority said."


@pytest.fixture
def store(tmp_path, capsys):
    pages = tmp_path / "pages.jsonl"
    rows = [
        {"text": t, "date": "2024-06-03", "url": f"https://outlet{n}.example.org/"}
        for n, t in enumerate((ATTACK, COPY, NOTICE))
    ]
    pages.write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
    main(["code", str(pages), "--store", str(tmp_path / "out"), "--engine", "rules"])
    capsys.readouterr()
    return str(tmp_path / "out")


def lines(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_events_once(store, capsys):
    """Two copies are one event of one independent source; its reports lie under it with their words."""
    main(["events", store, "--type", "assault", "--country", "KEN", "--since", "2024-06-01", "--reports"])
    (event,) = lines(capsys)
    assert (event["n_articles"], event["n_independent_sources"], event["dead"]["best"]) == (2, 1, 12)
    assert {r["outlet"] for r in event["reports"]} == {"outlet0.example.org", "outlet1.example.org"}
    assert all("Gunmen killed 12" in r["sentence"] for r in event["reports"])


def test_filters_take_values_and_no_sql(store, capsys):
    """What the user writes is a value."""
    main(["events", store, "--who", "KEN') or ('1' = '1"])
    assert lines(capsys) == []
    with pytest.raises(SystemExit) as stopped:
        main(["events", store, "--by", "KEN') or ('1' = '1"])
    assert stopped.value.code == 2
    assert "is no code of three letters" in capsys.readouterr().err


def test_commitments(store, capsys):
    """One pledge told twice, open, and overdue when seen from later."""
    main(["commitments", store, "--by", "ken", "--open"])
    (promise,) = lines(capsys)
    assert (promise["status"], promise["n_articles"], promise["by"]) == ("open", 2, ["KEN"])
    main(["commitments", store, "--on", "2025-01-01", "--status", "overdue"])
    assert [p["id"] for p in lines(capsys)] == [promise["id"]]


def test_notices_for_a_map(store, capsys):
    """GeoJSON with longitude first; the day asked for lies in the window."""
    main(["notices", store, "--on", "2024-06-06", "--format", "geojson"])
    (feature,) = json.loads(capsys.readouterr().out)["features"]
    assert feature["geometry"]["type"] == "MultiPoint"
    assert feature["geometry"]["coordinates"][0] == [177.1667, -18.5]
    main(["notices", store, "--on", "2024-07-06", "--format", "geojson"])
    assert json.loads(capsys.readouterr().out)["features"] == []


def test_notices_for_a_calendar(store, capsys):
    """iCalendar: the end is the day after the last, lines have at most 75 bytes, commas are escaped, the same bytes each time."""
    main(["notices", store, "--format", "ical"])
    text = capsys.readouterr().out
    assert "DTSTART;VALUE=DATE:20240605\r\n" in text
    assert "DTEND;VALUE=DATE:20240610\r\n" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\\," in text.replace("\r\n ", "")
    main(["notices", store, "--format", "ical"])
    assert capsys.readouterr().out == text


def test_no_store(tmp_path):
    """A folder that is no store is a wrong call."""
    with pytest.raises(SystemExit) as stop:
        main(["events", str(tmp_path)])
    assert stop.value.code == 2
