"""What an HTML page declares of itself: title, address, byline, agency, section, language, days, and whether it is closed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from lapwing.reading.article import plain_address, web_address
from lapwing.reading.dates import read_day
from lapwing.reading.furniture import known_agency
from lapwing.records import DateClaim

_META_DATES = ("article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.created",
               "dcterms.date", "sailthru.date", "parsely-pub-date", "publishdate", "publish-date", "pubdate", "publication_date", "cxenseparse:recs:publishtime")  # fmt: skip
_SECTIONS = ("article:section", "parsely-section", "section")
_LANG = re.compile(r"[a-z]{2}(?=$|[-_])", re.IGNORECASE)
_PAY_MARKS = re.compile(
    r"(?:^|[\s_-])(?:paywall|meteredcontent|subscriber-only|regwall|premium-wall)(?:$|[\s_-])", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself. `declared` are its JSON-LD objects."""

    title: str | None
    url: str | None
    byline: str | None
    agency: str | None
    section: str | None
    language: str | None
    claims: tuple[DateClaim, ...]
    declared: tuple[dict, ...]
    is_live_blog: bool
    is_closed: bool


def read_metadata(tree: HtmlElement, page_url: str | None) -> Metadata:
    """What the page declares. `page_url` is where it was fetched from, if known: a canonical address elsewhere is not
    believed."""
    meta: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = (node.get("property") or node.get("name") or node.get("itemprop") or "").lower()
        if name and node.get("content"):
            meta.setdefault(name, node.get("content").strip())
    declared = _json_ld(tree)
    articles = [
        d for d in declared if re.search(r"Article|LiveBlogPosting|BlogPosting|Report", str(d.get("@type", "")))
    ]
    headlines = [_squeeze(h.text_content()) for h in tree.iter("h1")]
    titles = [*(d.get("headline") for d in articles), meta.get("og:title"), *headlines, tree.findtext(".//title")]
    sections = [*(d.get("articleSection") for d in articles), *(meta.get(name) for name in _SECTIONS)]
    byline = meta.get("author") or _author(articles)
    byline = None if byline and byline.lower().startswith(("http://", "https://")) else byline
    return Metadata(
        title=next((_squeeze(t) for t in titles if isinstance(t, str) and t.strip()), None),
        url=_address(tree, meta, page_url),
        byline=byline,
        agency=known_agency(byline) if byline else None,
        section=next(
            (_squeeze(s) for v in sections if (s := v[0] if isinstance(v, list) and v else v) and isinstance(s, str)),
            None,
        ),
        language=_language(tree, meta),
        claims=tuple(_claims(tree, meta, articles)),
        declared=tuple(declared),
        is_live_blog=any("LiveBlogPosting" in str(d.get("@type", "")) for d in declared),
        is_closed=any(d.get("isAccessibleForFree") in (False, "False", "false") for d in articles)
        or any(
            _PAY_MARKS.search(mark)
            for node in tree.iter("div", "section", "aside")
            if "wall" in (mark := f"{node.get('class')} {node.get('id')}") or "metered" in mark or "subscriber" in mark
        ),
    )


def guessed_day(tree: HtmlElement, url: str | None) -> tuple[DateClaim, ...]:
    """The day that htmldate finds in a page that declares none. It searches the page for dates, and is wrong on about one page in
    eight (measured by its rivals and by us): so it comes last, and the text can overrule it."""
    from htmldate import find_date

    try:
        found = find_date(tree, url=url, original_date=True, extensive_search=False)
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError):
        return ()
    day = read_day(found) if found else None
    return (DateClaim(day, "htmldate", found),) if day else ()


def _address(tree: HtmlElement, meta: dict[str, str], page_url: str | None) -> str | None:
    """The canonical address: http or https, and on the site that the page was fetched from."""
    links = [n.get("href") for n in tree.iter("link") if "canonical" in (n.get("rel") or "").lower().split()]
    for value in (*links, meta.get("og:url")):
        address = web_address(_joined(page_url, value))
        if address and (not page_url or _site(address) == _site(web_address(page_url) or address)):
            return plain_address(address)
    return None


def _joined(page_url: str | None, value: str | None) -> str | None:
    try:
        return urljoin(page_url, value) if page_url and value else value
    except ValueError:
        return None


def _site(url: str) -> str:
    """The registered domain, near enough: "bbc.co.uk" of "www.bbc.co.uk"."""
    labels = (urlsplit(url).hostname or "").split(".")
    n = 3 if len(labels) > 2 and len(labels[-2]) <= 3 and len(labels[-1]) == 2 else 2
    return ".".join(labels[-n:])


def _language(tree: HtmlElement, meta: dict[str, str]) -> str | None:
    for value in (tree.get("lang"), meta.get("content-language"), meta.get("og:locale")):
        if value and (match := _LANG.match(value.strip())):
            return match[0].lower()
    return None


def _claims(tree: HtmlElement, meta: dict[str, str], articles: list[dict]) -> Iterator[DateClaim]:
    for block in articles:
        value = block.get("datePublished") or block.get("dateCreated")
        if isinstance(value, str) and (day := read_day(value)):
            yield DateClaim(day, "json-ld", value)
    for name in _META_DATES:
        if (value := meta.get(name)) and (day := read_day(value)):
            yield DateClaim(day, "meta", value)
    for node in _publication_times(tree):
        value = node.get("datetime") or node.get("content") or _squeeze(node.text_content())
        if value and len(value) <= 60 and (day := read_day(value)):
            yield DateClaim(day, "time", value)
            return


def _publication_times(tree: HtmlElement) -> list[HtmlElement]:
    """Elements that may hold the day of publication, the likeliest first: marked as such, then the first <time>."""
    times = list(tree.iter("time"))[:40]
    marked = [
        node
        for node in times
        if node.get("itemprop") == "datePublished"
        or node.get("pubdate") is not None
        or any(word in (node.get("class") or "") for word in ("publish", "entry-date"))
    ]
    return [*marked[:3], *times[:1]]


def _json_ld(tree: HtmlElement) -> list[dict]:
    """The JSON-LD objects of a page, those of a graph one by one."""
    found: list[dict] = []
    for node in tree.iter("script"):
        if "ld+json" not in (node.get("type") or ""):
            continue
        try:
            value = json.loads(node.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for item in value if isinstance(value, list) else [value]:
            graph = item.get("@graph") if isinstance(item, dict) else None
            found += [d for d in (graph if isinstance(graph, list) else [item]) if isinstance(d, dict)]
    return found


def _author(articles: list[dict]) -> str | None:
    for item in articles:
        author = item.get("author")
        names = [
            a.get("name") if isinstance(a, dict) else a for a in (author if isinstance(author, list) else [author])
        ]
        names = [_squeeze(n) for n in names if isinstance(n, str) and n.strip()]
        if names:
            return ", ".join(names)
    return None


def _squeeze(text: str) -> str:
    return " ".join(text.split())
