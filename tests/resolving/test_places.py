from __future__ import annotations

import pytest

from lapwing.resolving.places import dateline_place
from lapwing.resolving.tables import load_tables


@pytest.mark.parametrize(
    ("text", "words", "country", "level"),
    [
        ("Envoys met in Muscat.", "Muscat", "OMN", "city"),
        ("Envoys met in Japan.", "Japan", "JPN", "country"),
        ("Shells fell on a market in Kharkiv.", "Kharkiv", "UKR", "city"),
        ("Ships met in the Red Sea.", "Red Sea", None, "sea"),
    ],
)
def test_places(coder, make_article, text, words, country, level):
    coded = coder.code_article(make_article(text))
    place = next(p for s, p in coded.resolution.place_by_span.items() if words in s.of(text))
    assert (place.country, place.level) == (country, level)
    assert place.latitude is not None


def test_unknown_place_stays_unknown(coder, make_article):
    """A village that no table has gets no coordinates."""
    coded = coder.code_article(make_article("Shells fell on a market in Vrbovnica."))
    assert not coded.resolution.place_by_span


@pytest.mark.parametrize(
    ("dateline", "country"),
    [
        ("QUITO, Ecuador (AP) — ", "ECU"),
        ("KHARKIV (Reuters) - ", "UKR"),
        ("PORT-AU-PRINCE, Haiti (AP) — ", "HTI"),
        ("VRBOVNICA (AFP) — ", None),
    ],
)
def test_dateline_place(make_article, dateline, country):
    found = dateline_place(make_article(dateline + "Miners blocked a road."), load_tables())
    assert (found[1].country if found else None) == country
