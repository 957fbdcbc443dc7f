"""POLECAT's columns, in its order and with its values."""

from __future__ import annotations

import csv
import io

from lapwing.export import export, polecat
from lapwing.ontology import FACTS, QUADS, modes_of
from lapwing.store.rows import CONSOLIDATED
from making_exports import party, row, telling

COLUMNS = """Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version"""


def rows_in(text):
    return list(csv.DictReader(io.StringIO(text), delimiter="\t"))


def test_columns():
    """The 40 columns of the files, none more and none fewer."""
    assert tuple(COLUMNS.split("|")) == polecat.COLUMNS
    assert len(polecat.COLUMNS) == 40


def test_a_whole_row(write):
    """Every filled column of one row."""
    (told,) = rows_in(write(polecat.FORMAT, row())[0])
    assert told.pop("Version").startswith("Lapwing ")
    assert {k: v for k, v in told.items() if v} == {
        "Event ID": "4b333662b8f44e1660b2b19274f93a95", "Event Date": "2024-06-03", "Event Type": "CONSULT", "Event Mode": "visit", "Intensity": "4.0",
        "Quad Code": "VERBAL COOPERATION", "Contexts": "diplomatic", "Actor Name": "Kenya", "Actor Country": "KEN", "Actor COW": "501",
        "Primary Actor Sector": "GOV", "Actor Sectors": "GOV", "Actor Title": "president", "Actor Name Raw": "Nairobi", "Recipient Name": "Somalia",
        "Recipient Country": "SOM", "Recipient COW": "520", "Primary Recipient Sector": "GOV", "Recipient Sectors": "GOV", "Placename": "Mogadishu",
        "City": "Mogadishu", "Country": "Somalia", "Latitude": "2.04", "Longitude": "45.34", "Feature Type": "city", "Source": "news.example",
        "Publication Date": "2024-06-04", "Language": "en",
    }  # fmt: skip


def test_only_what_is_actual_or_filed_as_a_promise(write):
    """A denied event and a plan without a rule are left out and counted; a planned visit is an agreement."""
    rows = [row(id="a"), row(id="b", realis="denied"), row(id="c", realis="planned"), row(id="d", type="ASSAULT", mode=None, realis="planned"), row(id="e", realis="background")]  # fmt: skip
    text, job = write(polecat.FORMAT, *rows)
    assert [(r["Event ID"], r["Event Type"], r["Event Mode"], r["Intensity"]) for r in rows_in(text)] == [("a", "CONSULT", "visit", "4.0"), ("c", "AGREE", "", "2.5")]  # fmt: skip
    assert {k: n for k, n in job.lost.counts.items() if k.startswith("left_out")} == {"left_out_denied": 1, "left_out_planned": 1, "left_out_background": 1}  # fmt: skip
    assert job.n_events == 2


def test_chosen_by_realis(write):
    """Who asks for denied events gets them, with the manual's word among the contexts."""
    text, job = write(polecat.FORMAT, row(realis="denied"), asked={"realis": ["denied"]})
    assert [r["Contexts"] for r in rows_in(text)] == ["diplomatic;negation"]
    assert job.lost.counts == {}


def test_what_is_lost_of_an_event(write):
    """Harm, contradictions, accounts but one, the last day: counted once for the event, however many rows it has."""
    event = row(
        actors=[party("Peru", "PER"), party("Chile", "CHL")], dead={"low": 1, "best": 1, "high": 1}, disputed=["dead"], n_reports=2,
        tellings=[telling(), telling(id="b")], first_day=None, last_day=None,
    )  # fmt: skip
    text, job = write(polecat.FORMAT, event)
    assert len(rows_in(text)) == 2
    assert job.lost.counts == {"split": 1, "harm": 1, "disputed": 1, "reports": 1, "dated_by_report": 1}


def test_round_trip(store, tmp_path):
    """Every actual event of the store, with types, modes and quads that exist and the pairs of its parties."""
    done = export(store, "polecat", tmp_path / "x.txt")
    rows = rows_in((tmp_path / "x.txt").read_text("utf-8"))
    columns = list(CONSOLIDATED["consolidated_events"])
    events = {e["id"]: e for e in (dict(zip(columns, r, strict=True)) for r in store.query(f"select {', '.join(columns)} from consolidated_events").fetchall())}  # fmt: skip
    actual = {i for i, e in events.items() if e["realis"] == "actual"}
    assert actual <= {r["Event ID"] for r in rows} <= events.keys()
    for i in actual:
        pairs = [(r["Actor Name"], r["Recipient Name"]) for r in rows if r["Event ID"] == i]
        sides = [[p["name"] for p in events[i][side]] or [""] for side in ("actors", "recipients")]
        assert pairs == [(a, b) for a in sides[0] for b in sides[1]]
    for r in rows:
        assert r["Event Type"] in FACTS
        assert not r["Event Mode"] or r["Event Mode"] in modes_of(r["Event Type"])
        assert r["Quad Code"].lower() in QUADS.values()
    assert done.n_events == len({r["Event ID"] for r in rows})
