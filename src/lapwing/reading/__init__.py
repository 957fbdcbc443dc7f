"""Reading: Page -> Article, or Skipped. Text, paragraphs, reader comments apart, dates claimed."""

from __future__ import annotations

from lapwing.reading.decode import decode
from lapwing.reading.plaintext import read_plaintext
from lapwing.reading.sniff import sniff
from lapwing.records import Article, Page, Skipped, SkipReason
from lapwing.settings import Settings

__all__ = ["read_page"]


def read_page(page: Page, settings: Settings) -> Article | Skipped:
    """The article of a page, with comments apart, or the reason why there is none."""
    if len(page.content) > settings.max_page_bytes:
        size = f"{len(page.content):,} bytes; the limit is {settings.max_page_bytes:,}"
        return Skipped(page.source, "reading", SkipReason.TOO_LARGE, size)
    kind = sniff(page.content)
    if kind == "empty":
        return Skipped(page.source, "reading", SkipReason.EMPTY, "no text in it")
    if kind not in ("text", "html"):
        return Skipped(page.source, "reading", SkipReason.NOT_TEXT, f"looks like {kind}")
    text, warnings = decode(page.content, is_html=kind == "html")
    if kind == "html":
        from lapwing.reading.html import read_html  # brings lxml, which plain text never needs

        article = read_html(text, page, warnings).article
    else:
        article = read_plaintext(text, page, settings, warnings)
    n_words = len(article.text.split())
    least = settings.min_html_words if kind == "html" else settings.min_text_words
    if n_words < least:
        detail = f"{n_words} words of article text; the least is {least}"
        return Skipped(page.source, "reading", SkipReason.NO_ARTICLE, detail)
    return article
