"""Sheet: what a selection of a store says, as one HTML file that opens anywhere, offline and without a script."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import jinja2

from lapwing.explorer.overview import Overview, overview
from lapwing.explorer.panels import panel, reader_targets
from lapwing.explorer.state import State
from lapwing.explorer.templating import environment, style_sheet
from lapwing.figures import matrix_svg, network_svg, timeline_svg, world_svg
from lapwing.selection import Selection
from lapwing.store import Store
from lapwing.store.index import open_index

# Rows of the table, the latest first. With 500 the file has about half a megabyte.
ROWS = 500


def sheet_html(
    store: Store, selection: Selection, *, rows: int = ROWS, tell: Callable[[str], None] = lambda _: None
) -> str:
    """The page. A mark on the map leads to the first row of its place in the table, a row to the page it was read from."""
    index = open_index(store, tell)
    state = State(selection)
    shown = overview(index, state, n_rows=rows)
    events = shown.rows
    views = store.read_only()
    noun = selection.kind.removesuffix("s")
    records = {name: panel(views, name, selection) for name in ("statements", "promises", "notices")}
    html = _template().render(
        style=style_sheet(),
        store=store.folder.resolve().name,
        asked=[(name, value) for name, values in selection.asked for value in values],
        state=state,
        path="",
        shown=shown,
        rows=events,
        articles=_articles(views, [row["article_id"] for row in events]),
        world=world_svg(_anchored(shown, events), noun=noun),
        timeline=timeline_svg([replace(bar, href=None) for bar in shown.bars], noun=noun),
        network=network_svg([replace(tie, href=None) for tie in shown.dyads], noun=noun),
        matrix=matrix_svg([replace(tie, href=None) for tie in shown.dyads], noun=noun),
        targets=reader_targets(views, selection),
        n_articles=views.query("select count(*) from articles").fetchall()[0][0],
        **records,
    )
    index.close()
    # Nothing of a report is loaded from elsewhere; what a page's text holds is escaped. This is a check of the first, at the cost of one search.
    if re.search(r"<(?:script|link|iframe|img)\b", html):
        raise AssertionError("A report must not load anything.")
    return html


def _anchored(shown: Overview, rows: tuple[dict[str, Any], ...]) -> list[Any]:
    first = {}
    for row in rows:
        first.setdefault((row["place"], row["place_country"]), row["id"])
    return [
        replace(spot, href=f"#row-{first[spot.name, spot.country]}" if (spot.name, spot.country) in first else None)
        for spot in shown.spots
    ]


def _articles(views: Any, ids: list[str]) -> dict[str, dict[str, Any]]:
    answer = views.query(
        """select a.id, a.title, a.url, a.agency, a.source_file, a.story_date, a.header_date, s.outlet from articles a left join signatures s on s.article_id = a.id
           where a.id in (select unnest(?::varchar[]))""",
        [ids],
    )
    return {row[0]: dict(zip(answer.columns, row, strict=True)) for row in answer.fetchall()}


@cache
def _template() -> jinja2.Template:
    return environment().get_template("sheet.html")
