from __future__ import annotations

import pytest

from lapwing.resolving.places import place_finder
from lapwing.resolving.ranking import qualifier_after
from lapwing.resolving.tables import load_tables

TABLES = load_tables()


@pytest.mark.parametrize(
    ("text", "name", "country", "near"),
    [
        ("Police in Paris arrested two men.", "Paris", "FRA", (48.9, 2.4)),
        ("A storm struck Paris, Texas, on Monday.", "Paris", "USA", (33.7, -95.6)),
        (
            "Firefighters in Springfield were called from Peoria, Chicago and Decatur, Ill.",
            "Springfield",
            "USA",
            (39.8, -89.6),
        ),
        ("Cuban officials met in Santiago de Cuba.", "Santiago de Cuba", "CUB", (20.0, -75.8)),
        ("Chile's president spoke in Santiago.", "Santiago", "CHL", (-33.5, -70.6)),
        ("The army shelled Kramatorsk in eastern Ukraine.", "Kramatorsk", "UKR", (48.7, 37.6)),
        ("Georgia and Alabama sent crews to Florida.", "Georgia", "USA", (32.8, -83.5)),
        ("Georgia and Armenia closed the border.", "Georgia", "GEO", (42.0, 43.5)),
        ("Aides at the White House prepared it.", "White House", "USA", (38.9, -77.0)),
    ],
)
def test_which_place_is_meant(text, name, country, near):
    """Size, what stands after the name, the countries and states that are spoken of, and the other places decide."""
    place = place_finder(text, TABLES)(name)
    assert place.country == country
    assert abs(place.latitude - near[0]) < 1.5
    assert abs(place.longitude - near[1]) < 1.5


def test_names_that_are_no_places():
    """An acronym is no village in Normandy, and an unknown name nowhere."""
    find = place_finder("The EU met in Xyzzyville.", TABLES)
    assert find("EU") is None
    assert find("Xyzzyville") is None


def test_surer_when_there_is_no_other():
    find = place_finder("From Kramatorsk to Springfield.", TABLES)
    assert find("Kramatorsk").match.score > find("Springfield").match.score


def test_qualifiers():
    assert qualifier_after("In Paris, Texas, and Paris (Ontario).", "Paris") == ("Texas", "Ontario")
