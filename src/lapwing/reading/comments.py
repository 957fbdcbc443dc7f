"""Reader comments in HTML: taken out of the tree before the article is read, so that they cannot be in it."""

from __future__ import annotations

import re
from collections import Counter

import lxml.etree
import lxml.html

from lapwing.reading.article import make_comment
from lapwing.records import Comment

_CONTAINER = re.compile(
    r"(?:^|[\s_-])(?:comments?|discussion|disqus_thread|respond|talkback|reader-?comments?)(?:$|[\s_-])", re.IGNORECASE
)
_AUTHOR = re.compile(
    r"(?:^|[\s_-])(?:author|fn|poster|user(?:-?name)?|nick(?:name)?|commenter|name)(?:$|[\s_-])", re.IGNORECASE
)
_META = re.compile(
    r"(?:^|[\s_-])(?:meta(?:data)?|says|reply|score|votes?|likes?|avatar|date|time|actions?|tools|login|count|title)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BY_SCRIPT = re.compile(
    r"disqus\.com|disqus_thread|coral-talk|viafoura|spot\.im|openweb|hyvor|fb-comments", re.IGNORECASE
)
# Marks of an article that has comments, not of the place where they stand.
_STATE = re.compile(r"comments?-(?:open|closed|on|off|count|link)", re.IGNORECASE)
# An element with more of the page's words than this is the page.
_MOST = 0.6
_BLOCKS = {"p", "div", "br", "li", "blockquote"}
_SKIPPED_TAGS = {"script", "style", "time", "button", "form", "img", "svg", "iframe", "header"}


def take_comments(tree: lxml.html.HtmlElement) -> tuple[tuple[Comment, ...], str]:
    """The comments, removed from the tree, and the status: found, none, or not_in_file (loaded by a script)."""
    comments: list[Comment] = []
    by_script = _BY_SCRIPT.search(lxml.html.tostring(tree, encoding="unicode")) is not None
    for container in _containers(tree):
        comments.extend(_comments_in(container, len(comments)))
        container.drop_tree()
    return tuple(comments), "found" if comments else "not_in_file" if by_script else "none"


def _containers(tree: lxml.html.HtmlElement) -> list[lxml.html.HtmlElement]:
    """Outermost elements that hold comments. Never one with the headline or most of the page's words: on a forum the
    posts are both article and comments, and dropping them would lose the page."""
    n_chars = len(tree.text_content())
    found: list[lxml.html.HtmlElement] = []
    inside: set[lxml.html.HtmlElement] = set()
    for node in tree.iter("div", "section", "ol", "ul", "aside"):
        marks = f"{node.get('id') or ''} {node.get('class') or ''}"
        if node in inside or not _CONTAINER.search(marks) or _STATE.search(marks):
            continue
        if node.find(".//h1") is None and len(node.text_content()) < _MOST * n_chars:
            found.append(node)
            inside.update(node.iterdescendants())
    return found


def _comments_in(container: lxml.html.HtmlElement, first_order: int) -> list[Comment]:
    authors, taken = [], set()
    for node in container.iter():
        if isinstance(node.tag, str) and node not in taken and _is_author(node):
            authors.append(node)
            taken.update(node.iterdescendants())
    n_inside: Counter = Counter(parent for author in authors for parent in author.iterancestors())
    comments: list[Comment] = []
    by_entry: dict[lxml.html.HtmlElement, Comment] = {}
    for author in authors:
        item = _item_of(author, n_inside, container)
        text = _text_of(item, author)
        if not text:
            continue
        time = next(item.iter("time"), None)
        posted = (time.get("datetime") or time.text_content().strip()) if time is not None else None
        entries = list(item.iterancestors("li"))
        parent = next((by_entry[e].id for e in entries if e in by_entry), None)
        comment = make_comment(_name(author), text, first_order + len(comments), posted=posted, parent=parent)
        comments.append(comment)
        if entries:
            by_entry.setdefault(entries[0], comment)
    return comments


def _is_author(node: lxml.html.HtmlElement) -> bool:
    marks = f"{node.get('class') or ''} {node.get('rel') or ''} {node.get('itemprop') or ''}"
    return _AUTHOR.search(marks) is not None and 0 < len(node.text_content().strip()) <= 80


def _name(author: lxml.html.HtmlElement) -> str:
    exact = next((n for n in author.iter() if "fn" in (n.get("class") or "").split()), author)
    return re.sub(r"\s+says:?$", "", " ".join(exact.text_content().split()))


def _item_of(
    author: lxml.html.HtmlElement, n_inside: Counter, container: lxml.html.HtmlElement
) -> lxml.html.HtmlElement:
    """The largest element around an author's name that holds no other author's."""
    item = author
    for parent in author.iterancestors():
        if parent is container or n_inside[parent] > 1:
            break
        item = parent
    return item


def _text_of(item: lxml.html.HtmlElement, author: lxml.html.HtmlElement) -> str:
    """The comment's own words, a line for each block, without name, time, buttons and what else stands around them."""
    lines = [""]
    skipped = {author}
    for event, node in lxml.etree.iterwalk(item, events=("start", "end")):
        if not isinstance(node.tag, str):
            continue
        if event == "start":
            parent = node.getparent()
            if (
                (node is not item and parent in skipped)
                or node.tag in _SKIPPED_TAGS
                or _META.search(node.get("class") or "")
            ):
                skipped.add(node)
            if node not in skipped:
                if node.tag in _BLOCKS:
                    lines.append("")
                lines[-1] += node.text or ""
        elif node is not item and node.getparent() not in skipped:
            lines[-1] += node.tail or ""
    return "\n".join(line for raw in lines if (line := " ".join(raw.split())))
