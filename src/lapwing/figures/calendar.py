"""A calendar: days as squares, weeks as columns, darker where more holds on that day."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from lapwing.figures.svg import add, drawn, figure, link

# So many weeks fit side by side; a longer time keeps its latest part.
MOST_WEEKS = 54
_LABEL_WEEKS = 4
_SIZE, _LEFT, _TOP = 16.0, 34.0, 18.0


def calendar_svg(counts: Mapping[date, int], noun: str, href: Callable[[date], str] | None = None) -> str:
    """The days from the first to the last that has something, at most a year; `counts` says how many hold on each."""
    if not counts:
        return ""
    last = max(counts)
    first = max(min(counts), last - timedelta(7 * MOST_WEEKS - 7))
    monday = first - timedelta(first.weekday())
    n_weeks = (last - monday).days // 7 + 1
    most = max(counts.values())
    svg = figure(
        "calendar", _LEFT + MOST_WEEKS * _SIZE + 4, _TOP + 7 * _SIZE + 4, f"Calendar of {noun}s, {first} to {last}"
    )
    for row, name in ((0, "Mon"), (2, "Wed"), (4, "Fri")):
        add(svg, "text", name, x=_LEFT - 6, y=_TOP + row * _SIZE + 12, text_anchor="end")
    for n in range(7 * n_weeks):
        day = monday + timedelta(n)
        x, y = _LEFT + n // 7 * _SIZE, _TOP + n % 7 * _SIZE
        # The first label says the year, and leaves room for itself.
        if n == 0 or (day.day == 1 and n >= 7 * _LABEL_WEEKS):
            add(svg, "text", day.strftime("%b %Y" if day.month == 1 or n == 0 else "%b"), x=x, y=_TOP - 6)
        found = counts.get(day, 0)
        if not found:
            add(svg, "rect", x=x, y=y, width=_SIZE - 2, height=_SIZE - 2, class_="day")
            continue
        title = f"{day}: {found:,} {noun}{'' if found == 1 else 's'}"
        group = link(svg, href(day) if href else None, title)
        shade = 0.35 + 0.65 * math.sqrt(found / most)
        add(group, "rect", x=x, y=y, width=_SIZE - 2, height=_SIZE - 2, class_="day on", fill_opacity=shade)
    return drawn(svg)
