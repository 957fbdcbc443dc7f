"""Panels: records of the store, narrowed by what they have something for."""

from __future__ import annotations

from lapwing.explorer.panels import panel, reader_targets
from lapwing.explorer.profiles import actor_profile, place_profile
from lapwing.explorer.state import State
from lapwing.selection import Selection


def asked(**given):
    return Selection.parse({name: [value] for name, value in given.items()})


def test_statements(store):
    """By speaker, by words; a term that has no meaning for them is named and changes nothing."""
    views = store.read_only()
    n_all, rows, _ = panel(views, "statements", Selection())
    assert n_all == len(rows) > 0
    n, rows, deaf = panel(views, "statements", asked(words="not wait", type="AID"))
    assert (n, deaf) == (1, ["type"])
    assert rows[0]["quote"].startswith("We will not wait")


def test_commitments_and_notices(store):
    views = store.read_only()
    n, (promise, *_), _ = panel(views, "promises", asked(country="KEN"))
    assert n >= 1
    assert "rebuild the camp" in promise["what"]
    n, (notice,), _ = panel(views, "notices", asked(since="2024-06-09"))
    assert (n, len(notice["points"])) == (1, 1)
    assert panel(views, "notices", asked(since="2024-06-10"))[0] == 0


def test_nobody_commented(store):
    assert reader_targets(store.read_only(), Selection()) == []


def test_an_actor(store, index):
    """What it does and what is done to it are counted apart, as SQL counts them."""
    profile = actor_profile(index, State(), "KEN")
    does = dict(
        store.query(
            "select type, count(*) from consolidated_events where list_contains(actor_countries, 'KEN') group by type"
        ).fetchall()
    )
    suffers = dict(
        store.query(
            "select type, count(*) from consolidated_events where list_contains(recipient_countries, 'KEN') group by type"
        ).fetchall()
    )
    assert {r.name: r.n for r in profile.does} == does
    assert {r.name: r.n for r in profile.suffers} == suffers
    assert "KEN" not in {r.name for r in profile.partners}


def test_a_place(store, index):
    state = State(asked(place="Garissa"))
    profile = place_profile(index, state)
    ((n,),) = store.query("select count(*) from consolidated_events where place = 'Garissa'").fetchall()
    assert sum(r.n for r in profile.does) == n > 0
    assert "KEN" in {r.name for r in profile.partners}
