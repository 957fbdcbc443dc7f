"""Report: a coded article as one self-contained HTML page, and as a notebook's display. Scraped text is only ever text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from lapwing.records import CodedArticle, Skipped
from lapwing.report.marks import Mark, Piece, lay_out
from lapwing.report.view import title_of, view_of

if TYPE_CHECKING:
    import jinja2

__all__ = ["IndexEntry", "Mark", "Piece", "index_entry", "index_html", "lay_out", "notebook_html", "page_html"]


def page_html(coded: CodedArticle) -> str:
    """A whole page: the text with highlights, the records beside it, readers' comments apart."""
    return _template("page.html").render(view=view_of(coded))


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """What the index shows of one article: small, so that an index of many fits in memory."""

    file: str
    title: str
    source: str
    story_date: str
    header_date: str
    n_events: int
    n_statements: int
    n_comments: int


def index_entry(file: str, coded: CodedArticle) -> IndexEntry:
    """The entry of an article whose report is in `file`."""
    article, story = coded.article, coded.resolution.story_date
    is_moved = story.story_date != story.header_date
    return IndexEntry(
        file,
        title_of(article),
        str(article.source).rsplit("/", 1)[-1],
        str(story.story_date or "unknown"),
        str(story.header_date) if is_moved else "",
        len(coded.events),
        len(coded.statements),
        len(article.comments),
    )


def index_html(entries: Sequence[IndexEntry]) -> str:
    """A page that links to the reports of several articles."""
    return _template("index.html").render(entries=entries)


def notebook_html(articles: Sequence[CodedArticle], skipped: Sequence[Skipped]) -> str:
    """The first articles with highlights, without scripts, for `_repr_html_`."""
    views = [view_of(coded) for coded in articles[:_SHOWN]]
    return _template("notebook.html").render(views=views, n_articles=len(articles), n_shown=len(views), skipped=skipped)


# A notebook cell with more than this is no longer read.
_SHOWN = 3


@cache
def _template(name: str) -> jinja2.Template:
    import jinja2

    loader = jinja2.PackageLoader("lapwing.report", "templates")
    environment = jinja2.Environment(
        loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    return environment.get_template(name)
