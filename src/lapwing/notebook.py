"""Notebook: the figures of a store as cells show them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lapwing.figures import STYLE, matrix_svg, network_svg, timeline_svg, world_svg
from lapwing.selection import Selection

if TYPE_CHECKING:
    from lapwing.explorer.overview import Overview
    from lapwing.store import Store

KINDS = ("map", "timeline", "network", "matrix")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that a notebook shows and that can be saved. `svg` needs the colours of `lapwing.figures.STYLE`, which `_repr_html_` and `save` bring."""

    svg: str
    note: str = ""

    def _repr_html_(self) -> str:
        # The style holds for our own figures only: a notebook has a style of its own.
        style = STYLE.replace(":root", ".lapwing-figure")
        return f'<div class="lapwing-figure"><style>{style}</style>{self.svg}<p>{self.note}</p></div>'

    def save(self, path: str | Path) -> None:
        """Write an SVG file for papers and slides, in the light colours."""
        from lapwing.whole import whole_file

        style = STYLE.split("@media", 1)[0] + STYLE[STYLE.index(".figure {") :]
        with whole_file(Path(path)) as temporary:
            temporary.write_text(self.svg.replace(">", f"><style>{style}</style>", 1), "utf-8")


def draw(
    store: Store, kind: str, selection: Selection, *, bin_: str = "auto", per: str = "events", directed: bool = True
) -> Figure:
    """A figure of what is asked for: a map, a timeline, a network or a matrix. `bin_` and `per` are for the timeline, `directed` for dyads."""
    from lapwing.explorer.overview import overview
    from lapwing.explorer.state import State
    from lapwing.store.index import open_index

    index = open_index(store)
    shown = overview(index, State(selection, bin=bin_, per=per, ties="directed" if directed else "undirected"))
    index.close()
    return Figure(_svg(kind, shown, selection.kind, per, directed), _note(kind, shown, selection.kind))


def _svg(kind: str, shown: Overview, noun: str, per: str, directed: bool) -> str:
    from dataclasses import replace

    one = noun.removesuffix("s")
    if kind == "map":
        return world_svg([replace(s, href=None) for s in shown.spots], noun=one)
    if kind == "timeline":
        return timeline_svg([replace(b, href=None) for b in shown.bars], per_page=per == "pages", noun=one)
    dyads = [replace(d, href=None) for d in shown.dyads]
    return (network_svg if kind == "network" else matrix_svg)(dyads, directed=directed, noun=one)


def _note(kind: str, shown: Overview, noun: str) -> str:
    """What the figure leaves out."""
    left_out = {
        "map": (shown.n_no_place, "name no place"),
        "timeline": (shown.n_long, "over a longer time stand in no bar"),
    }
    n, why = left_out.get(kind, (shown.n_without_pair, "lack a country or group on one side"))
    return f"{shown.n:,} {noun}" + (f"; {n:,} {why}" if n else "")
