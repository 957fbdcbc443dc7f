"""Selections: read from an address, written back the same, and met by exactly the rows that a plain reading of each term gives."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lapwing.errors import WrongCall
from lapwing.selection import KINDS, TERMS, Selection
from lapwing.store import Store

TEXT = """CAIRO - Egyptian police arrested twelve protesters in Cairo on Tuesday. Kenya condemned the arrests.

Sudan's foreign minister met Kenya's president in Nairobi on Monday. Rebels shelled a market in Omdurman, killing four people."""


@pytest.fixture(scope="module")
def store(coder, tmp_path_factory):
    store = Store.create(tmp_path_factory.mktemp("selection") / "store")
    store.append([coder.code_text(TEXT, published=date(2024, 5, 8))], coder_digest="c")
    store.consolidate()
    return store


@pytest.fixture(scope="module")
def all_rows(store):
    return {kind: rows(store, Selection(kind)) for kind in KINDS}


def rows(store: Store, selection: Selection) -> list[dict]:
    answer = store.query(*selection.select(rest="order by id"))
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.fetchall()]


def test_both_kinds_have_the_same_columns(store):
    """What reads events reads reports too."""
    assert len({tuple(store.query(*Selection(kind).select()).columns) for kind in KINDS}) == 1


PLAIN = {
    "type=COERCE": lambda r: r["type"] == "COERCE",
    "type=COERCE,CONSULT": lambda r: r["type"] in ("COERCE", "CONSULT"),
    "quad=4": lambda r: r["quad"] == 4,
    "realis=actual": lambda r: r["realis"] == "actual",
    "by=KEN": lambda r: "KEN" in r["actor_countries"],
    "to=EGY": lambda r: "EGY" in r["recipient_countries"],
    "country=SDN": lambda r: "SDN" in r["actor_countries"] + r["recipient_countries"],
    "dyad=SDN-KEN": lambda r: "SDN" in r["actor_countries"] and "KEN" in r["recipient_countries"],
    "between=KEN-SDN": lambda r: {"SDN", "KEN"} <= {*r["actor_countries"], *r["recipient_countries"]},
    "sector=COP": lambda r: "COP" in r["sectors"],
    "in=EGY": lambda r: r["place_country"] == "EGY",
    "place=Omdurman": lambda r: r["place"] == "Omdurman",
    "box=30,29,33,31": lambda r: r["place"] == "Cairo",
    "since=2024-05-07": lambda r: (r["last_day"] or r["told_on"]).isoformat() >= "2024-05-07",
    "until=2024-05-06": lambda r: (r["first_day"] or r["told_on"]).isoformat() <= "2024-05-06",
    "least_score=0.71": lambda r: r["score"] >= 0.71,
    "words=Market shelled": lambda r: "shelled" in r["sentence"],
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("asked", PLAIN)
def test_terms_mean_what_they_say(store, all_rows, kind, asked):
    """The rows of a selection are those that a plain reading picks, neither all nor none of them."""
    name, _, value = asked.partition("=")
    found = rows(store, Selection.parse({name: [value], "kind": [kind]}))
    assert found == [row for row in all_rows[kind] if PLAIN[asked](row)]
    assert found
    assert len(found) < len(all_rows[kind]) or asked == "realis=actual"


def test_sources_are_counted(store):
    """One article is one source."""
    assert rows(store, Selection.parse({"least_sources": ["1"]})) == rows(store, Selection())
    assert rows(store, Selection.parse({"least_sources": ["2"]})) == []


def test_a_box_over_the_180th_meridian():
    """Such a box has its east west of its west, and holds Fiji on both sides."""
    sql, parameters = Selection.parse({"box": ["170,-25,-170,-10"]}).where()
    assert " or " in sql
    assert parameters == [-25.0, -10.0, 170.0, -170.0]


def test_every_fault_at_once():
    """One answer names everything that is wrong."""
    with pytest.raises(WrongCall) as caught:
        Selection.parse({"type": ["KISS"], "since": ["soon"], "dyad": ["RU"], "colour": ["red"], "kind": ["both"]})
    for word in ("KISS", "soon", "'RU'", "colour", "both"):
        assert word in str(caught.value)


def test_terms_can_be_changed():
    """A link of the explorer is the selection with one thing changed."""
    selection = Selection.parse({"type": ["ASSAULT"], "in": ["SDN"]})
    assert selection.changed(in_=None, by="KEN", kind="reports").query_string == "kind=reports&type=ASSAULT&by=KEN"
    assert selection.changed(type=["AID", "AGREE"]).values("type") == ("AID", "AGREE")


def example_of(term):
    return st.just(term.example) if term.example else st.sampled_from(term.choices)


@given(
    st.dictionaries(st.sampled_from(sorted(TERMS)), st.none()).flatmap(
        lambda d: st.fixed_dictionaries({n: example_of(TERMS[n]) for n in d})
    )
)
def test_written_and_read_again(asked):
    """An address says all of a selection."""
    selection = Selection.parse({name: [value] for name, value in asked.items()})
    assert set(dict(selection.asked)) == set(asked)
    assert Selection.parse(parse_qs(selection.query_string)) == selection


@settings(deadline=None)  # the first query opens the store
@given(st.sampled_from(["who", "place", "words"]), st.text(min_size=1, max_size=40))
def test_texts_stay_parameters(store, name, text):
    """Whatever somebody searches for, it never becomes SQL."""
    try:
        selection = Selection.parse({name: [text]})
    except WrongCall:
        assert not text.strip()
        return
    sql, parameters = selection.where()
    assert sql.count("?") == len(parameters)
    assert store.query(*selection.select("count(*)")).fetchall()[0][0] >= 0
