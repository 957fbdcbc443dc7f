from __future__ import annotations

from datetime import date

import pytest

from lapwing.coding.notices import find_points


def test_a_launch_notice(coder, make_article):
    """Issuer, recipient, hazard, areas, coordinates of the sentence after, and the days."""
    text = (
        "Peru notified the Chilean coast guard of two areas in which wreckage of a rocket could fall between Wednesday and June 11. "
        "The first lies around 18-30 S, 72-15 W."
    )
    coded = coder.code_article(make_article(text, header=date(2024, 6, 6)))
    (notice,) = coded.notices
    assert (notice.issuer.actor.country, notice.recipient.actor.country) == ("PER", "CHL")
    assert (notice.hazard, notice.n_areas, notice.points) == ("falling debris", 2, ((-18.5, -72.25),))
    assert (notice.window.first_day, notice.window.last_day) == (date(2024, 6, 5), date(2024, 6, 11))


@pytest.mark.parametrize(
    ("text", "hazard"),
    [
        ("The weather office issued a storm warning for Fiji.", "storm"),
        ("Greece warned ships of live-fire drills off Crete.", "live fire"),
        ("Officials urged residents to leave as floods approached.", "flood"),
    ],
)
def test_hazards(coder, make_article, text, hazard):
    assert [n.hazard for n in coder.code_article(make_article(text)).notices] == [hazard]


@pytest.mark.parametrize(
    "text", ["Chile warned Peru of consequences.", "A storm killed nine people.", "The rocket was launched on Monday."]
)
def test_no_notice(coder, make_article, text):
    """A threat is none, nor a hazard that nobody warns of."""
    assert coder.code_article(make_article(text)).notices == ()


def test_points_off_the_globe_are_left_out():
    assert list(find_points("at 95-00 N, 20-00 E and 10.5 S 190.0 E and 10.5 S 19.0 E")) == [(-10.5, 19.0)]
