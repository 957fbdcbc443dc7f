"""Reader comments in HTML: taken out of the tree before the article is read, so that they cannot be in it."""

from __future__ import annotations

import re

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
    for node in tree.iter("div", "section", "ol", "ul", "aside", "article"):
        marks = f"{node.get('id') or ''} {node.get('class') or ''}"
        if not _CONTAINER.search(marks) or any(outer in node.iterancestors() for outer in found):
            continue
        if node.find(".//h1") is None and len(node.text_content()) < max(2_000, 0.6 * n_chars):
            found.append(node)
    return found


def _comments_in(container: lxml.html.HtmlElement, first_order: int) -> list[Comment]:
    authors = [n for n in container.iter() if isinstance(n.tag, str) and _is_author(n)]
    authors = [n for n in authors if not any(other in n.iterancestors() for other in authors)]
    items: list[tuple[lxml.html.HtmlElement, Comment]] = []
    for author in authors:
        item = _item_of(author, authors, container)
        text = _text_of(item, author)
        if not text:
            continue
        time = next(item.iter("time"), None)
        posted = (time.get("datetime") or time.text_content().strip()) if time is not None else None
        comment = make_comment(
            _name(author), text, first_order + len(items), posted=posted, parent=_parent(item, items)
        )
        items.append((item, comment))
    return [comment for _, comment in items]


def _is_author(node: lxml.html.HtmlElement) -> bool:
    marks = f"{node.get('class') or ''} {node.get('rel') or ''} {node.get('itemprop') or ''}"
    return _AUTHOR.search(marks) is not None and 0 < len(node.text_content().strip()) <= 80


def _name(author: lxml.html.HtmlElement) -> str:
    exact = next((n for n in author.iter() if "fn" in (n.get("class") or "").split()), author)
    return re.sub(r"\s+says:?$", "", " ".join(exact.text_content().split()))


def _item_of(author, authors, container) -> lxml.html.HtmlElement:
    """The largest element around an author's name that holds no other author's."""
    item = author
    for parent in author.iterancestors():
        if parent is container or any(o is not author and o in parent.iterdescendants() for o in authors):
            break
        item = parent
    return item


def _text_of(item: lxml.html.HtmlElement, author: lxml.html.HtmlElement) -> str:
    lines: list[str] = []

    def walk(node: lxml.html.HtmlElement) -> None:
        if (
            node is author
            or not isinstance(node.tag, str)
            or node.tag in _SKIPPED_TAGS
            or _META.search(node.get("class") or "")
        ):
            return
        if node.tag in ("p", "div", "br", "li", "blockquote") or not lines:
            lines.append("")
        lines[-1] += node.text or ""
        for child in node:
            walk(child)
            lines[-1:] = [lines[-1] + (child.tail or "")] if lines else [child.tail or ""]

    walk(item)
    return "\n".join(line for raw in lines if (line := " ".join(raw.split())))


def _parent(item: lxml.html.HtmlElement, earlier) -> str | None:
    """The comment whose wrapper also wraps this one: the nearest earlier item that shares a list entry with it."""
    above = list(item.iterancestors("li"))
    for other, comment in reversed(earlier):
        wrapper = next(other.iterancestors("li"), None)
        if wrapper is not None and wrapper in above:
            return comment.id
    return None
