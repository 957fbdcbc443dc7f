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


@pytest.mark.parametrize(
    ("dateline", "name"), [("NAIROBI", "Nairobi"), ("PORT-AU-PRINCE", "Port-au-Prince"), ("LIMA", "Lima")]
)
def test_a_place_has_one_name(coder, dateline, name):
    """A dateline in capitals names the place that the text names, which maps and counts must not take for two."""
    coded = coder.code_text(f"{dateline} (AFP) — Envoys met on Monday.")
    assert [p.name for p in coded.resolution.place_by_span.values()] == [name]


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
