from __future__ import annotations

from datetime import date

import pytest

from lapwing.records import Realis


@pytest.fixture
def code(coder, make_article):
    def run(*paragraphs: str, header: date | None = date(2024, 5, 10)):
        return coder.code_article(make_article(*paragraphs, header=header))

    return run


def only(coded, event_type: str):
    found = [e for e in coded.events if e.type == event_type]
    assert len(found) == 1, [(e.type, e.trigger.of(coded.article.text)) for e in coded.events]
    return found[0]


def test_background_by_date(code):
    """An act of years ago keeps its own days and is background."""
    event = only(code("Chile expelled two Bolivian diplomats in 2017."), "SANCTION")
    assert event.realis is Realis.BACKGROUND
    assert (event.period.first_day, event.period.last_day) == (date(2017, 1, 1), date(2017, 12, 31))


def test_day_from_the_lead_is_marked(code):
    """A simple past without a time of its own takes the lead's day, and says so."""
    coded = code("Chile condemned Bolivia on Tuesday.", "Peru praised Chile.")
    event = only(coded, "SUPPORT")
    assert event.period.first_day == date(2024, 5, 7)
    assert event.period.match.reason == "lead"
    assert event.evidence["period"][0].of(coded.article.text) == "Tuesday"


def test_no_day_where_none_is_told(code):
    """Without a time in the text an event has none: the header's day is not its day."""
    assert only(code("Chile condemned Bolivia."), "ACCUSE").period is None


def test_no_header_no_days(code):
    assert only(code("Chile condemned Bolivia on Tuesday.", header=None), "ACCUSE").period is None


def test_retelling_is_joined(code):
    """The same act told again with the same word is one event, with both places as evidence."""
    coded = code("Chile condemned Bolivia on Tuesday.", "Chile condemned Bolivia at the United Nations, too.")
    event = only(coded, "ACCUSE")
    assert len(event.evidence["retold"]) == 1


def test_the_two_countries(code):
    """A group reference is two participants with the same words."""
    coded = code("Chile and Peru ended a dispute.", "The two countries agreed to share water.")
    event = next(e for e in coded.events if e.type == "AGREE")
    assert [p.actor.country for p in event.actors] == ["CHL", "PER"]
    assert len({p.span for p in event.actors}) == 1


def test_scene_is_the_place_of_its_own_country_only(code):
    """In a story from Lima, what Peru does happens there; what Norway does elsewhere does not."""
    coded = code("Ministers met in Lima on Tuesday.", "Peru condemned Chile.", "Norway praised Chile.")
    places = {e.type: e.place and e.place.name for e in coded.events}
    assert (places["ACCUSE"], places["SUPPORT"]) == ("Lima", None)


def test_no_scene_where_the_sentence_names_a_place(code):
    """A village that no table has is not the scene of the story."""
    coded = code("Ministers met in Lima on Tuesday.", "Peruvian police arrested two miners in Vrbovnica.")
    assert [e.place for e in coded.events if e.type == "COERCE"] == [None]


def test_a_past_day_is_no_day_of_a_plan(code):
    """ "Vowed on Monday to expel" does not date the expulsion."""
    coded = code("Chile will expel the Bolivian ambassador, officials said on Monday.")
    assert [e.period for e in coded.events if e.type == "SANCTION"] == [None]


def test_nobody_known_nothing_coded(code):
    """An act of people of whom nothing is known, neither country nor role, is not coded."""
    assert code("Velden attacked Brink on the last climb.").events == ()


def test_event_of_tomorrow_is_planned(code):
    event = only(code("Chilean ministers meet Peruvian officials on Tuesday, May 14."), "CONSULT")
    assert event.realis is Realis.PLANNED


def test_same_text_same_events(code):
    """Two runs agree to the last id."""
    text = "Chile and Peru condemned Bolivia on Tuesday. Police arrested two miners in Lima."
    assert code(text) == code(text)
