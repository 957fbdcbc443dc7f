from __future__ import annotations

from datetime import date

import pytest

from lapwing.inputs.fetch import Fetched, Refused
from lapwing.inputs.watch import Watcher
from lapwing.records import Page, SkipReason
from lapwing.store import Store

FEED = "https://news.example/rss"


def rss(*numbers: int) -> bytes:
    items = "".join(
        f"<item><guid>{n}</guid><title>T{n}</title><link>https://news.example/{n}</link><description>Feed {n}.</description></item>"
        for n in numbers
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()


class Fake:
    """A fetcher of fixed pages that keeps what it was asked."""

    def __init__(self, pages: dict[str, bytes]) -> None:
        self.pages, self.asked = pages, []

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        self.asked.append((url, etag))
        if url not in self.pages:
            raise Refused("status 404")
        if etag == "same":
            return Fetched(url, 304, b"", None, date(2024, 5, 1), etag, modified)
        return Fetched(url, 200, self.pages[url], None, date(2024, 5, 1), "e1", None)


@pytest.fixture
def watch(tmp_path):
    now = [1000.0]

    def make(pages, **options):
        fake = Fake(pages)
        return Watcher(Store.create(tmp_path / "s").ledger, fake, 60, clock=lambda: now[0], **options), fake, now

    return make


def test_new_entries_once_and_oldest_first(watch):
    """An entry is given once, when it has been said to be stored; before that it is given again."""
    pages = {FEED: rss(2, 1), "https://news.example/1": b"Page 1.", "https://news.example/2": b"Page 2."}
    watcher, _, now = watch(pages)
    found = list(watcher.look([FEED]))
    assert [(p.content, p.title, p.published_by) for p, _ in found] == [
        (b"Page 1.", "T1", "feed"),
        (b"Page 2.", "T2", "feed"),
    ]
    found[0][1]()  # the first is stored; the second was lost on the way
    now[0] += 61
    assert [p.content for p, _ in watcher.look([FEED])] == [b"Page 2."]


def test_feed_is_not_asked_before_it_is_due(watch):
    watcher, fake, now = watch({FEED: rss()})
    list(watcher.look([FEED]))
    assert list(watcher.look([FEED])) == []
    assert len(fake.asked) == 1
    assert watcher.seconds_until_due([FEED]) == 60
    now[0] += 61
    list(watcher.look([FEED]))
    assert fake.asked[-1] == (FEED, "e1")


def test_page_that_cannot_be_loaded(watch):
    """A long entry stands for its page; a short one is counted."""
    watcher, _, _ = watch({FEED: rss(1)})
    ((skipped, _),) = watcher.look([FEED])
    assert skipped.reason is SkipReason.NOT_FETCHED


def test_feed_text_alone(watch):
    watcher, fake, _ = watch({FEED: rss(1)}, loads_pages=False)
    ((page, _),) = watcher.look([FEED])
    assert isinstance(page, Page)
    assert page.content == b"Feed 1."
    assert [url for url, _ in fake.asked] == [FEED]


def test_feed_that_fails_is_asked_less_and_less(watch):
    watcher, _, now = watch({})
    waits = []
    for _ in range(3):
        ((skipped, _),) = watcher.look([FEED])
        assert skipped.reason is SkipReason.NOT_FETCHED
        waits.append(watcher.seconds_until_due([FEED]))
        now[0] += waits[-1]
    assert waits == [300, 600, 1200]
