"""RSS and Atom -> pages: each entry with its title, address and day. A feed with a DTD is refused: entities in it can be told to
fill the memory or to read files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from lapwing.records import Page, Skipped, SkipReason, SourceRef

_DTD = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)\b", re.IGNORECASE)
# Entries of one feed that are read. Entries.
_MAX_ENTRIES = 10_000


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed. `text` is what the feed itself gives of the article, often no more than its lead."""

    id: str
    title: str | None
    url: str | None
    published: str | None
    text: str


class UnsafeFeed(Exception):
    """A feed that declares a document type."""


def entries_of(text: str) -> list[Entry]:
    """The entries of a feed in its order. Raises UnsafeFeed."""
    import feedparser

    if _DTD.search(text):
        raise UnsafeFeed("the feed declares a document type (DTD), which may hold traps; it is not read")
    parsed = feedparser.parse(text.encode("utf-8"), response_headers={"content-type": "application/xml; charset=utf-8"})
    return [_entry(e) for e in parsed.entries[:_MAX_ENTRIES]]


def feed_pages(text: str, name: str) -> Iterator[Page | Skipped]:
    """The entries of a feed as pages of text."""
    try:
        entries = entries_of(text)
    except UnsafeFeed as fault:
        yield Skipped(SourceRef(name), "inputs", SkipReason.UNSAFE, str(fault))
        return
    if not entries:
        yield Skipped(SourceRef(name), "inputs", SkipReason.EMPTY, "a feed without entries")
    for number, entry in enumerate(entries, 1):
        yield page_of_entry(entry, SourceRef(name, number))


def page_of_entry(entry: Entry, source: SourceRef) -> Page:
    return Page(entry.text.encode("utf-8"), source, entry.title, entry.url, entry.published, published_by="feed")


def _entry(entry: dict) -> Entry:
    contents = [c.get("value") or "" for c in entry.get("content") or []] + [entry.get("summary") or ""]
    url = entry.get("link") or None
    title = _lines_of(entry.get("title") or "").replace("\n", " ") or None
    text = max((_lines_of(c) for c in contents), key=len)
    return Entry(
        entry.get("id") or url or title or text[:80], title, url, entry.get("published") or entry.get("updated"), text
    )


def _lines_of(html: str) -> str:
    parser = _Text()
    parser.feed(html)
    parser.close()
    return "\n".join(line for raw in "".join(parser.parts).split("\n") if (line := " ".join(raw.split())))


class _Text(HTMLParser):
    """The text of a fragment, a line for each block."""

    _BLOCKS = frozenset("p div br li ul ol h1 h2 h3 h4 h5 h6 blockquote tr section article".split())
    _SKIPPED = frozenset(("script", "style", "iframe"))

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._inside_skipped = 0

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self._inside_skipped += tag in self._SKIPPED
        if tag in self._BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._inside_skipped -= tag in self._SKIPPED and self._inside_skipped > 0
        if tag in self._BLOCKS:
            self.parts.append("\n")

    def handle_data(self, text: str) -> None:
        if not self._inside_skipped:
            self.parts.append(text)
