"""Threads: which comment answers which, by what the page says, by depth, by nesting."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from lapwing.reading.comments.items import Item
from lapwing.reading.comments.marks import has, words_of
from lapwing.reading.comments.parts import is_quote_box

_PARENT_DATA = (
    "data-parent-id",
    "data-parent",
    "data-parentid",
    "data-reply-to",
    "data-comment-parent",
    "data-in-reply-to",
    "data-parent-comment-id",
)
_DEPTH_DATA = (
    "data-depth",
    "data-level",
    "data-indent",
    "data-message-depth",
    "data-comment-depth",
    "aria-level",
    "indent",
)
_DEPTH_MARK = re.compile(
    r"(?:^|[\s_-])(?:depth|level|indent|lvl|ident|nesting)[-_]?(?:level[-_]?)?(\d{1,2})(?=$|[\s_-])", re.IGNORECASE
)
_INDENT_STYLE = re.compile(r"(?:margin|padding)-(?:left|inline-start)\s*:\s*(\d+)", re.IGNORECASE)
_REPLY_MARKS = frozenset(("replyto", "inreply", "inreplyto", "replyingto"))
_REPLY_TO = re.compile(
    r"\b(?:in reply to|replying to|replied to|antwort auf|en réponse à|en respuesta a)\b", re.IGNORECASE
)


def parents_of(items: Sequence[Item]) -> list[int | None]:
    """For each item the position of the one that it answers."""
    by_number = {item.number: i for i, item in enumerate(items) if item.number}
    depths = [_depth_mark(item) for item in items]
    is_deep = len(set(depths)) > 1 and None not in depths
    by_node = {node: i for i, item in enumerate(items) for node in item.nodes}
    dom_depths = [sum(1 for _ in item.nodes[0].iterancestors()) for item in items]
    parents: list[int | None] = []
    for i, item in enumerate(items):
        parent = _said(i, items, by_number)
        if parent is None and is_deep:
            parent = next((j for j in range(i - 1, -1, -1) if depths[j] < depths[i]), None)
        elif parent is None:
            parent = _nested(i, item, items, by_node, dom_depths)
        parents.append(parent if parent is not None and parent < i else None)
    return parents


def _said(i: int, items: Sequence[Item], by_number: dict[str, int]) -> int | None:
    """The comment that a mark, a link or a quotation of the platform names."""
    item = items[i]
    nodes = [node for root in item.nodes for node in root.iter("*")][:120]
    for node in nodes:
        if (
            "reply_of" in (node.get("rel") or "")
            and (target := _number_at_end(node.get("resource") or node.get("href") or "")) in by_number
        ):
            return by_number[target]
    for node in nodes:
        for name in _PARENT_DATA:
            value = node.get(name)
            if value and (number := re.sub(r"^\D+", "", value) or value) in by_number and number != item.number:
                return by_number[number]
    for node in nodes:
        says_so = not words_of(node).isdisjoint(_REPLY_MARKS)
        is_quote = (node.tag == "blockquote" and is_quote_box(node)) or has(node, "quote")
        if not (says_so or is_quote or (node.tag == "a" and _REPLY_TO.search(_before(node)))):
            continue
        for number in _numbers_in(node):
            if number in by_number and number != item.number:
                return by_number[number]
        if says_so:
            name = " ".join(node.text_content().split())
            for j in range(i - 1, -1, -1):
                author = items[j].parts.author
                if author and name.endswith(author):
                    return j
    return None


def _number_at_end(address: str) -> str | None:
    match = re.search(r"#[a-z_-]*?(\d+)$|#([0-9a-f-]{8,})$", address)
    return (match[1] or match[2]) if match else None


def _before(node: HtmlElement) -> str:
    previous = node.getprevious()
    parent = node.getparent()
    return ((previous.tail if previous is not None else parent.text if parent is not None else "") or "") + (
        node.text or ""
    )


def _numbers_in(node: HtmlElement) -> list[str]:
    found: list[str] = []
    for inner in node.iter("*"):
        found += [
            value for name in ("data-link-to-post", "data-post-id", "data-comment-id") if (value := inner.get(name))
        ]
        found += re.findall(r"\d{2,}", inner.get("data-source") or "")
        if number := _number_at_end(inner.get("href") or ""):
            found.append(number)
    return found


def _depth_mark(item: Item) -> float | None:
    """How deep an item says that it stands, from its own marks or those of an element close around it."""
    around = [item.nodes[0]]
    while len(around[-1]) == 1:
        around.append(around[-1][0])
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
        before = between[-1].getprevious() if between else None
        if before is not None and (before is items[j].nodes[0] or _holds_first(before, items[j])):
            return j
        return None
    return None


def _holds_first(entry: HtmlElement, item: Item) -> bool:
    return item.nodes[0] in set(entry.iterdescendants())
