"""Who deals with whom: a matrix of actors and recipients, and a network."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lapwing.figures.svg import Counts, add, drawn, figure, leading_quad, link, told

# More than this cannot be read. Parties.
MOST_IN_MATRIX = 24
MOST_IN_NETWORK = 60
# A matrix of three parties is not blown up to the size of one of twenty. Pixels.
_MATRIX_WIDTH = 620.0
# How far a directed tie bends to the right, as a share of its length, so that there and back are two lines. web/src/network.js has it too.
_BEND = 0.15


@dataclass(frozen=True, slots=True)
class Dyad:
    """Two parties with what passed between them, from the first to the second unless drawn undirected."""

    actor: str
    recipient: str
    counts: Counts
    href: str | None = None

    @property
    def is_within(self) -> bool:
        """Within one country or group: a cell of the matrix, no tie of the network."""
        return self.actor == self.recipient


def matrix_svg(dyads: Sequence[Dyad], *, directed: bool = True, noun: str = "event") -> str:
    """Actors down, recipients across, those with the most first. A cell's shade is its number, its colour the leading quad class."""
    parties = _busiest(dyads, MOST_IN_MATRIX)
    place = {party: n for n, party in enumerate(parties)}
    left, top, size = 44.0, 44.0, max(14.0, min(30.0, 620 / max(len(parties), 1)))
    side = size * len(parties)
    svg = figure("matrix", max(left + side + 4, _MATRIX_WIDTH), top + side + 4, f"Matrix of {len(parties)} parties")
    shown = [d for d in dyads if d.actor in place and d.recipient in place]
    most = max((sum(d.counts) for d in shown), default=1)
    for party, n in place.items():
        middle = n * size + size / 2
        add(svg, "text", party, x=left - 6, y=top + middle + 4, text_anchor="end")
        add(svg, "text", party, transform=f"translate({left + middle + 4:.1f},{top - 6:.1f}) rotate(-60)")
        add(
            svg,
            "path",
            d=f"M{left},{top + n * size:.1f}h{side:.1f}M{left + n * size:.1f},{top}v{side:.1f}",
            class_="rule",
        )
    for dyad in shown:
        group = link(svg, dyad.href, f"{_arrow(dyad, directed)}: {told(dyad.counts, noun)}")
        quad, shade = leading_quad(dyad.counts), 0.3 + 0.7 * math.sqrt(sum(dyad.counts) / most)
        x, y = left + place[dyad.recipient] * size, top + place[dyad.actor] * size
        add(group, "rect", x=x, y=y, width=size, height=size, class_=f"cell q{quad}", fill_opacity=shade)
        if size >= 20:
            add(group, "text", f"{sum(dyad.counts)}", x=x + size / 2, y=y + size / 2 + 4, text_anchor="middle")
    return drawn(svg)


def network_svg(
    dyads: Sequence[Dyad], *, directed: bool = True, noun: str = "event", party_href: dict[str, str] | None = None
) -> str:
    """Parties on a circle, the busiest with the largest dots; ties bend to the right of the way they go, with a tip in their middle. A script may move them apart: nodes and ties name their parties."""
    parties = sorted(_busiest([d for d in dyads if not d.is_within], MOST_IN_NETWORK))
    width, height = 620.0, min(520.0, 160.0 + 24 * len(parties))
    svg = figure("network", width, height, f"Network of {len(parties)} parties")
    at = {p: _on_circle(n, len(parties), width, height) for n, p in enumerate(parties)}
    shown = [d for d in dyads if d.actor in at and d.recipient in at and not d.is_within]
    most = max((sum(d.counts) for d in shown), default=1)
    weight: Counter[str] = Counter()
    for dyad in sorted(shown, key=lambda d: sum(d.counts)):
        quad, n = leading_quad(dyad.counts), sum(dyad.counts)
        weight.update({dyad.actor: n, dyad.recipient: n})
        group = link(
            svg,
            dyad.href,
            f"{_arrow(dyad, directed)}: {told(dyad.counts, noun)}",
            data_from=dyad.actor,
            data_to=dyad.recipient,
            class_="link",
            tabindex=-1,
        )
        width_px = 1 + 6 * math.sqrt(n / most)
        add(
            group,
            "path",
            d=_bend(at[dyad.actor], at[dyad.recipient], directed),
            class_=f"tie q{quad}",
            stroke_width=width_px,
        )
        if directed:
            way = _middle(at[dyad.actor], at[dyad.recipient])
            add(
                group,
                "path",
                d=f"M{-3 - width_px:.1f},{-2 - width_px:.1f}L{4 + width_px:.1f},0L{-3 - width_px:.1f},{2 + width_px:.1f}Z",
                class_=f"way q{quad}",
                transform=way,
            )
    heaviest = max(weight.values(), default=1)
    for party, (x, y) in at.items():
        group = link(
            svg,
            (party_href or {}).get(party),
            f"{party}: {weight[party]:,} {noun}s",
            data_party=party,
            class_="party",
            transform=f"translate({x:.1f},{y:.1f})",
        )
        radius = 4 + 12 * math.sqrt(weight[party] / heaviest)
        add(group, "circle", r=radius, class_="node")
        add(group, "text", party, y=-radius - 3, text_anchor="middle")
    return drawn(svg)


def _busiest(dyads: Sequence[Dyad], most: int) -> list[str]:
    n: Counter[str] = Counter()
    for dyad in dyads:
        n.update({dyad.actor: sum(dyad.counts)})
        n.update({dyad.recipient: sum(dyad.counts)})
    return [party for party, _ in sorted(n.items(), key=lambda item: (-item[1], item[0]))[:most]]


def _arrow(dyad: Dyad, directed: bool) -> str:
    return f"{dyad.actor} {'to' if directed else 'and'} {dyad.recipient}"


def _on_circle(n: int, of: int, width: float, height: float) -> tuple[float, float]:
    angle = 2 * math.pi * n / max(of, 1) - math.pi / 2
    return width / 2 + (width / 2 - 60) * math.cos(angle), height / 2 + (height / 2 - 40) * math.sin(angle)


def _middle(a: tuple[float, float], b: tuple[float, float]) -> str:
    """The middle of a bent tie, turned the way that it goes."""
    (x1, y1), (x2, y2) = a, b
    x, y = (x1 + x2) / 2 - (y2 - y1) * _BEND / 2, (y1 + y2) / 2 + (x2 - x1) * _BEND / 2
    return f"translate({x:.1f},{y:.1f}) rotate({math.degrees(math.atan2(y2 - y1, x2 - x1)):.0f})"


def _bend(a: tuple[float, float], b: tuple[float, float], directed: bool) -> str:
    (x1, y1), (x2, y2) = a, b
    bend = _BEND if directed else 0.0
    mx, my = (x1 + x2) / 2 - (y2 - y1) * bend, (y1 + y2) / 2 + (x2 - x1) * bend
    return f"M{x1:.1f},{y1:.1f}Q{mx:.1f},{my:.1f} {x2:.1f},{y2:.1f}"
