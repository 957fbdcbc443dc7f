from __future__ import annotations

import pytest

from lapwing import ontology
from lapwing.errors import BrokenData
from lapwing.records import Realis


def test_counts():
    """16 types, 37 contexts, 25 sectors, four quads."""
    assert len(ontology.EventType) == 16
    assert len(ontology.Context) == 37
    assert len(ontology.Sector) == 25
    assert set(ontology.QUADS) == {1, 2, 3, 4}


def test_rulings():
    """The contradictions of the official material, as RULINGS.md decides them."""
    assert ontology.quad_of("SANCTION") == 4
    assert ontology.FACTS["ACCUSE"].score == -3
    assert not ontology.FACTS["PROTEST"].needs_recipient
    assert ontology.modes_of("AID") == frozenset()
    assert {name for name, f in ontology.FACTS.items() if f.needs_recipient} == {"COOPERATE", "AID", "SANCTION"}


def test_conflict_is_negative_and_cooperation_positive():
    """Scores of cooperation are above zero; those of material conflict below."""
    for facts in ontology.FACTS.values():
        scores = [facts.score, *facts.mode_scores.values()]
        if facts.quad in (1, 2):
            assert min(scores) > 0
        if facts.quad == 4:
            assert max(scores) < 0


@pytest.mark.parametrize(
    ("event_type", "realis", "filed"),
    [
        ("CONSULT", Realis.PLANNED, "AGREE"),
        ("AID", Realis.PLANNED, "AGREE"),
        ("RETREAT", Realis.PLANNED, "CONCEDE"),
        ("ASSAULT", Realis.PLANNED, "ASSAULT"),
        ("CONSULT", Realis.ACTUAL, "CONSULT"),
    ],
)
def test_plover_type(event_type, realis, filed):
    """A planned act is filed as the manual says; an actual one under its own type."""
    assert ontology.plover_type(event_type, realis) == filed


def test_check_type_names_the_fault():
    """An unknown type or a mode of another type is refused with the legal ones named."""
    with pytest.raises(BrokenData, match="no PLOVER type"):
        ontology.check_type("FIGHT")
    with pytest.raises(BrokenData, match="no mode of CONSULT"):
        ontology.check_type("CONSULT", "riot")
