"""HTML pages on disk: one for each article and an index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from lapwing.errors import WrongCall
from lapwing.records import CodedArticle, Skipped


def write_reports(results: Iterable[CodedArticle | Skipped], folder: Path) -> Iterator[CodedArticle | Skipped]:
    """Passes results on; writes `folder/ID.html` for each article and `folder/index.html` at the end. File names are
    digests, never words of a page."""
    from lapwing.report import IndexEntry, index_entry, index_html, page_html

    if folder.exists() and not folder.is_dir():
        raise WrongCall(f"'{folder}' is a file. Name a folder for the reports.")
    folder.mkdir(parents=True, exist_ok=True)
    entries: dict[str, IndexEntry] = {}
    for result in results:
        if isinstance(result, CodedArticle):
            name = f"{result.article.id[:16]}.html"
            (folder / name).write_text(page_html(result), "utf-8")
            entries[name] = index_entry(name, result)
        yield result
    (folder / "index.html").write_text(index_html(list(entries.values())), "utf-8")
