"""What a notebook shows of a store: figures with their colours, relations that data frames take."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree as ET

import pytest

from lapwing.errors import WrongCall
from lapwing.store import Store
from making_explored import TEXTS, page_of


@pytest.fixture(scope="module")
def store(coder, tmp_path_factory):
    store = Store.create(tmp_path_factory.mktemp("notebook") / "store")
    store.append([coder.code_page(page_of(*text)) for text in TEXTS], coder_digest="c")
    return store


def test_figures_show_themselves(store):
    """With their own style, for themselves alone; saved as files that a browser opens."""
    for figure in (
        store.plot_map(),
        store.plot_timeline(per="pages", bin="day"),
        store.plot_network(),
        store.plot_network(matrix=True),
    ):
        html = figure._repr_html_()
        assert html.startswith('<div class="lapwing-figure"><style>')
        assert ":root" not in html
        assert "<script" not in html
        assert " href=" not in figure.svg


def test_what_is_left_out_is_said(store):
    """The note counts it."""
    n = len(store.events().fetchall())
    n_nowhere = sum(row is None for (row,) in store.query("select latitude from consolidated_events").fetchall())
    assert store.plot_map().note == f"{n} events" + (f"; {n_nowhere} name no place" if n_nowhere else "")


def test_saved_figures_have_their_colours(store, tmp_path):
    store.plot_timeline().save(tmp_path / "timeline.svg")
    text = (tmp_path / "timeline.svg").read_text("utf-8")
    assert ET.fromstring(text).tag.endswith("svg")
    assert "--q4:" in text
    assert ".figure .q4" in text


def test_relations(store):
    """The terms of a selection as keywords; pandas and polars take the answer as it is."""
    import polars

    frame = store.events(type="ASSAULT", least_score=0.1, since=date(2024, 6, 1), in_="KEN").df()
    assert set(frame["type"]) == {"ASSAULT"}
    reports = polars.DataFrame(store.reports(country=["KEN", "SDN"]))
    assert reports.columns == list(frame.columns)
    assert reports.height > len(frame)
    with pytest.raises(WrongCall, match="colour"):
        store.events(colour="red")
