"""Whatever pages say, a row of a tab- or comma-separated export stays one row with its columns, for every reader."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.export import FORMATS, dyadic, icews, polecat
from making_exports import party, row, telling, written

HOSTILE = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",))),
    st.text("=+-@\t\r\n\x00\"',;\\\u2028\u2029\x85\x0b\x1c\u202e|a1 "),
)
TABBED = {"polecat": len(polecat.COLUMNS), "icews": len(icews.COLUMNS), "gdelt": 61, "cameo": len(dyadic.COLUMNS)}


def hostile_row(name: str, place: str, outlet: str) -> dict:
    words = {**party(name), "person": None, "text": name, "start": 0, "end": 1, "score": 0.5}
    return row(
        actors=[party(name), party(place, None, None)],
        recipients=[party(outlet)],
        place=place,
        tellings=[telling(outlet=outlet, url=outlet, trigger=name, actors=[words], language=name)],
    )


@pytest.mark.parametrize("form", TABBED)
@given(name=HOSTILE, place=HOSTILE, outlet=HOSTILE)
def test_tab_separated(form, name, place, outlet):
    """Two pairs are two lines, with and without quoting, and every one has the columns of the format."""
    text, _ = written(FORMATS[form], hostile_row(name, place, outlet))
    lines = text.splitlines()
    header = 0 if form == "gdelt" else 1
    assert len(lines) == 2 + header
    assert {len(line.split("\t")) for line in lines} == {TABBED[form]}
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        read = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", quoting=quoting))
        assert [len(r) for r in read] == [TABBED[form]] * (2 + header)


@given(name=HOSTILE, place=HOSTILE, outlet=HOSTILE)
def test_comma_separated_dyads(name, place, outlet):
    """The same with commas; and no cell of text is a formula."""
    text, _ = written(FORMATS["cameo"], hostile_row(name, place, outlet), suffix=".csv")
    header, *rows = (
        csv.DictReader(io.StringIO(text, newline="")).fieldnames,
        *csv.DictReader(io.StringIO(text, newline="")),
    )
    assert tuple(header) == dyadic.COLUMNS
    assert len(rows) == 2
    assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r")) for r in rows for value in r.values())
    assert {r["cameo_code"] for r in rows} == {"042"}


@given(name=HOSTILE, place=HOSTILE)
def test_csv(name, place):
    """The rows as they are: texts come back, behind an apostrophe where they would be formulas."""
    (told,) = csv.DictReader(io.StringIO(written(FORMATS["csv"], row(place=place, mode=name))[0], newline=""))
    for column, value in (("place", place), ("mode", name)):
        text = value.replace("\0", "\ufffd")
        assert told[column] == ("'" + text if value.startswith(("=", "+", "-", "@", "\t", "\r")) else text)
    assert float(told["longitude"]) == 45.34
