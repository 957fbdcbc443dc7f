"""State: an address says everything that a page shows, and nothing else can be said in it."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.errors import WrongCall
from lapwing.explorer.state import BINS, SORTS, State
from lapwing.selection import Selection


def read(query: str) -> State:
    return State.parse(parse_qs(query))


@given(
    st.builds(
        State,
        st.sampled_from([Selection(), Selection.parse({"type": ["ASSAULT"], "in": ["KEN"]}), Selection("reports")]),
        bin=st.sampled_from(BINS),
        per=st.sampled_from(["events", "pages"]),
        ties=st.sampled_from(["directed", "undirected"]),
        draw=st.sampled_from(["network", "matrix"]),
        sort=st.sampled_from(SORTS),
        page=st.integers(1, 99),
        sel=st.none() | st.just("abc123"),
    )
)
def test_written_and_read_again(state):
    assert read(state.query_string) == state


def test_a_change_of_what_is_asked_starts_anew():
    """On the first page, with no evidence open; a change of how it is shown keeps what is asked."""
    state = read("type=ASSAULT&page=3&sel=abc")
    assert state.href(in_="KEN") == "?type=ASSAULT&in=KEN"
    assert state.href(draw="matrix") == "?type=ASSAULT&draw=matrix&page=3&sel=abc"
    assert state.href("/place", sort="score") == "/place?type=ASSAULT&sort=score&sel=abc"


def test_toggled_and_linked():
    state = read("type=ASSAULT&place=Garissa")
    assert read(state.toggled("", "type", "PROTEST")[1:]).selection.values("type") == ("ASSAULT", "PROTEST")
    assert read(state.toggled("", "type", "ASSAULT")[1:]).selection.values("type") == ()
    link = state.linker("/", "place", "in")
    assert read(link("A & B=c", "KEN")[2:]).selection.values("place") == ("A & B=c",)
    assert read(link("Garissa", None)[2:]) == read("type=ASSAULT&place=Garissa")


@pytest.mark.parametrize(
    "query", ["bin=hour", "page=0", "page=1e9", "page=²", "sel=<b>", "sort=price", "draw=x", "colour=red", "type=KISS"]
)
def test_anything_else_is_refused(query):
    """A mistyped address says what is wrong with it instead of showing something else."""
    with pytest.raises(WrongCall):
        read(query)
