"""Paragraphs -> Article: joins them into one text with offsets. Both readers end here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lapwing.reading.furniture import find_dateline, iso_day, known_agency
from lapwing.records import Article, Comment, DateClaim, Page, Paragraph, ParagraphRole, Span, digest


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph before it has an offset."""

    text: str
    role: ParagraphRole = ParagraphRole.BODY


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
    language: str | None = None
    warnings: tuple[str, ...] = ()


def build_article(blocks: Sequence[Block], found: Found, page: Page) -> Article:
    """One article: paragraphs joined by line ends, so that every span can be checked against `text`."""
    paragraphs, parts, offset = [], [], 0
    for block in blocks:
        paragraphs.append(Paragraph(Span(offset, offset + len(block.text)), block.role))
        parts.append(block.text)
        offset += len(block.text) + 1
    text = "\n".join(parts)
    dateline = next((find_dateline(b.text) for b in blocks if b.role is ParagraphRole.BODY), None)
    claims = _record_claims(page) + found.date_claims
    return Article(
        id=digest(text),
        text=text,
        paragraphs=tuple(paragraphs),
        source=page.source,
        url=web_address(page.url) or found.url,
        title=page.title or found.title,
        comments=found.comments,
        comments_status=found.comments_status,
        uncertain=found.uncertain,
        date_claims=claims,
        header_date=claims[0].value if claims else None,
        agency=found.agency or (known_agency(dateline["agency"] or "") if dateline else None),
        byline=found.byline,
        dateline=dateline[0].rstrip(" -–—") if dateline else None,
        language=found.language,
        warnings=found.warnings,
    )


def make_comment(author: str | None, text: str, order: int, **more: object) -> Comment:
    """A comment with its id: a digest of author, order and text."""
    return Comment(digest(author or "", str(order), text), author, text, order, **more)


def web_address(url: str | None) -> str | None:
    """The address if it is http or https; scraped pages also hold `javascript:` and worse.

    >>> web_address("javascript:alert(1)") is None
    True
    """
    return url.strip() if url and url.strip().lower().startswith(("http://", "https://")) else None


def _record_claims(page: Page) -> tuple[DateClaim, ...]:
    day = iso_day(page.published_on) if page.published_on else None
    return (DateClaim(day, "record", page.published_on),) if day else ()
