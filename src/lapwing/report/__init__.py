"""Report: a coded article as one self-contained HTML page, and as a notebook's display. Scraped text is only ever text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from lapwing.records import CodedArticle, Skipped
from lapwing.report.marks import Mark, lay_out
from lapwing.report.view import view_of

if TYPE_CHECKING:
    import jinja2

__all__ = ["Mark", "index_html", "lay_out", "notebook_html", "page_html"]


def page_html(coded: CodedArticle) -> str:
    """A whole page: the text with highlights, the records beside it, readers' comments apart."""
    return _template("page.html").render(view=view_of(coded), embedded=False)


def index_html(entries: Sequence[tuple[str, CodedArticle]]) -> str:
    """A page that links to the reports of several articles; `entries` are file names with their articles."""
    return _template("index.html").render(entries=[(name, view_of(coded)) for name, coded in entries])


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
