"""A pledge is followed: told again, kept, broken, delayed, or still open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lapwing.consolidating import follow_promises
from lapwing.records import Realis, Undertaking

MADE = date(2024, 5, 10)
PLEDGE = Undertaking(
    "p",
    "a1",
    MADE,
    ("CHL",),
    "reopen the border crossing at Chacalluta",
    "pledged",
    Realis.ACTUAL,
    None,
    date(2024, 6, 1),
)


def act(what: str, **fields: object) -> Undertaking:
    values = {
        "id": "e",
        "article_id": "a2",
        "told_on": MADE + timedelta(20),
        "by": ("CHL",),
        "strength": "COOPERATE",
        "realis": Realis.ACTUAL,
    }
    return Undertaking(what=what, **{**values, **fields})


@pytest.mark.parametrize(
    ("event", "status"),
    [
        (act("Chile reopened the border crossing at Chacalluta on Thursday."), "kept"),
        (act("Chile failed to reopen the border crossing at Chacalluta.", realis=Realis.DENIED), "broken"),
        (act("Chile postponed the reopening of the border crossing at Chacalluta to July."), "delayed"),
        (act("Chile will reopen the border crossing at Chacalluta.", realis=Realis.PLANNED), "open"),
        (act("Chile opened a school in Iquique."), "open"),
        (act("Peru reopened the border crossing at Chacalluta.", by=("PER",)), "open"),
        (act("Chile reopened the border crossing at Chacalluta.", told_on=MADE - timedelta(3)), "open"),
        (act("Chile reopened the border crossing at Chacalluta.", article_id="a1"), "open"),
    ],
)
def test_what_became_of_it(event, status):
    """Only a later act of the same party, told elsewhere in the pledge's words, ends it."""
    (promise,) = follow_promises([PLEDGE], [event])
    assert promise.status == status
    assert [f.event_id for f in promise.follow_ups] == ([] if status == "open" else ["e"])


def test_a_pledge_told_again_is_one():
    """Two reports of one pledge, the later with a deadline: one promise with that deadline."""
    again = replace(
        PLEDGE,
        id="q",
        article_id="a3",
        told_on=MADE + timedelta(2),
        what="reopen the Chacalluta crossing",
        deadline_last=date(2024, 7, 1),
    )
    other = replace(PLEDGE, id="r", article_id="a4", what="send 40 doctors to Arica")
    promises = {p.commitment_ids: p for p in follow_promises([again, other, PLEDGE], [])}
    assert set(promises) == {("p", "q"), ("r",)}
    assert promises["p", "q"].deadline_last == date(2024, 7, 1)
    assert promises["p", "q"].last_told_on == MADE + timedelta(2)


def test_order_does_not_matter():
    """The same promises, whatever order commitments and events come in."""
    some = [replace(PLEDGE, id=f"p{n}", article_id=f"a{n}", told_on=MADE + timedelta(n)) for n in range(4)]
    events = [
        act(f"Chile reopened the border crossing at Chacalluta, step {n}.", id=f"e{n}", article_id=f"b{n}")
        for n in range(3)
    ]
    assert follow_promises(some, events) == follow_promises(some[::-1], events[::-1])
