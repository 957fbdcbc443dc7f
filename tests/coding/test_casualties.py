"""The dead and the hurt stand on the event that did it, with the words that count them."""

from __future__ import annotations

from datetime import date

import pytest

from lapwing.records import Magnitude


@pytest.mark.parametrize(
    ("text", "dead", "injured"),
    [
        ("Gunmen attacked a bus in Kenya on Friday, killing 14 people and wounding 30 others.", 14, 30),
        ("Gunmen attacked a Kenyan army post on Friday. Officials said 12 people died.", 12, None),
        ("Gunmen killed nine Kenyan soldiers in an ambush on Friday.", 9, None),
        ("Gunmen attacked a Kenyan army post on Friday and stole three lorries.", None, None),
    ],
)
def test_counts(coder, text, dead, injured):
    """Killed, died, wounded, and things that are neither."""
    coded = coder.code_text(text, published=date(2024, 5, 11))
    found = [e for e in coded.events if e.type == "ASSAULT"]
    assert {e.dead.best for e in found if e.dead} == ({dead} if dead else set())
    assert {e.injured.best for e in found if e.injured} == ({injured} if injured else set())
    for event in found:
        if event.dead:
            assert all(str(s.of(coded.article.text)) for s in event.evidence["dead"])


def test_at_least_is_open_above(coder):
    """ "At least 12" has no upper bound."""
    coded = coder.code_text("Gunmen killed at least 12 Kenyan soldiers on Friday.", published=date(2024, 5, 11))
    assert coded.events[0].dead == Magnitude(12, 12, None)


def test_another_day_is_another_event(coder):
    """A count of a sentence with its own day is not added to the event before."""
    text = "Gunmen attacked a Kenyan army post on Friday. In April a landslide in the region killed 40 people."
    coded = coder.code_text(text, published=date(2024, 5, 11))
    assert [e.dead for e in coded.events if e.type == "ASSAULT"] == [None]
