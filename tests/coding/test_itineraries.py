"""Stops of a tour become visits, in order, done before planned."""

from __future__ import annotations

from datetime import date

import pytest

from lapwing.records import Realis


def legs(coder, text):
    coded = coder.code_text(text, published=date(2024, 5, 10))
    return [[(leg.country, str(leg.realis)) for leg in i.legs] for i in coded.itineraries], coded


def test_tour_in_order(coder):
    """What was visited comes first, then what lies ahead in the order of the text; each leg is an event."""
    text = "Norwegian Foreign Minister Kari Solheim arrived in Kenya on Thursday on the first leg of a tour that will also take her to Uganda, Rwanda and Chad."
    found, coded = legs(coder, text)
    assert found == [[("KEN", "actual"), ("UGA", "planned"), ("RWA", "planned"), ("TCD", "planned")]]
    ids = {e.id for e in coded.events}
    assert all(leg.event_id in ids for leg in coded.itineraries[0].legs)
    assert [leg.span.of(coded.article.text) for leg in coded.itineraries[0].legs] == [
        "Kenya",
        "Uganda",
        "Rwanda",
        "Chad",
    ]


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        (
            "Norwegian Foreign Minister Kari Solheim begins a tour of Chad, Niger and Mali on Monday.",
            ["TCD", "NER", "MLI"],
        ),
        ("Japan's prime minister returned from a trip to Laos and Vietnam.", ["LAO", "VNM"]),
    ],
)
def test_lists(coder, text, countries):
    """ "A tour of ..." and "a trip to ... and ..."."""
    found, _ = legs(coder, text)
    assert [[c for c, _ in some] for some in found] == [countries]


def test_one_visit_is_no_itinerary(coder):
    """A single stop is an event, and no travel to list."""
    found, coded = legs(coder, "Norwegian Foreign Minister Kari Solheim visited Kenya on Thursday.")
    assert found == []
    assert [(e.type, e.realis) for e in coded.events] == [("CONSULT", Realis.ACTUAL)]


def test_lists_of_other_things(coder):
    """Who trades with three countries visits none of them."""
    assert legs(coder, "Norway's trade with Chad, Niger and Mali grew in April.")[0] == []
