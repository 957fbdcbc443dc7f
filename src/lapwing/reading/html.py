"""HTML pages: comments out first, then the article through trafilatura, on one lxml tree."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import lxml.etree
import lxml.html

from lapwing.reading.article import Block, Found, build_article, web_address
from lapwing.reading.comments import take_comments
from lapwing.reading.furniture import find_byline, find_credit, find_dateline, is_caption, is_furniture, iso_day
from lapwing.records import Article, DateClaim, Page, ParagraphRole
from lapwing.settings import Settings

# Below this share of the full extraction's length the precise one has lost the article, not the noise. From a
# comparison on 181 pages: precise with this way out scored 0.967 F1 against 0.960 for the default.
_LEAST_PRECISE_SHARE = 0.6
_META_DATES = ("article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dcterms.created",
               "sailthru.date", "parsely-pub-date", "publishdate", "pubdate")  # fmt: skip
_LANG = re.compile(r"[a-z]{2}", re.IGNORECASE)


def read_html(text: str, page: Page, settings: Settings, warnings: tuple[str, ...]) -> Article:
    """The article of an HTML page. `settings` is unused here and kept so that both readers are called alike."""
    # huge_tree: without it lxml silently drops everything below depth 256. The text is already decoded, so an
    # encoding declaration in it must not be obeyed: parse bytes of a known encoding.
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True)
    try:
        tree = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except lxml.etree.ParserError:  # nothing but a doctype
        return build_article([], Found(warnings=warnings), page)
    declared = _json_ld(tree)
    title, url, byline, claims = _metadata(tree, [d for d in declared if "Article" in str(d.get("@type", ""))])
    captions = {_squeeze(node.text_content()) for node in tree.iter("figcaption")}
    headings = {_squeeze(node.text_content()) for node in tree.iter("h2", "h3", "h4", "h5")}
    language = _LANG.match(tree.get("lang") or "")
    taken = take_comments(tree, declared)
    lines = _article_lines(tree)
    blocks, agency, line_byline = _blocks(lines, title, captions, headings)
    found = Found(
        title=title,
        url=url,
        comments=taken.comments,
        comments_status=taken.status,
        uncertain=taken.uncertain,
        date_claims=claims,
        agency=agency,
        byline=byline or line_byline,
        language=language[0].lower() if language else None,
        warnings=warnings + taken.warnings,
    )
    return build_article(blocks, found, page)


def _article_lines(tree: lxml.html.HtmlElement) -> list[str]:
    import trafilatura  # takes over a second to import, and plain text never needs it

    options = {"include_comments": False, "include_tables": False, "deduplicate": False}
    try:
        precise = trafilatura.extract(tree, favor_precision=True, **options) or ""
        full = trafilatura.extract(tree, fast=True, **options) or ""
    except RecursionError:
        return []
    chosen = precise if len(precise) >= _LEAST_PRECISE_SHARE * len(full) else full
    return [squeezed for line in chosen.split("\n") if (squeezed := _squeeze(line))]


def _blocks(
    lines: list[str], title: str | None, captions: set[str], headings: set[str]
) -> tuple[list[Block], str | None, str | None]:
    """Blocks without headline and furniture, the agency credited, and a byline printed in the text."""
    blocks: list[Block] = []
    agency = byline = None
    for i, line in enumerate(lines):
        if title and _same_words(line, title) and i < 4:
            continue
        if found := find_byline(line):
            byline = byline or found
            continue
        if credit := find_credit(line):
            agency = agency or credit.agency
            line = line[: credit.start].rstrip()
        line = line.removeprefix("- ")
        if not line or is_furniture(line):
            continue
        if line in captions or is_caption(line):
            blocks.append(Block(line, ParagraphRole.CAPTION))
        elif line in headings or (
            len(line) <= 80 and line[-1].isalnum() and len(line.split()) <= 10 and not find_dateline(line)
        ):
            blocks.append(Block(line, ParagraphRole.SUBHEAD))
        else:
            blocks.append(Block(line))
    return blocks, agency, byline


# --- metadata --------------------------------------------------------------------------------------------


def _metadata(
    tree: lxml.html.HtmlElement, declared: list[dict]
) -> tuple[str | None, str | None, str | None, tuple[DateClaim, ...]]:
    """Title, canonical address, byline and claimed days, each from what the page declares."""
    meta = {}
    for node in tree.iter("meta"):
        name = (node.get("property") or node.get("name") or node.get("itemprop") or "").lower()
        if name and node.get("content"):
            meta.setdefault(name, node.get("content").strip())
    headlines = [_squeeze(h.text_content()) for h in tree.iter("h1")]
    titles = [*(d.get("headline") for d in declared), meta.get("og:title"), *headlines, tree.findtext(".//title")]
    title = next((_squeeze(t) for t in titles if isinstance(t, str) and t.strip()), None)
    links = [n.get("href") for n in tree.iter("link") if "canonical" in (n.get("rel") or "").lower()]
    url = next((u for u in (web_address(v) for v in [*links, meta.get("og:url")]) if u), None)
    claims = [DateClaim(day, "json-ld", d["datePublished"]) for d in declared if (day := _day(d.get("datePublished")))]
    claims += [DateClaim(day, "meta", meta[name]) for name in _META_DATES if (day := _day(meta.get(name)))]
    claims += [
        DateClaim(day, "time", n.get("datetime"))
        for n in list(tree.iter("time"))[:1]
        if (day := _day(n.get("datetime")))
    ]
    return title, url, meta.get("author") or _author(declared), tuple(claims)


def _json_ld(tree: lxml.html.HtmlElement) -> list[dict]:
    """The JSON-LD objects of a page, those of a graph one by one."""
    found: list[dict] = []
    for node in tree.iter("script"):
        if "ld+json" not in (node.get("type") or ""):
            continue
        try:
            data = json.loads(node.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for item in data if isinstance(data, list) else [data]:
            graph = item.get("@graph") if isinstance(item, dict) else None
            found += [d for d in (graph if isinstance(graph, list) else [item]) if isinstance(d, dict)]
    return found


def _author(declared: list[dict]) -> str | None:
    for item in declared:
        author = item.get("author")
        author = author[0] if isinstance(author, list) and author else author
        name = author.get("name") if isinstance(author, dict) else author
        if isinstance(name, str) and name.strip():
            return _squeeze(name)
    return None


def _day(value: object) -> object:
    return iso_day(value) if isinstance(value, str) else None


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _same_words(a: str, b: str) -> bool:
    def words(text: str) -> list[str]:
        return re.findall(r"\w+", text.lower())

    return words(a) == words(b) or (len(words(a)) > 3 and words(b)[: len(words(a))] == words(a))
