"""What the API holds between requests: an open store, and one coder."""

from __future__ import annotations

import asyncio
import math
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from lapwing.encode import encode
from lapwing.explorer.api.problems import Problem
from lapwing.pipeline import Coder
from lapwing.records import Page, SourceRef
from lapwing.store import ReadOnly, Store
from lapwing.store.index import Index


class Opened(Protocol):
    """An open store: its views, which answer one question at a time, an index where there is one, and the name of what it held when it was opened. Pages that are coded into it later are seen when it is opened again, so
    that nothing moves under who reads it page by page."""

    views: ReadOnly
    index: Index | None
    consolidation: str
    lock: threading.Lock


@dataclass(slots=True)
class OpenStore:
    """A store opened for the API alone."""

    views: ReadOnly
    consolidation: str
    index: Index | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def open(cls, store: Store) -> OpenStore:
        """Open a store, consolidated first when it has changed."""
        store.consolidate()
        return cls(store.read_only(), store.consolidation_name)


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
