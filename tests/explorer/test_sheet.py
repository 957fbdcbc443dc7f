"""A report of a store: one file, nothing loaded, every event with its sentence."""

from __future__ import annotations

import re

from lapwing.explorer.sheet import sheet_html
from lapwing.selection import Selection


def test_everything_is_in_the_file(store):
    """No script, no address that would be loaded, and the words of every event."""
    html = sheet_html(store, Selection())
    assert not re.search(r"<script|<link|<img|<iframe|@import|url\(", html)
    assert "default-src 'none'" in html
    for (sentence,) in store.query("select distinct sentence from events").fetchall():
        assert sentence.split(",")[0].split("'")[0][:25] in re.sub(r"</?b>", "", html)


def test_marks_lead_to_their_rows(store):
    """Every link inside the file has its target."""
    html = sheet_html(store, Selection.parse({"country": ["KEN"]}))
    targets = re.findall(r'href="#([^"]+)"', html)
    assert targets
    assert all(f'id="{t}"' in html for t in targets)
    assert "country <b>KEN</b>" in html


def test_fewer_rows(store):
    """What is left out is said."""
    assert re.search(r"1 of \d+, the latest", sheet_html(store, Selection(), rows=1))
