"""Reader comments in HTML: taken out of the tree before the article is read, so that they cannot be in it.

What a page declares comes first (schema.org and RDFa marks, platforms, numbered ids), then what its marks say, then its
structure. `docs/steps/reading.md` tells the order and its measurements.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from lxml.html import HtmlElement

from lapwing.reading.article import make_comment
from lapwing.reading.comments.items import Item, Survey, find_items, regions_of, survey
from lapwing.reading.comments.jsonld import Declared, declared_comments
from lapwing.reading.comments.marks import lists
from lapwing.reading.comments.parts import is_button
from lapwing.reading.comments.threads import parents_of
from lapwing.records import Comment

__all__ = ["Taken", "take_comments"]

# An element with more of the page's words than this is the page.
_MOST = 0.6
# With so much text outside of it, a place of comments is none but that, however long it is. Characters.
_AN_ARTICLE = 600
# A line left in the place of comments is doubtful from this length on; shorter ones are buttons and headings. Characters.
_DOUBTFUL_CHARS = 40


@dataclass(frozen=True, slots=True)
class Taken:
    """The comments of a page, their status (found, none, not_in_file, uncertain), and the lines that may be comments."""

    comments: tuple[Comment, ...]
    status: str
    uncertain: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def take_comments(
    tree: HtmlElement, declared: list[dict] | None = None, *, scripts: str = "", without: Collection[str] = ()
) -> Taken:
    """The comments of a page, removed from the tree with what stands around them. `declared` are its JSON-LD objects,
    `scripts` the addresses of its scripts.

    The status is not_in_file when the page has an empty place that a script fills, and uncertain when lines stand where
    comments are that could not be told apart; those are dropped from the article, too.
    """
    seen = survey(tree)
    items = _without_first_post(find_items(tree, seen, without=without), tree)
    parents = parents_of(items)
    comments = _as_comments(items, parents)
    comments += _as_declared(declared_comments(declared or []), comments)
    uncertain = _clear(tree, items, seen)
    n_told = _counter(tree) if comments else None
    warnings = ()
    if comments and n_told and n_told > len(comments):
        warnings = (f"{len(comments)} of {n_told} comments are in the file",)
    if comments:
        status = "found"
    elif any(mark in f"{seen.told} {scripts.lower()}" for mark in lists().scripts):
        status = "not_in_file"
    else:
        status = "uncertain" if uncertain else "none"
    return Taken(tuple(comments), status, tuple(uncertain), warnings)


def _without_first_post(items: list[Item], tree: HtmlElement) -> list[Item]:
    """On a forum the first post is what the page is about, when there is no other text to read."""
    if len(items) < 2:
        return items
    in_items = {node for item in items for root in item.nodes for node in root.iter("*")}
    outside = 0
    for node in tree.iter("*"):
        if node.tag not in ("script", "a", "title", "noscript"):
            pieces = [node.text, *(child.tail for child in node)] if node not in in_items else ()
            outside += sum(len(text) for text in pieces if text and len(text) >= 60)
    return items if outside > 300 or outside > len(items[0].parts.text) else items[1:]


def _as_comments(items: list[Item], parents: list[int | None]) -> list[Comment]:
    """Records in order; a comment that was removed is none, and what answered it answers what it answered."""
    comments: list[Comment] = []
    made: dict[int, Comment] = {}
    for i, item in enumerate(items):
        if item.parts.is_removed:
            continue
        parent = parents[i]
        while parent is not None and parent not in made:
            parent = parents[parent]
        comment = make_comment(
            item.parts.author,
            item.parts.text,
            len(comments),
            posted=item.parts.posted,
            parent=made[parent].id if parent is not None else None,
        )
        made[i] = comment
        comments.append(comment)
    return comments


def _as_declared(declared: list[Declared], seen: list[Comment]) -> list[Comment]:
    """Declared comments that the page does not show as well."""
    known = {_key(c.text) for c in seen}
    out: list[Comment] = []
    made: dict[int, Comment] = {}
    for i, one in enumerate(declared):
        if _key(one.text) in known:
            continue
        parent = made.get(one.parent) if one.parent is not None else None
        comment = make_comment(
            one.author, one.text, len(seen) + len(out), posted=one.posted, parent=parent and parent.id
        )
        made[i] = comment
        out.append(comment)
    return out


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower())[:12])


# --- clearing the tree -----------------------------------------------------------------------------------


def _clear(tree: HtmlElement, items: list[Item], seen: Survey) -> list[str]:
    """Take the comments and the places of comments out of the tree; the lines left there that may be comments."""
    for item in items:
        for node in item.nodes:
            if node.getparent() is not None:
                node.drop_tree()
    n_chars = len(tree.text_content())
    uncertain: list[str] = []
    for region in regions_of(seen.marked):
        if region.getparent() is None or next(region.iter("h1"), None) is not None:
            continue
        lines = [" ".join(line.split()) for line in region.itertext()]
        n_inside = len(region.text_content())
        if n_inside >= _MOST * n_chars and n_chars - n_inside < _AN_ARTICLE:
            continue
        if not items:
            uncertain.extend(line for line in lines if len(line) >= _DOUBTFUL_CHARS and not is_button(line))
        region.drop_tree()
    return uncertain


def _counter(tree: HtmlElement) -> int | None:
    """How many comments the page says it has, in a heading or a link of its own."""
    for node in tree.iter("a", "h2", "h3", "h4", "span", "div"):
        text = node.text
        if text and len(text) <= 40 and len(node) == 0:
            match = re.fullmatch(
                r"\s*(\d{1,5})\s+(?:comments?|kommentare?|commentaires?|comentarios?)\s*", text, re.IGNORECASE
            )
            if match:
                return int(match[1])
    return None
