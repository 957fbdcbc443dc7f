"""The items: which elements are one comment each. By schema, by platform, by numbered ids and marks, by the names of their
authors, and last by structure alone."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml.html import HtmlElement

from lapwing.reading.comments.marks import MARKED, has, lists, tells_of_comments, words_of
from lapwing.reading.comments.parts import Own, Parts, is_author_mark, is_date_like, parts_of

_SCHEMA = re.compile(
    r"itemprop=comment|schema\.org/(?:Comment|UserComments)\b|\bsioc:Post\b|\bsioct:Comment\b|\bschema:Comment\b"
)
_NUMBERED = re.compile(
    r"^(?:[a-z]+[-_])*?(?:comment|comm|cmt|kommentar|commentaire|comentario|avis|reply|post|p|c|tree|msg|message|entry|talkback|remark42|isso|thing)[-_]*(?:t1[-_])?(?:id[-_]?|item[-_])?(?P<number>\d{2,}|[0-9a-f]{6,}[0-9a-f-]*)(?:[-_](?P<parent>\d+))?$",
    re.IGNORECASE,
)
_NUMBER_DATA = ("data-comment-id", "data-commentid", "data-comment", "data-post-id", "data-reply-id", "data-cid")
_BLOCK_ITEMS = frozenset("div li article section tr dl ul ol aside blockquote table".split())
_ITEM_LIKE = frozenset(
    "comment component item box card entry wrapper row node single kommentar commentaire comentario inner".split()
)


@dataclass(frozen=True, slots=True)
class Item:
    """One comment on the page: its elements (siblings), its parts, and the number in its id, if any."""

    nodes: tuple[HtmlElement, ...]
    parts: Parts
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An element that may be a comment. `trust` is 3 for schema and platforms, 2 for a numbered id, 1 for a mark."""

    node: HtmlElement
    trust: int
    text_path: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """What one look at every element gave: those marked with a word for comments, those with a numbered id, those that a
    schema calls comments, all ids, classes and addresses in one string, and the place of each in the page."""

    marked: tuple[HtmlElement, ...]
    numbered: tuple[tuple[HtmlElement, str], ...]
    declared: tuple[HtmlElement, ...]
    told: str
    order: Mapping[HtmlElement, int]


def survey(tree: HtmlElement) -> Survey:
    """One look at every element of a page."""
    marked, numbered, declared, told = [], [], [], []
    order: dict[HtmlElement, int] = {}
    for node in tree.iter("*"):
        order[node] = len(order)
        pairs = node.items()
        if not pairs:
            continue
        tag = node.tag
        mark = name = number = schema = ""
        for key, value in pairs:
            if key == "id":
                name = value
                mark += f" {value}"
                told.append(f"id={value}")
            elif key == "class":
                mark += f" {value}"
                told.append(value)
            elif key in MARKED:
                mark += f" {value}"
                schema += "itemprop=comment " if key == "itemprop" and value == "comment" else ""
            elif key in ("itemtype", "typeof"):
                schema += value
            elif key in _NUMBER_DATA:
                number = number or value
                told.append(key)
            elif key == "src" and tag in ("script", "iframe"):
                told.append(value)
            elif key[:5] == "data-":
                told.append(key)
        if "-" in tag:
            told.append(tag)
        if tag in _BLOCK_ITEMS:
            if (number or name) and (found := _number_of(node)):
                numbered.append((node, found))
            if schema and _SCHEMA.search(schema):
                declared.append(node)
        if mark and tag != "script" and tells_of_comments(mark):
            marked.append(node)
    return Survey(tuple(marked), tuple(numbered), tuple(declared), "\n".join(told).lower(), order)


def find_items(tree: HtmlElement, seen: Survey, *, without: Collection[str] = ()) -> list[Item]:
    """The comments of a page in document order. `without` names rules that are left out: platforms, or "schema", "marks",
    "authors", "structure"; for measuring each."""
    candidates = _candidates(tree, seen, without)
    trusted = [c for c in candidates if c.trust > 1]
    items = _complete(trusted, seen.order)
    if len(trusted) < len(candidates):
        by_mark = _complete(candidates, seen.order)
        items = by_mark if len(by_mark) > len(items) * 2 else items
    if "authors" not in without and len(items) <= 1:
        by_author = _by_authors(seen.marked)
        items = by_author if len(by_author) > len(items) else items
    if not items and "structure" not in without:
        items = _by_structure(tree, seen.order)
    return items


def regions_of(nodes: Iterable[HtmlElement]) -> list[HtmlElement]:
    """Outermost elements that are marked as the place of comments."""
    found: list[HtmlElement] = []
    inside: set[HtmlElement] = set()
    for node in nodes:
        if node in inside or node.tag in (
            "html",
            "body",
            "a",
            "span",
            "script",
            "form",
            "input",
            "button",
            "h1",
            "main",
        ):
            continue
        if is_region(node):
            found.append(node)
            inside.update(node.iterdescendants())
    return found


def is_region(node: HtmlElement) -> bool:
    """Whether an element is marked as holding comments, and not as an article that has some."""
    table = lists().words
    words = words_of(node)
    return (
        not words.isdisjoint(table["comment"] | table["region"])
        and words.isdisjoint(table["state"])
        and words.isdisjoint(("hentry", "article", "recent", "latest", "popular", "most"))
    )


# --- candidates ------------------------------------------------------------------------------------------


def _candidates(tree: HtmlElement, seen: Survey, without: Collection[str]) -> list[Candidate]:
    found: dict[HtmlElement, Candidate] = {}
    for platform in lists().platforms:
        if platform.name not in without and platform.mark in seen.told:
            for node in tree.xpath(platform.item):
                if node in seen.order:  # a path begins at the document, which may hold more than the tree of its root
                    found.setdefault(node, Candidate(node, 3, platform.text, _number_of(node)))
    if "schema" not in without:
        for node in seen.declared:
            found.setdefault(node, Candidate(node, 3, None, _number_of(node)))
    if "marks" not in without:
        for node, number in seen.numbered:
            found.setdefault(node, Candidate(node, 2, None, number))
        for node in seen.marked:
            if node.tag in _BLOCK_ITEMS and node not in found and _is_item_mark(node):
                found[node] = Candidate(node, 1)
    return [
        c
        for c in found.values()
        if (c.trust == 3 or not has(c.node, "not_comments"))
        and not (c.number and _repeats(c, found))
        and not _is_page(c.node)
    ]


def _number_of(node: HtmlElement) -> str | None:
    name = node.get("id")
    if name and (match := _numbered(name)):
        return match["number"]
    return next((value for name in _NUMBER_DATA if (value := node.get(name)) and len(value) <= 40), None)


def _repeats(candidate: Candidate, found: Mapping[HtmlElement, Candidate]) -> bool:
    """Whether an element around it has the same number: <li id="comment-7"><div id="div-comment-7">."""
    numbers = (found[node].number for node in candidate.node.iterancestors() if node in found)
    return candidate.number in numbers


@lru_cache(maxsize=1 << 12)
def _numbered(name: str) -> re.Match[str] | None:
    return _NUMBERED.match(name)


def _is_item_mark(node: HtmlElement) -> bool:
    words, table = words_of(node), lists().words
    if words.isdisjoint(table["comment"]) or not words.isdisjoint(table["state"]):
        return False
    return words.isdisjoint(table["not_comments"]) and words.isdisjoint(("hentry", "list", "form"))


def _is_page(node: HtmlElement) -> bool:
    """Whether an element is the article or the page: it holds the headline, or is an article of its own."""
    if node.tag in ("html", "body", "main") or "hentry" in words_of(node):
        return True
    return next(node.iter("h1"), None) is not None


def _complete(candidates: list[Candidate], order: Mapping[HtmlElement, int]) -> list[Item]:
    """Those candidates that hold a comment of their own, without what is nested in them, innermost first: a list of comments
    and a part of a comment drop out."""
    kept: dict[HtmlElement, Item] = {}
    ordered = sorted(candidates, key=lambda c: order[c.node], reverse=True)
    n_marks = len(candidates)
    for candidate in ordered:
        own = Own((candidate.node,), kept.keys())
        parts = parts_of(own, candidate.text_path, may_guess=candidate.trust > 1 or _is_item_like(candidate.node))
        if not parts.text or (parts.author is None and candidate.trust < 3):
            continue
        if candidate.trust == 2 and not (parts.posted or parts.is_named):
            continue
        if candidate.trust == 1 and not re.search(r"\w", parts.text):
            continue
        if candidate.trust == 1 and not (parts.is_named or (parts.posted and n_marks > 1)):
            continue
        kept[candidate.node] = Item((candidate.node,), parts, candidate.number)
    return sorted(kept.values(), key=lambda item: order[item.nodes[0]])


def _is_item_like(node: HtmlElement) -> bool:
    words = {w for w in words_of(node) if not w.isdigit()}
    return any(words & {w} for w in ("comment", "kommentar", "commentaire", "comentario")) and bool(words & _ITEM_LIKE)


# --- by the names of authors -----------------------------------------------------------------------------


def _by_authors(marked: Iterable[HtmlElement]) -> list[Item]:
    """In each region, one item for each author's name: the largest element around it that starts with it and holds no other
    on its level, with the siblings up to the next."""
    items: list[Item] = []
    for region in regions_of(marked):
        if _is_page(region):
            continue
        authors: list[HtmlElement] = []
        taken: set[HtmlElement] = set()
        for node in region.iter():
            if not isinstance(node.tag, str) or node in taken or node is region:
                continue
            if node.tag == "form":
                taken.update(node.iterdescendants())
            elif is_author_mark(node):
                authors.append(node)
                taken.update(node.iterdescendants())
        found = _around(authors, region)
        dated = [item for item in found if item.parts.posted]
        items.extend(dated or found)
    return items


def _around(anchors: list[HtmlElement], region: HtmlElement) -> list[Item]:
    """Items around anchors (names or times), in document order."""
    for _ in range(3):
        scopes = _scopes(anchors, region)
        starts = set(scopes)
        items, lost = [], []
        for anchor, scope in zip(anchors, scopes, strict=True):
            nested = {s for s in starts if s is not scope and scope in s.iterancestors()}
            parts = parts_of(Own((scope,), nested))
            nodes: tuple[HtmlElement, ...] = (scope,)
            if not parts.text:
                nodes = _run(scope, starts)
                parts = parts_of(Own(nodes, nested))
            if parts.text and parts.author:
                items.append(Item(nodes, parts))
            else:
                lost.append(anchor)
        if not lost or len(lost) == len(anchors):
            return items
        anchors = [a for a in anchors if a not in set(lost)]
    return items


def _scopes(anchors: list[HtmlElement], region: HtmlElement) -> list[HtmlElement]:
    """For each anchor the largest element in which it comes first and no other anchor stands on its level."""
    first_in: dict[HtmlElement, HtmlElement] = {}
    branches: dict[HtmlElement, list[tuple[HtmlElement, int]]] = {}
    depths: dict[HtmlElement, int] = {}
    for anchor in anchors:
        path = [anchor, *anchor.iterancestors()]
        depths[anchor] = len(path)
        for child, parent in itertools.pairwise(path):
            first_in.setdefault(parent, anchor)
            rows = branches.setdefault(parent, [])
            if not rows or rows[-1][0] is not child:
                rows.append((child, len(path)))
            if parent is region:
                break
    scopes = []
    for anchor in anchors:
        scope = anchor
        for parent in anchor.iterancestors():
            if parent is region or first_in.get(parent) is not anchor or _is_page(parent):
                break
            rows = branches[parent]
            mine = rows[0][0]
            if any(depth <= depths[anchor] or _skeleton(child) == _skeleton(mine) for child, depth in rows[1:]):
                break
            scope = parent
        scopes.append(scope)
    return scopes


def _run(scope: HtmlElement, starts: Collection[HtmlElement]) -> tuple[HtmlElement, ...]:
    """An element and its following siblings up to the next that begins another item: <dt>name</dt><dd>words</dd>."""
    nodes = [scope]
    for sibling in scope.itersiblings():
        if not isinstance(sibling.tag, str):
            continue
        if (
            sibling in starts
            or any(node in starts for node in sibling.iterdescendants())
            or sibling.tag in ("form", "h1", "h2")
        ):
            break
        nodes.append(sibling)
    return tuple(nodes)


def _skeleton(node: HtmlElement) -> tuple[str, frozenset[str]]:
    varying = lists().words["varying"]
    return node.tag, frozenset(w for w in words_of(node) if not any(c.isdigit() for c in w) and w not in varying)


# --- by structure ----------------------------------------------------------------------------------------

# A group of fewer like siblings is no list of comments. Elements.
_MIN_GROUP = 2
# A comment's text with more words on average is an article of a list, or a live blog's entry. Words.
_MAX_WORDS = 150


def _by_structure(tree: HtmlElement, order: Mapping[HtmlElement, int]) -> list[Item]:
    """Like siblings after the headline, each with a short name, a date, and words of its own that are no link."""
    found: list[Candidate] = []
    n_chars = len(tree.text_content())
    for parent in _with_dated_children(tree, order):
        groups: dict[tuple[str, frozenset[str]], list[HtmlElement]] = {}
        for child in parent.iterchildren(*_BLOCK_ITEMS):
            groups.setdefault(_skeleton(child), []).append(child)
        for group in groups.values():
            if len(group) < _MIN_GROUP:
                continue
            alike = [node for node in group if _reads_like_comment(node)]
            if len(alike) >= _MIN_GROUP and len(alike) * 2 >= len(group) and not _is_elsewhere(parent):
                found.extend(Candidate(node, 1) for node in alike)
                found.extend(_answers_like(group[0], parent))
    found = list({c.node: c for c in found}.values())
    found.sort(key=lambda c: order[c.node])
    kept: dict[HtmlElement, Item] = {}
    for candidate in reversed(found):
        parts = parts_of(Own((candidate.node,), kept.keys()))
        if parts.text and parts.posted:
            kept[candidate.node] = Item((candidate.node,), parts)
    items = [*kept.values(), *_definitions(tree)]
    if sum(item.parts.author is not None for item in items) * 2 < len(items):
        return []
    items = sorted(items, key=lambda item: order[item.nodes[0]])
    n_words = sum(len(item.parts.text.split()) for item in items)
    if items and (n_words > _MAX_WORDS * len(items) or sum(len(i.parts.text) for i in items) > 0.7 * n_chars):
        return []
    names = Counter(item.parts.author for item in items)
    return items if len(names) > 1 else []


def _answers_like(node: HtmlElement, parent: HtmlElement) -> list[Candidate]:
    """Elements deeper in a group that look like its members: an answer may stand alone in its box."""
    tag, words = _skeleton(node)
    if not words:
        return []
    return [
        Candidate(n, 1)
        for n in parent.iterdescendants(tag)
        if n.getparent() is not parent and _skeleton(n) == (tag, words)
    ]


def _definitions(tree: HtmlElement) -> list[Item]:
    """Entries of a list of terms, each with a name and a date: an old guestbook."""
    items: list[Item] = []
    for node in tree.iter("dl"):
        terms = list(node.iterchildren("dt"))
        found = []
        for term in terms:
            nodes = _run(term, set(terms))
            parts = parts_of(Own(nodes))
            if parts.text and parts.author and parts.posted and len(nodes) > 1:
                found.append(Item(nodes, parts))
        if len(found) >= _MIN_GROUP and len(found) * 2 >= len(terms):
            items.extend(found)
    return items


# A raw piece of text longer than this holds more than a date. Characters.
_MAX_DATE_TEXT = 120
_DIGIT = re.compile(r"\d")


def _with_dated_children(tree: HtmlElement, order: Mapping[HtmlElement, int]) -> list[HtmlElement]:
    """Elements after the headline with two children or more that hold a date each, in document order."""
    dated = dict.fromkeys(tree.iter("time"))
    for node in tree.iter("*"):
        for holder, text in ((node, node.text), (None, node.tail)):
            if text and len(text) < _MAX_DATE_TEXT and _DIGIT.search(text) and is_date_like(" ".join(text.split())):
                dated[node.getparent() if holder is None else holder] = None
    if len(dated) < _MIN_GROUP:
        return []
    headline = next(tree.iter("h1"), None)
    branches: dict[HtmlElement, set[HtmlElement]] = {}
    for node in dated:
        child = node
        for parent in node.iterancestors() if node is not None else ():
            if parent.tag in ("body", "html"):
                break
            branches.setdefault(parent, set()).add(child)
            child = parent
    parents = [p for p, children in branches.items() if len(children) >= _MIN_GROUP and p.tag not in ("p", "tr")]
    # An element that began before the headline holds it, or stands above it.
    first = order.get(headline, -1) if headline is not None else -1
    return sorted((p for p in parents if order.get(p, -1) > first), key=order.__getitem__)


def _is_elsewhere(node: HtmlElement) -> bool:
    """Whether an element stands in a place where no comments are: a menu, a list of articles, a live blog."""
    return any(
        ancestor.tag in ("nav", "header", "footer") or has(ancestor, "live", "not_comments")
        for ancestor in (node, *node.iterancestors())
        if ancestor.tag not in ("html", "body")
    )


def _reads_like_comment(node: HtmlElement) -> bool:
    if _is_page(node):
        return False
    text = " ".join(node.text_content().split())
    if not 8 <= len(text) <= 20_000:
        return False
    if any(next(h.iter("a"), None) is not None for tag in ("h2", "h3", "h4") for h in node.iter(tag)):
        return False
    in_links = sum(len(" ".join(a.text_content().split())) for a in node.iter("a"))
    if in_links > 0.5 * len(text):
        return False
    own = Own((node,))
    return any(is_date_like(piece) for _, piece in own.chunks()) or next(node.iter("time"), None) is not None
