"""Plans are filed as the manual says, once and with the day on which they were told; what has no rule stays what it is."""

from __future__ import annotations

from datetime import date

import pytest

from lapwing.export.filing import file_event
from lapwing.export.told import told_of
from lapwing.ontology import FACTS
from making_exports import row


def filed(**fields):
    return file_event(told_of(row(**fields)))


@pytest.mark.parametrize("kind", ["CONSULT", "SUPPORT", "COOPERATE", "AID"])
def test_planned_cooperation_is_an_agreement(kind):
    """Type, quad and score are the agreement's; the mode was the planned act's."""
    told = filed(type=kind, mode="visit" if kind == "CONSULT" else None, realis="planned")
    assert (told.type, told.mode, told.quad, told.intensity) == ("AGREE", None, 1, 2.5)
    assert told.by_plan
    assert "planned_rewritten" in told.lost


def test_planned_retreat_is_a_concession():
    assert filed(type="RETREAT", mode="withdraw", realis="planned").type == "CONCEDE"


@pytest.mark.parametrize("kind", [t for t, f in FACTS.items() if f.planned_as is None])
def test_no_rule_no_change(kind):
    """A planned act of another type keeps it, and its own day."""
    told = filed(type=kind, mode=None, realis="planned")
    assert (told.type, told.by_plan, told.auxiliary, told.day) == (kind, False, "future", date(2024, 6, 3))


def test_a_promise_has_the_day_on_which_it_was_told():
    """The day of the planned visit lies ahead; filed as a promise it is no day of it."""
    told = filed(realis="planned", first_day=date(2024, 7, 1), last_day=date(2024, 7, 1))
    assert told.day == date(2024, 6, 4)
    assert told.lost == ("planned_rewritten", "planned_day")


def test_days():
    """An event has its own day, else that of its first report, else none."""
    assert (filed().day, filed().lost) == (date(2024, 6, 3), ())
    unknown = filed(first_day=None, last_day=None)
    assert (unknown.day, unknown.lost) == (date(2024, 6, 4), ("dated_by_report",))
    assert filed(first_day=None, last_day=None, first_report=None).day is None


@pytest.mark.parametrize(("realis", "word"), [("possible", "hypothetical"), ("denied", "negation"), ("background", "historical"), ("actual", None)])  # fmt: skip
def test_auxiliary_modes(realis, word):
    """What is not actual gets the manual's word for it, and keeps its type."""
    assert (filed(realis=realis).auxiliary, filed(realis=realis).type) == (word, "CONSULT")
