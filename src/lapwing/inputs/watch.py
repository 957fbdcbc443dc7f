"""Feeds that are looked at again and again: what is new in them is coded and stored, once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from lapwing.inputs.feeds import Entry, UnsafeFeed, entries_of, page_of_entry
from lapwing.inputs.fetch import Fetcher, Refused
from lapwing.reading.decode import decode
from lapwing.records import Page, Skipped, SkipReason, SourceRef
from lapwing.store.ledger import FeedState, Ledger

# A feed that fails is asked again after this long, then twice as long, up to a day. Seconds.
_RETRY_SECONDS, _LONGEST_RETRY = 300.0, 86_400.0


@dataclass(frozen=True, slots=True)
class Watcher:
    """Looks at feeds. The ledger of a store keeps what has been seen, so that it can be stopped at any time and goes on where it was."""

    ledger: Ledger
    fetcher: Fetcher
    every_seconds: float = 900.0
    loads_pages: bool = True
    clock: Callable[[], float] = time.time

    def look(self, feeds: Sequence[str]) -> Iterator[tuple[Page | Skipped, Callable[[], None]]]:
        """The new entries of the feeds that are due, oldest first, each with what to call when it is safely stored: until then it
        counts as new."""
        for url in feeds:
            state = self.ledger.feed_state(url)
            if state.next_at <= self.clock():
                yield from self._look_at(state)

    def seconds_until_due(self, feeds: Sequence[str]) -> float:
        """How long nothing is due. Seconds."""
        return max(0.0, min(self.ledger.feed_state(url).next_at for url in feeds) - self.clock())

    def _look_at(self, state: FeedState) -> Iterator[tuple[Page | Skipped, Callable[[], None]]]:
        try:
            fetched = self.fetcher.fetch(state.url, etag=state.etag, modified=state.modified)
            text = decode(fetched.content, is_html=False, charset=fetched.charset)[0] if fetched.status != 304 else ""
            entries = entries_of(text) if text else []
        except (Refused, UnsafeFeed) as fault:
            failed = state.n_failed + 1
            wait = min(_LONGEST_RETRY, _RETRY_SECONDS * 2 ** (failed - 1))
            self.ledger.save_feed(replace(state, n_failed=failed, next_at=self.clock() + wait))
            reason = SkipReason.UNSAFE if isinstance(fault, UnsafeFeed) else SkipReason.NOT_FETCHED
            yield Skipped(SourceRef(state.url), "inputs", reason, str(fault)), lambda: None
            return
        unseen = self.ledger.unseen_entries(state.url, [e.id for e in entries])
        for number, entry in reversed(list(enumerate(entries, 1))):
            if entry.id in unseen:
                yield self._page(entry, SourceRef(state.url, number)), self._marker(state.url, entry.id)
        due = self.clock() + self.every_seconds
        self.ledger.save_feed(FeedState(state.url, fetched.etag, fetched.modified, due))

    def _marker(self, url: str, entry: str) -> Callable[[], None]:
        return lambda: self.ledger.mark_entry(url, entry, self.clock())

    def _page(self, entry: Entry, source: SourceRef) -> Page | Skipped:
        """The page that an entry leads to; what the feed itself gives when it leads nowhere or cannot be loaded."""
        own = page_of_entry(entry, source)
        if not self.loads_pages or not entry.url:
            return own
        try:
            fetched = self.fetcher.fetch(entry.url)
        except Refused as fault:
            if len(entry.text.split()) > 20:
                return own
            return Skipped(source, "inputs", SkipReason.NOT_FETCHED, f"{entry.url[:200]}: {fault}")
        return replace(
            own, content=fetched.content, url=fetched.url, charset=fetched.charset, fetched_on=fetched.fetched_on
        )
