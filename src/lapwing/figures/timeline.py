"""The timeline: events by quad class over days, and below them how many pages were coded, so that more coverage is not taken for more events."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as ET

from lapwing.figures.svg import Counts, add, drawn, figure, link, told

_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 960.0, 220.0, 44.0, 18.0
_PAGES_HEIGHT, _GAP = 34.0, 14.0
# So many words fit below the axis.
_LABELS = 10
# Two bars do not fill a page. Pixels.
_WIDEST = 36.0


@dataclass(frozen=True, slots=True)
class Bar:
    """Some days with their events, and the pages whose story day lies in them."""

    first_day: date
    last_day: date
    counts: Counts
    n_pages: int
    href: str | None = None


def timeline_svg(bars: Sequence[Bar], *, per_page: bool = False, noun: str = "event") -> str:
    """Bars side by side in their order. With `per_page` they show events for 100 pages coded; days without pages have no bar then."""
    svg = figure("timeline", _WIDTH, _HEIGHT, f"Timeline: {sum(sum(b.counts) for b in bars):,} {noun}s")
    if not bars:
        add(svg, "text", "No days", x=_WIDTH / 2, y=_HEIGHT / 2, text_anchor="middle")
        return drawn(svg)
    step = (_WIDTH - _LEFT) / len(bars)
    base = _HEIGHT - _BOTTOM - _PAGES_HEIGHT - _GAP
    heights = [_height(bar, per_page) for bar in bars]
    top = nice_ceiling(max(*map(sum, heights), 0.0 if per_page else 2.0))
    _scale(svg, top, base, f"{noun}s per 100 pages" if per_page else f"{noun}s")
    most_pages = max(bar.n_pages for bar in bars)
    add(svg, "text", "pages", x=_LEFT - 6, y=_HEIGHT - _BOTTOM - 4, text_anchor="end")
    for n, (bar, height) in enumerate(zip(bars, heights, strict=True)):
        days = str(bar.first_day) if bar.first_day == bar.last_day else f"{bar.first_day} to {bar.last_day}"
        title = f"{days}: {told(bar.counts, noun)}; {bar.n_pages:,} pages coded"
        width = min(max(step - min(2.0, step * 0.2), 0.5), _WIDEST)
        x = _LEFT + n * step + (step - width) / 2
        group = link(svg, bar.href, title, class_="bar", data_first=bar.first_day, data_last=bar.last_day)
        add(group, "rect", x=_LEFT + n * step, y=10.0, width=step, height=_HEIGHT - _BOTTOM - 10, fill="transparent")
        y = base
        for quad, value in enumerate(height, 1):
            if value:
                tall = value / top * (base - 14)
                y -= tall
                add(group, "rect", x=x, y=y, width=width, height=tall, class_=f"q{quad}")
        if bar.n_pages:
            tall = max(1.0, bar.n_pages / most_pages * _PAGES_HEIGHT)
            add(group, "rect", x=x, y=_HEIGHT - _BOTTOM - tall, width=width, height=tall, class_="pages")
    _days(svg, bars, step)
    return drawn(svg)


def _height(bar: Bar, per_page: bool) -> tuple[float, ...]:
    if not per_page:
        return tuple(map(float, bar.counts))
    return tuple(100 * n / bar.n_pages if bar.n_pages else 0.0 for n in bar.counts)


def _scale(svg: ET.Element, top: float, base: float, noun: str) -> None:
    for share in (0.0, 0.5, 1.0):
        y = base - share * (base - 14)
        add(svg, "path", d=f"M{_LEFT},{y:.1f}H{_WIDTH}", class_="rule")
        add(svg, "text", f"{top * share:,.4g}", x=_LEFT - 6, y=y + 4, text_anchor="end")
    add(svg, "text", noun, x=_LEFT, y=9.0)


def _days(svg: ET.Element, bars: Sequence[Bar], step: float) -> None:
    every = max(1, math.ceil(len(bars) / _LABELS))
    spans_years = bars[0].first_day.year != bars[-1].last_day.year
    for n in range(0, len(bars), every):
        day = bars[n].first_day
        is_year = bars[n].first_day.timetuple().tm_yday == 1 and (bars[n].last_day - day).days >= 364
        form = (
            "%Y" if is_year else "%b %Y" if spans_years and len(bars) > 40 else "%-d %b %Y" if spans_years else "%-d %b"
        )
        x = _LEFT + n * step
        anchor = "start" if n == 0 and step < 60 else "end" if x > _WIDTH - 50 else "middle"
        add(
            svg,
            "text",
            day.strftime(form),
            x=x + (step / 2 if anchor == "middle" else 0 if anchor == "start" else step),
            y=_HEIGHT - 4,
            text_anchor=anchor,
        )


def nice_ceiling(value: float) -> float:
    """The next number that reads well, as does half of it.

    >>> nice_ceiling(37), nice_ceiling(0)
    (40.0, 1.0)
    """
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10) if step * power >= value * 0.999999)
