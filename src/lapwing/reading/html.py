"""HTML pages: parsed once, comments out first, then the article through trafilatura on the same tree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

import lxml.etree
import lxml.html
from lxml.html import HtmlElement

from lapwing.reading.article import Block, Found, build_article
from lapwing.reading.comments import take_comments
from lapwing.reading.comments.marks import words_of
from lapwing.reading.furniture import (
    find_byline,
    find_credit,
    find_dateline,
    is_caption,
    is_furniture,
    is_page_line,
    without_tail,
)
from lapwing.reading.guard import TooDeep, flatten
from lapwing.reading.metadata import Metadata, guessed_day, read_metadata
from lapwing.records import Article, Page, ParagraphRole

__all__ = ["Reading", "TooDeep", "read_html"]

# Below this share of the text that stands in the page's long paragraphs the precise extraction has lost the article, not the
# noise, and the fuller one is taken. On 61 pages any share from 0.3 to 0.6 takes the same text.
_LEAST_SHARE = 0.4
# A paragraph of the page counts as long from here on. Characters.
_LONG_PARAGRAPH = 80
# A link of fewer characters may be a name in a list; a walled box with more is text and no notice. Characters.
_LINK_LINE, _WALLED = 20, 300
# What never holds words of the article (trafilatura drops it, too), and costs the time of several copies.
_DROPPED = ("noscript", "iframe", "object", "button", "select", "input", "textarea", "aside", "footer", "figure", "picture", "video",
            "audio", "map", "link", "meta")  # fmt: skip
_DROPPED_FIRST = ("nav", "script", "style", "svg", "template", "canvas", "select")
_OPTIONS = {"include_comments": False, "include_tables": False, "deduplicate": False, "fast": True}
_BODY_MARK = re.compile(
    r"article[-_]*body|body[-_]*(?:copy|text|container)|story[-_]*body|article[-_]*(?:text|content|section)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What an HTML page gave: the article, whether the page says that it is closed to those who do not pay, and the share of
    its text that stands in links."""

    article: Article
    is_closed: bool = False
    link_share: float = 0.0


@dataclass(frozen=True, slots=True)
class Furnishing:
    """What the tree knows of its lines: captions, headings, lines that are nothing but a link, and the times of a live blog's entries."""

    captions: frozenset[str] = frozenset()
    headings: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    times: dict[str, str] = field(default_factory=dict)


def read_html(text: str, page: Page, warnings: tuple[str, ...]) -> Reading:
    """The article of an HTML page. Raises TooDeep for a page with too many tags."""
    tree, lifted = _parse(text)
    if tree is None:
        return Reading(build_article([], Found(warnings=warnings), page))
    metadata = read_metadata(tree, page.url)
    scripts = " ".join(node.get("src") or "" for node in tree.iter("script"))
    lxml.etree.strip_elements(tree, *_DROPPED_FIRST, with_tail=False)
    # lxml makes a Python object for an element each time it is looked at, unless one is alive: a tenth of the time of a page.
    alive = list(tree.iter("*"))
    taken = take_comments(tree, list(metadata.declared), scripts=scripts)
    links, link_share = _links(tree)
    furnishing = Furnishing(
        frozenset(_squeeze(node.text_content()) for node in tree.iter("figcaption")),
        frozenset(_squeeze(node.text_content()) for node in tree.iter("h2", "h3", "h4", "h5")),
        links,
        _live_times(tree, metadata),
    )
    if "aywall" in text:
        _open_walls(tree)
    _join_chunks(tree)
    claims = metadata.claims or guessed_day(tree, metadata.url)
    lxml.etree.strip_elements(tree, *_DROPPED, with_tail=False)
    del alive
    lines = _article_lines(tree)
    blocks, agency, byline = _blocks(lines, metadata.title, furnishing)
    found = Found(
        title=metadata.title,
        url=metadata.url,
        comments=taken.comments,
        comments_status=taken.status,
        uncertain=taken.uncertain,
        date_claims=claims,
        agency=agency or metadata.agency,
        byline=metadata.byline or byline,
        section=metadata.section,
        language=metadata.language,
        warnings=warnings + lifted + taken.warnings,
    )
    return Reading(build_article(blocks, found, page), metadata.is_closed, link_share)


# References to characters that no tree can hold: "&#1;".
_BAD_REFERENCE = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef]|d[89a-f][0-9a-f]{2}))(?:;|(?![0-9a-f]))",
    re.IGNORECASE,
)


def _parse(text: str) -> tuple[HtmlElement | None, tuple[str, ...]]:
    """The tree of a page and a warning when it was nested too deeply; None for nothing but a doctype."""
    if "&#" in text:
        text = _BAD_REFERENCE.sub("", text)
    tree, is_cut = _tree_of(text, is_huge=False)
    if not is_cut:
        return tree, ()
    tree, _ = _tree_of(flatten(text), is_huge=True)
    return tree, ("nested too deeply: flattened",)


def _tree_of(text: str, *, is_huge: bool) -> tuple[HtmlElement | None, bool]:
    # The text is already decoded, so an encoding declaration in it must not be obeyed: parse bytes of a known encoding.
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=is_huge, remove_comments=True)
    try:
        tree = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except lxml.etree.ParserError:
        tree = None
    # lxml drops everything below depth 256 without a word to its caller; its log says so.
    is_cut = any(entry.type == lxml.etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)
    return tree, is_cut


def _article_lines(tree: HtmlElement) -> list[str]:
    import trafilatura  # takes over half a second to import, and plain text never needs it

    long_paragraphs = [(p, n) for p in tree.iter("p") if (n := len(_squeeze(p.text_content()))) >= _LONG_PARAGRAPH]
    long_chars = sum(n for _, n in long_paragraphs)
    tree = _narrowed(tree, long_paragraphs, long_chars)
    try:
        chosen = trafilatura.extract(tree, favor_precision=True, **_OPTIONS) or ""
        if len(chosen) < _LEAST_SHARE * long_chars or not chosen:
            full = trafilatura.extract(tree, **_OPTIONS) or ""
            chosen = "\n".join(_prose(full.split("\n"))) if len(full) > len(chosen) else chosen
    except RecursionError:
        return []
    return _without_teasers([squeezed for line in chosen.split("\n") if (squeezed := _squeeze(line))])


def _prose(lines: list[str]) -> list[str]:
    """The lines of a whole page that are sentences, with the headings between them: menus and lists of links go."""
    is_prose = [len(line) >= _LONG_PARAGRAPH or (line[-1:] in '.!?"”' and len(line.split()) >= 6) for line in lines]
    if not any(is_prose):
        return lines
    return [line for line, keeps in zip(lines, is_prose, strict=True) if keeps]


# A box with this share of the page's long paragraphs holds the article. Headings and lists may stand beside it, so a few of the
# boxes around it are kept: with three, the same text comes out of 61 pages as without narrowing; with one, lists are lost.
_ARTICLE_SHARE, _BOXES_AROUND = 0.9, 3


def _narrowed(tree: HtmlElement, paragraphs: list[tuple[HtmlElement, int]], n_chars: int) -> HtmlElement:
    """The part of the page around its article, as a page of its own: the less there is, the faster it is read."""
    held: dict[HtmlElement, int] = {}
    for node, n in paragraphs:
        for ancestor in node.iterancestors("article", "main", "div", "section"):
            held[ancestor] = held.get(ancestor, 0) + n
    fitting = [node for node, n in held.items() if n >= _ARTICLE_SHARE * n_chars]
    if not fitting:
        return tree
    part = max(fitting, key=lambda node: sum(1 for _ in node.iterancestors()))
    for _ in range(_BOXES_AROUND):
        around = part.getparent()
        if part.tag in ("article", "main") or around is None or around.tag in ("body", "html"):
            break
        part = around
    page, body = lxml.html.Element("html"), lxml.html.Element("body")
    page.append(body)
    body.append(part)
    return page


# A run of so many list entries at an article's end, most of which are no sentence, is a list of other articles. Lines.
_TEASERS = 3


def _without_teasers(lines: list[str]) -> list[str]:
    last = len(lines)
    while last > 0 and lines[last - 1].startswith("- "):
        last -= 1
    run = lines[last:]
    n_sentences = sum(line[-1] in '.!?"”' for line in run)
    return lines[:last] if len(run) >= _TEASERS and n_sentences * 3 <= len(run) else lines


# Longer lines are prose. Characters.
_LONGEST_FURNITURE = 300


def _blocks(lines: list[str], title: str | None, furnishing: Furnishing) -> tuple[list[Block], str | None, str | None]:
    """Blocks without headline and furniture, the agency credited, and a byline printed in the text."""
    blocks: list[Block] = []
    agency = byline = None
    for i, line in enumerate(lines):
        if title and _same_words(line, title) and i < 4:
            continue
        is_long = len(line) > _LONGEST_FURNITURE
        if not is_long and (found := find_byline(line)):
            byline = byline or found
            continue
        if credit := find_credit(line):
            agency = agency or credit.agency
            line = line[: credit.start].rstrip()
        line = without_tail(line.removeprefix("- "))
        if line in furnishing.links:
            continue
        if not line or (
            not is_long and (is_furniture(line) or is_page_line(line, from_start=i, from_end=len(lines) - 1 - i))
        ):
            continue
        time = furnishing.times.get(line)
        if line in furnishing.captions or is_caption(line):
            blocks.append(Block(line, ParagraphRole.CAPTION))
        elif line in furnishing.headings or (
            len(line) <= 80 and line[-1].isalnum() and len(line.split()) <= 10 and not find_dateline(line)
        ):
            blocks.append(Block(line, ParagraphRole.SUBHEAD, time))
        elif time:
            blocks.append(Block(line, ParagraphRole.LIVE_ENTRY, time))
        else:
            blocks.append(Block(line))
    return blocks, agency, byline


def _links(tree: HtmlElement) -> tuple[frozenset[str], float]:
    """Lines of lists and paragraphs that are a link as a whole, which lead to other articles; and the share of the page's
    characters that stand in links."""
    lines: set[str] = set()
    n_linked = 0
    for link in tree.iter("a"):
        line = _squeeze(link.text_content())
        n_linked += len(line)
        if len(line) < _LINK_LINE or " " not in line:
            continue
        holder = link.getparent()
        while holder is not None and holder.tag in ("span", "strong", "em", "b", "i", "h2", "h3", "h4"):
            holder = holder.getparent()
        if holder is not None and holder.tag in ("li", "p", "div", "section", "article"):
            whole = _squeeze(holder.text_content())
            if len(whole) <= len(line) + 12:
                lines.update((whole, line))
    n_chars = len(_squeeze(tree.text_content()))
    return frozenset(lines), n_linked / n_chars if n_chars else 0.0


def _open_walls(tree: HtmlElement) -> None:
    """Paragraphs behind a paywall's mark that are in the file all the same are part of the article: the mark goes."""
    for node in tree.xpath("//*[contains(@class, 'aywall')]"):
        if len(_squeeze(node.text_content())) > _WALLED:
            node.attrib.pop("class")


@lru_cache(maxsize=1 << 14)
def _is_body_mark(mark: str) -> bool:
    return _BODY_MARK.search(mark) is not None


def _join_chunks(tree: HtmlElement) -> None:
    """An article that is cut into several like boxes, for advertisements to stand between them, is put into the first."""
    boxes: dict[str, list[HtmlElement]] = {}
    for node in tree.iter("div", "section"):
        mark = node.get("class")
        if mark and _is_body_mark(mark) and sum(1 for _ in node.iterchildren("p")) >= 2:
            boxes.setdefault(mark, []).append(node)
    for group in boxes.values():
        if len(group) < 2 or any(a in b.iterancestors() for a in group for b in group):
            continue
        for box in group[1:]:
            group[0].extend(list(box))


# --- live blogs ------------------------------------------------------------------------------------------

_ENTRY = frozenset(("entry", "post", "update", "block", "item", "blogpost", "event", "moment", "card"))


def _live_times(tree: HtmlElement, metadata: Metadata) -> dict[str, str]:
    """For each line of a live blog's entries the time of its entry. A live blog says so in its JSON-LD or marks, and has two
    entries or more with a time."""
    is_live = metadata.is_live_blog or any(
        "live" in (node.get("class") or "").lower() and words_of(node) & {"liveblog", "liveticker", "livefeed"}
        for node in tree.iter("div", "section", "article", "ol", "ul")
    )
    if not is_live:
        return {}
    entries: list[tuple[HtmlElement, str]] = []
    for node in tree.iter("div", "article", "li", "section"):
        if not (words_of(node) & _ENTRY or "BlogPosting" in (node.get("itemtype") or "")):
            continue
        times = list(node.iter("time"))
        if len(times) == 1:
            entries.append((node, times[0].get("datetime") or _squeeze(times[0].text_content())))
    if len(entries) < 2:
        return {}
    found: dict[str, str] = {}
    for node, time in entries:
        for part in node.iter("p", "li", "h2", "h3", "h4", "blockquote"):
            found.setdefault(_squeeze(part.text_content()), time)
    return found


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _same_words(a: str, b: str) -> bool:
    words_a, words_b = re.findall(r"\w+", a.lower()), re.findall(r"\w+", b.lower())
    return words_a == words_b or (len(words_a) > 3 and words_b[: len(words_a)] == words_a)
