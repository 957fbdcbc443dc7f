"""Reading: Page -> Article, or Skipped. Text, paragraphs, reader comments apart, dates claimed."""

from __future__ import annotations

from dataclasses import replace

from lapwing.reading.decode import decode
from lapwing.reading.language import comment_language, language_of
from lapwing.reading.plaintext import read_plaintext
from lapwing.reading.sniff import sniff
from lapwing.records import Article, Page, Skipped, SkipReason
from lapwing.settings import Settings

__all__ = ["read_page"]


def read_page(page: Page, settings: Settings) -> Article | Skipped:
    """The article of a page, with comments apart, or the reason why there is none."""

    def skipped(reason: SkipReason, detail: str) -> Skipped:
        return Skipped(page.source, "reading", reason, detail)

    if len(page.content) > settings.max_page_bytes:
        return skipped(SkipReason.TOO_LARGE, f"{len(page.content):,} bytes; the limit is {settings.max_page_bytes:,}")
    kind = sniff(page.content)
    if kind == "empty":
        return skipped(SkipReason.EMPTY, "no text in it")
    if kind not in ("text", "html"):
        return skipped(SkipReason.NOT_TEXT, f"looks like {kind}")
    text, warnings = decode(page.content, is_html=kind == "html", charset=page.charset)
    if kind == "text":
        article = read_plaintext(text, page, settings, warnings)
        least, closed, link_share = settings.min_text_words, False, 0.0
    else:
        from lapwing.reading.html import TooDeep, read_html  # brings lxml, which plain text never needs

        try:
            reading = read_html(text, page, warnings)
        except TooDeep as fault:
            return skipped(SkipReason.TOO_DEEP, str(fault))
        article, closed, link_share = reading.article, reading.is_closed, reading.link_share
        least = settings.min_html_words
    n_words = len(article.text.split())
    if closed and n_words < settings.min_open_words:
        return skipped(SkipReason.PAYWALL, f"closed to readers who do not pay; {n_words} words are open")
    if link_share > settings.max_link_share and n_words < settings.min_words_among_links:
        return skipped(
            SkipReason.LINK_LIST, f"{link_share:.0%} of the page stands in links, and {n_words} words are an article's"
        )
    if n_words < least:
        return skipped(SkipReason.NO_ARTICLE, f"{n_words} words of article text; the least is {least}")
    comments = tuple(replace(c, language=c.language or comment_language(c.text)) for c in article.comments)
    return replace(article, comments=comments, language=language_of(article.text) or article.language)
