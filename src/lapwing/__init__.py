"""Lapwing turns news pages into political event data, every field pointing at the words it was read from.

import lapwing
results = lapwing.code("page.txt")      # or a folder, JSON Lines, HTML, a list of paths
results[0].events
results.to_polars()
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
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
    published: date | None = None,
    engine: str = "rules",
    settings: Settings | None = None,
) -> Results:
    """Everything that some pages tell.

    `inputs` is a path or several, of files or folders; or give one `text`. `published` overrides the pages' own date
    claims. Raises WrongCall for a path that is not there, and for a text without an article in it.
    """
    coder = Coder(engine=engine, settings=settings)
    if (inputs is None) == (text is None):
        raise WrongCall("Give either paths or text=..., and not both.")
    if text is not None:
        return Results([coder.code_text(text, published=published)], coder=coder.digest)
    from lapwing.inputs import open_pages

    results = [
        p if isinstance(p, Skipped) else coder.code_page(p, published=published) for p in open_pages(_paths(inputs))
    ]
    skipped = [r for r in results if isinstance(r, Skipped)]
    return Results([r for r in results if isinstance(r, CodedArticle)], skipped, coder=coder.digest)


def open_store(folder: str | PathLike[str]) -> Store:
    """The store in a folder that `lapwing code --store` has made. Raises WrongCall when there is none."""
    from lapwing.store import Store

    return Store(folder)


def _paths(inputs: Inputs | None) -> list[str]:
    if inputs is None:
        return []
    return [str(inputs)] if isinstance(inputs, str | PathLike) else [str(path) for path in inputs]
