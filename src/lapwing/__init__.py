"""Lapwing turns news pages into political event data, every field pointing at the words it was read from.

import lapwing
results = lapwing.code("page.txt")      # or a folder, JSON Lines, HTML, a list of paths
results[0].events
results.to_polars()
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from os import PathLike
from typing import TYPE_CHECKING

from lapwing import records
from lapwing.errors import BrokenData, LapwingError, WrongCall
from lapwing.pipeline import Coder
from lapwing.records import Article, CodedArticle, CodedEvent, Skipped
from lapwing.results import Results
from lapwing.settings import Settings
from lapwing.version import __version__

if TYPE_CHECKING:
    from lapwing.store import Store

__all__ = [
    "Article",
    "BrokenData",
    "CodedArticle",
    "CodedEvent",
    "Coder",
    "LapwingError",
    "Results",
    "Settings",
    "Skipped",
    "WrongCall",
    "__version__",
    "code",
    "open_store",
    "read",
    "records",
]

Inputs = str | PathLike[str] | Iterable[str | PathLike[str]]


def read(inputs: Inputs) -> list[Article | Skipped]:
    """The articles of some pages: a path or several, of files or folders. Raises WrongCall for a path that is not there."""
    from lapwing.inputs import open_pages

    coder = Coder()
    return [page if isinstance(page, Skipped) else coder.read_page(page) for page in open_pages(_paths(inputs))]


def code(
    inputs: Inputs | None = None,
    *,
    text: str | None = None,
    published: date | str | None = None,
    engine: str = "learned",
    settings: Settings | None = None,
) -> Results:
    """Everything that some pages tell.

    `inputs` is a path or several, of files or folders; or give one `text`. `published` (a date, or "2024-05-10") overrides
    the pages' own date claims. Raises WrongCall for a path that is not there, and for a text without an article in it.
    """
    coder = Coder(engine=engine, settings=settings)
    if (inputs is None) == (text is None):
        raise WrongCall("Give either paths or text=..., and not both.")
    day = _day(published)
    if text is not None:
        if not isinstance(text, str):
            raise WrongCall("text=... must be a string. For bytes, write them to a file and give its path.")
        return Results([coder.code_text(text, published=day)], coder=coder.digest)
    from lapwing.inputs import open_pages

    results = [p if isinstance(p, Skipped) else coder.code_page(p, published=day) for p in open_pages(_paths(inputs))]
    skipped = [r for r in results if isinstance(r, Skipped)]
    return Results([r for r in results if isinstance(r, CodedArticle)], skipped, coder=coder.digest)


def open_store(folder: str | PathLike[str], *, create: bool = False) -> Store:
    """The store in a folder, as `lapwing code --store` makes it. Raises WrongCall when there is none, unless told to make
    one."""
    from lapwing.store import Store

    return Store.create(folder) if create else Store(folder)


def _paths(inputs: Inputs | None) -> list[str]:
    paths = [inputs] if isinstance(inputs, str | PathLike) else inputs
    if isinstance(paths, bytes) or not isinstance(paths, Iterable):
        raise WrongCall(f"Paths must be strings or paths, not {type(inputs).__name__}.")
    out = [str(path) for path in paths]
    if any("\n" in path or len(path) > 1_000 for path in out):
        raise WrongCall("That looks like a text, not a path. Give it as text=...")
    return out


def _day(published: date | str | None) -> date | None:
    if isinstance(published, datetime):
        return published.date()
    if published is None or isinstance(published, date):
        return published
    try:
        return date.fromisoformat(published)
    except (TypeError, ValueError) as fault:
        raise WrongCall(f"published must be a date or 'YYYY-MM-DD', not {published!r}.") from fault
