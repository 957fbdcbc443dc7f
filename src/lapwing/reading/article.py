"""Paragraphs -> Article: joins them into one text with offsets. Both readers end here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from lapwing.reading.dates import CRAWL, day_of_address, header_day, is_ambiguous, order_claims, read_day
from lapwing.reading.furniture import find_dateline, known_agency
from lapwing.records import Article, Comment, DateClaim, Page, Paragraph, ParagraphRole, Span, digest


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph before it has an offset."""

    text: str
    role: ParagraphRole = ParagraphRole.BODY
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader found besides paragraphs."""

    title: str | None = None
    url: str | None = None
    comments: tuple[Comment, ...] = ()
    comments_status: str = "none"
    uncertain: tuple[str, ...] = ()
    date_claims: tuple[DateClaim, ...] = ()
    agency: str | None = None
    byline: str | None = None
    section: str | None = None
    language: str | None = None
    warnings: tuple[str, ...] = ()


def build_article(blocks: Sequence[Block], found: Found, page: Page) -> Article:
    """One article: paragraphs joined by line ends, so that every span can be checked against `text`."""
    paragraphs, parts, offset = [], [], 0
    for block in blocks:
        paragraphs.append(Paragraph(Span(offset, offset + len(block.text)), block.role, block.time))
        parts.append(block.text)
        offset += len(block.text) + 1
    text = "\n".join(parts)
    dateline = next((find_dateline(b.text) for b in blocks if b.role is ParagraphRole.BODY), None)
    url = web_address(page.url) or found.url
    of_record, doubts = _record_claims(page)
    of_address = day_of_address(url)
    claims, conflicts = order_claims((*of_record, *found.date_claims, *((of_address,) if of_address else ())))
    return Article(
        id=digest(text),
        text=text,
        paragraphs=tuple(paragraphs),
        source=page.source,
        url=url,
        title=page.title or found.title,
        comments=found.comments,
        comments_status=found.comments_status,
        uncertain=found.uncertain,
        date_claims=claims,
        header_date=header_day(claims),
        agency=found.agency or (known_agency(dateline["agency"] or "") if dateline else None),
        byline=found.byline,
        section=found.section,
        dateline=dateline[0].rstrip(" -–—") if dateline else None,
        language=found.language,
        warnings=found.warnings + doubts + conflicts,
    )


def make_comment(author: str | None, text: str, order: int, **more: object) -> Comment:
    """A comment with its id: a digest of author, order and text."""
    return Comment(digest(author or "", str(order), text), author, text, order, **more)


def web_address(url: str | None) -> str | None:
    """The address if it is http or https; scraped pages also hold `javascript:` and worse.

    >>> web_address("javascript:alert(1)") is None
    True
    """
    url = (url or "").strip()
    if not url.lower().startswith(("http://", "https://")):
        return None
    try:
        return url if urlsplit(url).hostname else None
    except ValueError:  # "http://[news.example": no address
        return None


# Parts of a query that say how a reader came, and not what the page is.
_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|mc_[ce]id|ocid|cmpid|ref|ref_src|smid|igshid|amp)$", re.IGNORECASE)


def plain_address(url: str) -> str:
    """A web address without tracking, fragment and AMP.

    >>> plain_address("https://news.example/amp/envoys?id=7&utm_source=feed#top")
    'https://news.example/envoys?id=7'
    """
    parts = urlsplit(url)
    query = "&".join(p for p in parts.query.split("&") if p and not _TRACKING.match(p.split("=")[0]))
    path = re.sub(r"^/amp(?=/)|/amp/?$|\.amp(?=\.html?$)", "", parts.path)
    return urlunsplit((parts.scheme, parts.netloc, path, query, ""))


def _record_claims(page: Page) -> tuple[tuple[DateClaim, ...], tuple[str, ...]]:
    """What the container says of the day, and a warning when its numbers can be read two ways."""
    claims: tuple[DateClaim, ...] = ()
    warnings: tuple[str, ...] = ()
    if page.published_on:
        if day := read_day(page.published_on):
            claims += (DateClaim(day, page.published_by, page.published_on),)
        elif is_ambiguous(page.published_on):
            warnings += (f"the date {page.published_on[:40]} can be read two ways",)
    if page.fetched_on:
        claims += (DateClaim(page.fetched_on, CRAWL, page.fetched_on.isoformat()),)
    return claims, warnings
