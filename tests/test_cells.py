"""Cells: no value breaks a row, and no spreadsheet runs one."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from lapwing.cells import csv_line, field, json_line, plain_value

HOSTILE = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",))),
    st.text("=+-@\t\r\n\x00\"',;\\\u2028\u2029\x85\x0b\x0c\x1c\u202e|a1 "),
)


@given(st.lists(HOSTILE, min_size=1, max_size=6))
def test_csv_rows_hold(values):
    """What a CSV reader gets back is the text, or the text behind an apostrophe when it would have been a formula."""
    (row,) = csv.reader(io.StringIO(csv_line(values), newline=""))
    assert len(row) == len(values)
    for shown, value in zip(row, values, strict=True):
        text = value.replace("\0", "\ufffd")
        assert shown == ("'" + text if value.startswith(("=", "+", "-", "@", "\t", "\r")) else text)


@given(st.lists(HOSTILE, min_size=1, max_size=6))
def test_raw_csv_rows_hold(values):
    """Raw cells are the text, and a row is a row all the same."""
    (row,) = csv.reader(io.StringIO(csv_line(values, raw=True), newline=""))
    assert row == [value.replace("\0", "\ufffd") for value in values]


def test_numbers_are_untouched():
    """A negative number is no formula; the same digits as text are taken for one. Raw means raw."""
    assert csv_line([-5, -5.5, "-5", True, date(2024, 6, 2)]) == "-5,-5.5,'-5,true,2024-06-02\n"
    assert csv_line(["-5"], raw=True) == "-5\n"


@given(st.lists(HOSTILE, min_size=1, max_size=6))
def test_tab_separated_rows_hold(values):
    """One line and as many fields for every reader: with quoting, without, and splitting by hand."""
    line = "\t".join(["id", *map(field, values)]) + "\n"
    assert len(line.splitlines()) == 1
    assert len(line[:-1].split("\t")) == len(values) + 1
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        (row,) = csv.reader(io.StringIO(line, newline=""), delimiter="\t", quoting=quoting)
        assert row == ["id", *map(field, values)]


@given(HOSTILE)
def test_json_lines_hold(text):
    """One line, whatever a reader takes for a line end, and the same text when read."""
    line = json_line({"text": text})
    assert len(line.splitlines()) == 1
    assert json.loads(line) == {"text": text}


def test_plain_values():
    """What JSON has no number for is null."""
    assert plain_value([float("inf"), float("nan"), 1.5]) == [None, None, 1.5]
