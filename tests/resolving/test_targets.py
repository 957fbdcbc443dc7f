from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from lapwing.records import Actor, Match
from lapwing.resolving import find_targets, load_tables, named_countries, people_of

DAY = date(2023, 6, 1)
CARO = Actor("c", "Ines Caro", "PER", "GOV", Match(0.8, "named_in_article"))


def names(text: str, day: date | None = DAY, **more) -> list[tuple[str, str]]:
    more = {"people": {}, **more}
    return [(t.span.of(text), t.actor.name) for t in find_targets(text, load_tables(), day=day, **more)]


def test_kinds_of_names():
    """Countries, governments by seat and capital, people, nationalities, organisations, armed groups."""
    text = "Peru, the Kremlin, Moscow, Peruvians, Peruvian, NATO, Hamas"
    found = find_targets(text, load_tables(), day=DAY, people={})
    assert [(t.actor.name, t.actor.country, t.actor.match.reason) for t in found] == [
        ("Peru", "PER", "country_name"),
        ("Russia", "RUS", "seat"),
        ("Russia", "RUS", "capital_as_government"),
        ("Peruvians", "PER", "people"),
        ("Peru", "PER", "nationality"),
        ("NATO", "IGO", "organisation"),
        ("Hamas", "PSE", "organisation"),
    ]


def test_casing_is_lax_where_one_name_is_meant():
    """Lower case and shouting are read; words that mean something else in lower case are not."""
    assert names("russia and nato") == [("russia", "Russia"), ("nato", "NATO")]
    assert names("RUSSIA HATES ALL OF US") == [("RUSSIA", "Russia")]
    assert names("turkey and china for dinner, imo") == [("china", "China")]


def test_leaders_by_the_day():
    """A surname is that of who is or was in office; it is nobody's without a day."""
    assert names("Merkel and Putin") == [("Merkel", "Angela Merkel"), ("Putin", "Vladimir Putin")]
    assert names("Merkel and Putin", day=None) == []


def test_others_of_the_name_are_left_alone():
    """A part of another's name, a greeting, and somebody long out of office in a country that the article does not name are no leaders."""
    assert names("I like Dave Merkel and hi Scholz") == []
    assert names("Blair was better", date(2023, 6, 1)) == []
    assert names("Blair was better", date(2020, 6, 1), countries={"GBR"}) == [("Blair", "Tony Blair")]


def test_people_of_the_article_by_surname():
    assert names("Caro did well", people={"Caro": CARO}) == [("Caro", "Ines Caro")]
    assert names("caro did well", people={"Caro": CARO}) == []


def test_who_the_article_names(coder, make_article):
    """Its people by surname; a surname of two is nobody's."""
    text = "Peruvian Water Minister Ines Caro met Chilean Defence Minister Ana Ruiz and Kenyan Finance Minister Tom Ruiz in Lima on Monday."
    coded = coder.code_article(make_article(text, header=DAY))
    people = people_of(coded.article, coded.annotation, coded.resolution)
    assert {surname: actor.name for surname, actor in people.items()} == {"Caro": "Ines Caro"}
    assert {"PER", "CHL", "KEN"} <= named_countries(coded.article, coded.annotation, load_tables())


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=150),
        st.lists(st.sampled_from("russia RUSSIA U.S. US NATO Putin Xi İ ß ǆ Chinese's 's . @ hi Mr".split())).map(
            " ".join
        ),
    )
)
def test_spans_are_in_order_and_in_the_text(text):
    """Whatever stands in the text, spans quote it, in order and without overlap."""
    spans = [t.span for t in find_targets(text, load_tables(), day=DAY, people={"Caro": CARO})]
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
