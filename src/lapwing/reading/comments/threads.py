"""Threads: which comment answers which, by what the page says, by depth, by nesting."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from lapwing.reading.comments.items import Item
from lapwing.reading.comments.marks import has

_PARENT_DATA = ("data-parent-id", "data-parent", "data-parentid", "data-reply-to", "data-comment-parent", "data-in-reply-to", "data-parent-comment-id")
_DEPTH_DATA = ("data-depth", "data-level", "data-indent", "aria-level", "indent")
_DEPTH_MARK = re.compile(r"(?:^|[\s_-])(?:depth|level|indent|lvl|ident|nesting)[-_]?(?:level[-_]?)?(\d{1,2})(?=$|[\s_-])", re.IGNORECASE)
_INDENT_STYLE = re.compile(r"(?:margin|padding)-(?:left|inline-start)\s*:\s*(\d+)", re.IGNORECASE)
_REPLY_TO = re.compile(r"\b(?:in reply to|replying to|replied to|antwort auf|en réponse à|en respuesta a)\b", re.IGNORECASE)


def parents_of(items: Sequence[Item]) -> list[int | None]:
    """For each item the position of the one that it answers."""
    by_number = {item.number: i for i, item in enumerate(items) if item.number}
    depths = [_depth_mark(item) for item in items]
    is_deep = len(set(depths)) > 1 and None not in depths
    by_node = {node: i for i, item in enumerate(items) for node in item.nodes}
    dom_depths = [sum(1 for _ in item.nodes[0].iterancestors()) for item in items]
    parents: list[int | None] = []
    for i, item in enumerate(items):
        parent = _said(item, by_number)
        if parent is None and is_deep:
            parent = next((j for j in range(i - 1, -1, -1) if depths[j] < depths[i]), None)
        elif parent is None:
            parent = _nested(i, item, items, by_node, dom_depths)
        parents.append(parent if parent is not None and parent < i else None)
    return parents


def _said(item: Item, by_number: dict[str, int]) -> int | None:
    for node in (item.nodes[0], *list(item.nodes[0].iterdescendants())[:60]):
        for name in _PARENT_DATA:
            number = re.sub(r"^\D+", "", node.get(name) or "") or node.get(name)
            if number in by_number and node.get(name):
                return by_number[number]
        if node.tag == "a" and "#" in (node.get("href") or ""):
            number = re.search(r"#\D*?([0-9a-f-]{2,})$", node.get("href"))
            before = (node.getprevious().tail if node.getprevious() is not None else node.getparent().text) or ""
            if number and number[1] in by_number and number[1] != item.number and _REPLY_TO.search(f"{before} {node.text or ''}"):
                return by_number[number[1]]
    return None


def _depth_mark(item: Item) -> float | None:
    """How deep an item says that it stands, from its own marks or those of an element close around it."""
    around = [item.nodes[0]]
    parent = item.nodes[0].getparent()
    if parent is not None and len(parent) <= 2:
        around.append(parent)
    for node in around:
        for name in _DEPTH_DATA:
            if (node.get(name) or "").isdigit():
                return float(node.get(name))
        if match := _DEPTH_MARK.search(node.get("class") or ""):
            return float(match[1])
        if match := _INDENT_STYLE.search(node.get("style") or ""):
            return float(match[1])
    if item.nodes[0].tag == "tr":  # a table of comments indents with an empty image or a number
        for cell in item.nodes[0].iter("td"):
            if has(cell, "answers"):
                if (cell.get("indent") or "").isdigit():
                    return float(cell.get("indent"))
                image = next(cell.iter("img"), None)
                if image is not None and (image.get("width") or "").isdigit():
                    return float(image.get("width"))
    return 0.0 if not any(node.get("style") for node in around[:1]) and _has_depth_class(item) else None


def _has_depth_class(item: Item) -> bool:
    return has(item.nodes[0], "answers")


def _nested(
    i: int, item: Item, items: Sequence[Item], by_node: dict[HtmlElement, int], dom_depths: Sequence[int]
) -> int | None:
    """The item whose element holds this one, else the last that stands less deep, if a box of answers or the other's own
    list entry lies between."""
    ancestors = list(item.nodes[0].iterancestors())
    for ancestor in ancestors:
        if ancestor in by_node:
            return by_node[ancestor]
    for j in range(i - 1, -1, -1):
        if dom_depths[j] >= dom_depths[i]:
            continue
        above = set(items[j].nodes[0].iterancestors())
        between = [a for a in ancestors if a not in above]
        shared = ancestors[len(between)] if len(between) < len(ancestors) else None
        is_first_of_entry = shared is not None and shared.tag in ("li", "article") and _holds_first(shared, items[j])
        if is_first_of_entry or any(has(a, "answers") or a.tag in ("ul", "ol") for a in between):
            return j
        return None
    return None


def _holds_first(entry: HtmlElement, item: Item) -> bool:
    return item.nodes[0] in set(entry.iterdescendants())
