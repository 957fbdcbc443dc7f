"""What the API holds between requests: the views of a store as it is now, and one coder."""

from __future__ import annotations

import asyncio
import math
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date

from lapwing.encode import encode
from lapwing.explorer.api.problems import Problem
from lapwing.pipeline import Coder
from lapwing.records import Page, SourceRef
from lapwing.store import ReadOnly, Store


class HeldViews:
    """The views of a store. When the store has changed it is consolidated and opened again, while other questions wait."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._opened: tuple[str, ReadOnly] | None = None

    @property
    def state(self) -> str:
        """The name of what the store holds now."""
        return self._store.consolidation_name

    @contextmanager
    def open(self) -> Iterator[tuple[str, ReadOnly]]:
        """The state of the store and its views, for one question at a time: a connection serves one thread."""
        with self._lock:
            if self._opened is None or self._opened[0] != self.state:
                state = self.state
                self._store.consolidate()
                self._opened = state, self._store.read_only()
            yield self._opened


class HeldCoder:
    """One coder, made when a text is first coded; it codes one text after the other."""

    def __init__(self, make_coder: Callable[[], Coder], *, timeout_seconds: float) -> None:
        self._make_coder, self._timeout_seconds = make_coder, timeout_seconds
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="coder")
        self._coder: Coder | None = None

    async def code(self, text: str, *, title: str | None, published_on: date | None) -> dict:
        """The object that `lapwing code` writes. Raises Problem 503 when it takes too long, the texts before it included: what was begun is then finished and thrown away."""
        running = asyncio.get_running_loop().run_in_executor(self._thread, self._code, text, title, published_on)
        try:
            return await asyncio.wait_for(running, self._timeout_seconds)
        except TimeoutError as fault:
            told = f"The text was not coded within {self._timeout_seconds:g} seconds: it is too long, or others came before it. Try again, or use `lapwing code`."
            raise Problem(503, [told], headers={"Retry-After": str(math.ceil(self._timeout_seconds))}) from fault

    def _code(self, text: str, title: str | None, published_on: date | None) -> dict:
        self._coder = self._coder or self._make_coder()
        page = Page(text.encode("utf-8"), SourceRef("text"), title=title)
        return encode(self._coder.code_page(page, published=published_on))
