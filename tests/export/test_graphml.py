"""GraphML: edges count events by period, nodes are countries or names, and the XML holds whatever names say."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.export import export, graphml
from making_exports import party, row, written

NS = "{http://graphml.graphdrawing.org/xmlns}"


def graph(text):
    """Direction, nodes by id and edges, with their data by name."""
    root = ElementTree.fromstring(text.encode("utf-8"))
    names = {k.get("id"): k.get("attr.name") for k in root.iter(f"{NS}key")}

    def data(element):
        return {names[d.get("key")]: d.text for d in element.iter(f"{NS}data")}

    (inner,) = root.iter(f"{NS}graph")
    nodes = {n.get("id"): data(n) for n in inner.iter(f"{NS}node")}
    edges = [(e.get("source"), e.get("target"), data(e)) for e in inner.iter(f"{NS}edge")]
    assert all(end in nodes for edge in edges for end in edge[:2])
    return inner.get("edgedefault"), nodes, edges


def test_events_are_counted_by_period(write):
    """Two events of June are one edge, one of July another; a country is one node whatever its party is called."""
    rows = [
        row(id="a"), row(id="b", type="ASSAULT", mode=None, quad=4, actors=[party("the army", "KEN", "MIL")]),
        row(id="c", first_day=date(2024, 7, 1), last_day=date(2024, 7, 1)),
    ]  # fmt: skip
    direction, nodes, edges = graph(write(graphml.FORMAT, *rows)[0])
    assert direction == "directed"
    assert nodes == {
        "code:KEN": {"label": "Kenya", "kind": "code", "country": "KEN"},
        "code:SOM": {"label": "Somalia", "kind": "code", "country": "SOM"},
    }
    assert edges == [
        ("code:KEN", "code:SOM", {"period": "2024-06", "n_events": "2", "quad_1": "1", "quad_4": "1", "CONSULT": "1", "ASSAULT": "1"}),
        ("code:KEN", "code:SOM", {"period": "2024-07", "n_events": "1", "quad_1": "1", "CONSULT": "1"}),
    ]  # fmt: skip


def test_two_parties_of_one_country_count_once(write):
    """An event adds one to an edge, however many of its parties share the node."""
    event = row(actors=[party(), party("the army", "KEN", "MIL")])
    ((_, _, data),) = graph(write(graphml.FORMAT, event)[0])[2]
    assert data["n_events"] == "1"


def test_undirected(write):
    """Both directions are one edge."""
    there, back = row(id="a"), row(id="b", actors=[party("Somalia", "SOM")], recipients=[party()])
    direction, _, edges = graph(write(graphml.FORMAT, there, back, directed=False)[0])
    assert (direction, len(edges), edges[0][2]["n_events"]) == ("undirected", 1, "2")
    assert len(graph(write(graphml.FORMAT, there, back)[0])[2]) == 2


@pytest.mark.parametrize(
    ("period", "told"), [("day", "2024-06-03"), ("week", "2024-W23"), ("month", "2024-06"), ("year", "2024")]
)
def test_periods(write, period, told):
    assert graph(write(graphml.FORMAT, row(), period=period)[0])[2][0][2]["period"] == told


def test_without_two_ends_no_edge(write):
    """Nobody is invented at an open end; the event is counted as left out."""
    text, job = write(graphml.FORMAT, row(recipients=[]))
    assert graph(text)[1:] == ({}, [])
    assert (job.n_events, dict(job.lost.counts)) == (0, {"left_out_no_pair": 1})


def test_a_meeting_when_asked_for(write):
    """Those who met with nobody as host are joined with one another, each once; a single actor has no edge."""
    three = row(actors=[party(), party("Peru", "PER"), party("Chile", "CHL")], recipients=[])
    alone = row(id="b", recipients=[])
    _, _, edges = graph(write(graphml.FORMAT, three, alone, directed=False, among_actors=True)[0])
    assert [e[:2] for e in edges] == [("code:CHL", "code:KEN"), ("code:CHL", "code:PER"), ("code:KEN", "code:PER")]
    assert len(graph(write(graphml.FORMAT, three, among_actors=True)[0])[2]) == 6


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_any_name(name):
    """A name that XML cannot hold, or that looks like it, is a node all the same."""
    text, _ = written(
        graphml.FORMAT, row(actors=[party(name, None, None)], recipients=[party(f'<&"{name}', None, None)])
    )
    assert len(graph(text)[2]) == 1


def test_round_trip(store, tmp_path):
    """The edges' counts are those of a query: events with parties on both sides, actual or filed as promises."""
    done = export(store, "graphml", tmp_path / "x.graphml")
    _, _, edges = graph((tmp_path / "x.graphml").read_text("utf-8"))
    actual = (
        "select count(*) from consolidated_events where realis = 'actual' and len(actors) > 0 and len(recipients) > 0"
    )
    ((n,),) = store.query(actual).fetchall()
    assert 0 < n <= done.n_events
    for _, _, data in edges:
        assert int(data["n_events"]) == sum(int(data.get(f"quad_{q}", 0)) for q in (1, 2, 3, 4))
