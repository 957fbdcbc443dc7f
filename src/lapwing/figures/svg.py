"""SVG elements with everything escaped, and the marks that all figures share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from lapwing.ontology import QUADS

Counts = tuple[int, int, int, int]
"""How many events of quad class 1, 2, 3, 4."""


def figure(name: str, width: float, height: float, label: str) -> ET.Element:
    """An SVG that scales with its box. `label` is what a screen reader says of it."""
    return ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": f"figure {name}",
            "viewBox": f"0 0 {number(width)} {number(height)}",
            "role": "group",
            "aria-label": clean(label),
        },
    )


def add(parent: ET.Element, tag: str, text: str | None = None, **attributes: object) -> ET.Element:
    """A child element. In names of attributes `_` stands for `-`; `class_` is `class`; None is left out."""
    named = {
        k.rstrip("_").replace("_", "-"): number(v) if isinstance(v, float) else clean(str(v))
        for k, v in attributes.items()
        if v is not None
    }
    child = ET.SubElement(parent, tag, named)
    child.text = clean(text) if text is not None else None
    return child


def link(parent: ET.Element, href: str | None, title: str, **attributes: object) -> ET.Element:
    """A group with a title: a link when there is somewhere to go."""
    named = {"href": href, "aria_label": title} if href else {"role": "img", "aria_label": title}
    group = add(parent, "a" if href else "g", **named, **attributes)
    add(group, "title", title)
    return group


def drawn(svg: ET.Element) -> str:
    return ET.tostring(svg, encoding="unicode", short_empty_elements=False)


def number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def clean(text: str) -> str:
    """Text without the characters that XML does not have."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in text)


def leading_quad(counts: Sequence[int]) -> int:
    """The quad class with the most events; of equals the more hostile.

    >>> leading_quad((2, 0, 2, 1))
    3
    """
    return max(range(1, 5), key=lambda quad: (counts[quad - 1], quad))


def told(counts: Sequence[int], noun: str = "event") -> str:
    """The counts in words.

    >>> told((2, 0, 1, 0))
    '3 events: 2 verbal cooperation, 1 verbal conflict'
    """
    total = sum(counts)
    parts = ", ".join(f"{n:,} {QUADS[quad].lower()}" for quad, n in enumerate(counts, 1) if n)
    return f"{total:,} {noun}{'' if total == 1 else 's'}" + (f": {parts}" if parts else "")


def glyph(quad: int, size: float) -> str:
    """The path of a quad's shape with an area of `size` square pixels around 0, 0: circle, square, diamond, triangle. Colour is never the only difference."""
    if quad == 1:
        r = math.sqrt(size / math.pi)
        return f"M{number(-r)},0a{number(r)},{number(r)} 0 1,0 {number(2 * r)},0a{number(r)},{number(r)} 0 1,0 {number(-2 * r)},0Z"
    if quad == 2:
        h = math.sqrt(size) / 2
        return f"M{number(-h)},{number(-h)}H{number(h)}V{number(h)}H{number(-h)}Z"
    if quad == 3:
        h = math.sqrt(size / 2)
        return f"M0,{number(-h)}L{number(h)},0L0,{number(h)}L{number(-h)},0Z"
    side = math.sqrt(size * 4 / math.sqrt(3))
    up, down = side / math.sqrt(3), side / (2 * math.sqrt(3))
    return f"M0,{number(-up)}L{number(side / 2)},{number(down)}L{number(-side / 2)},{number(down)}Z"
