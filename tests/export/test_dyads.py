"""Pairs: every actor with every recipient, and nobody invented for an empty side."""

from __future__ import annotations

from lapwing.export.dyads import DYADS, dyad_rows, lost_in_pairs, pairs_of
from lapwing.export.told import told_of
from making_exports import party, row

PERU, CHILE, BOLIVIA = (party(n, c) for n, c in (("Peru", "PER"), ("Chile", "CHL"), ("Bolivia", "BOL")))


def names(event):
    return [(a and a.name, b and b.name) for a, b in pairs_of(event)]


def test_every_actor_with_every_recipient():
    event = told_of(row(actors=[PERU, CHILE], recipients=[BOLIVIA, party()]))
    assert names(event) == [("Peru", "Bolivia"), ("Peru", "Kenya"), ("Chile", "Bolivia"), ("Chile", "Kenya")]
    assert list(lost_in_pairs(event)) == ["split"]


def test_an_empty_side_stays_empty():
    """Two who meet with no host named stand as actors: two rows with an empty target, and no pair between them."""
    event = told_of(row(actors=[PERU, CHILE], recipients=[]))
    assert names(event) == [("Peru", None), ("Chile", None)]
    assert list(lost_in_pairs(event)) == ["split", "no_recipient"]
    assert names(told_of(row(actors=[], recipients=[PERU]))) == [(None, "Peru")]
    assert names(told_of(row(actors=[], recipients=[]))) == [(None, None)]


def test_rows_share_the_event():
    """Rows have the columns of the table, one id, and the literal type beside the code of the filed one."""
    rows = list(dyad_rows(told_of(row(actors=[PERU, CHILE], recipients=[BOLIVIA], realis="planned"))))
    assert [list(r) for r in rows] == [list(DYADS)] * 2
    assert {r["event_id"] for r in rows} == {"4b333662b8f44e1660b2b19274f93a95"}
    assert {(r["type"], r["realis"], r["quad"], r["cameo_code"], r["cameo_quad"]) for r in rows} == {("CONSULT", "planned", 1, "036", 1)}  # fmt: skip
