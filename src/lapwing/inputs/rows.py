"""Rows of JSON Lines, a JSON list, CSV or Parquet -> pages. A row that is bad is skipped with its number; the rest is read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from lapwing.errors import WrongCall
from lapwing.records import Page, Skipped, SkipReason, SourceRef

# Names under which data sets of news keep what Lapwing needs, the likeliest first. Their own names come first of all: see
# `Columns`.
_KNOWN = {
    "text": ("text", "body", "content", "maintext", "article", "article_text", "articlebody", "full_text", "fulltext", "plain_text"),
    "title": ("title", "headline", "head"),
    "date": ("date", "published", "published_on", "published_at", "date_publish", "date_published", "publication_date", "publish_date",
             "pub_date", "pubdate", "datetime", "timestamp", "day"),
    "url": ("url", "link", "source_url", "sourceurl", "canonical_url", "web_url"),
}  # fmt: skip
_DELIMITERS = ",\t;|"


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what, as the user said; a field left out is looked for under its known names."""

    of: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, words: str | None) -> Columns:
        """From "text=body,date=day". Raises WrongCall for an unknown field.

        >>> Columns.parse("text=body,date=day").of
        {'text': 'body', 'date': 'day'}
        """
        pairs = [pair.split("=", 1) for pair in (words or "").split(",") if pair]
        wrong = [pair[0] for pair in pairs if len(pair) != 2 or pair[0] not in _KNOWN or not pair[1]]
        if wrong:
            raise WrongCall(f"'{wrong[0]}' is no column map. Write text=COLUMN,title=COLUMN,date=COLUMN,url=COLUMN.")
        return cls(dict(pairs))

    def find(self, names: Iterable[str]) -> dict[str, str]:
        """The column of each field that is there.

        >>> Columns().find(["Headline", "Body", "Day"])
        {'text': 'Body', 'title': 'Headline', 'date': 'Day'}
        """
        by_low = {}
        for name in names:
            by_low.setdefault(name.strip().lower(), name)
        found = {}
        for wanted, known in _KNOWN.items():
            names_of = (self.of[wanted].strip().lower(),) if wanted in self.of else known
            column = next((by_low[name] for name in names_of if name in by_low), None)
            if column is not None:
                found[wanted] = column
        return found


def page_of_row(row: object, source: SourceRef, columns: Columns) -> Page | Skipped:
    """The page that an object of JSON describes."""
    if not isinstance(row, dict):
        return _bad(source, "a row must be an object with a string 'text'")
    found = columns.find(key for key in row if isinstance(key, str))
    text = row.get(found.get("text", ""))
    if not isinstance(text, str):
        return _bad(source, f"a row must be an object with a string '{columns.of.get('text', 'text')}'")
    values = {name: row.get(column) for name, column in found.items() if name != "text"}
    numbers = {
        name: str(v) for name, v in values.items() if name == "date" and isinstance(v, int | float) and v is not True
    }
    values |= numbers
    wrong = [found[name] for name, v in values.items() if not isinstance(v, str | None)]
    if wrong:
        return _bad(source, f"not a string: {', '.join(wrong)}")
    return make_page(text, source, values)


def make_page(text: str, source: SourceRef, values: Mapping[str, str | None]) -> Page:
    title, url, day = (_whole(values.get(name)) for name in ("title", "url", "date"))
    return Page(text.encode("utf-8", "replace"), source, title, url, day)


def page_of_line(line: bytes, source: SourceRef, columns: Columns) -> Page | Skipped:
    """The page of a line of JSON Lines."""
    try:
        row = json.loads(line)
    except RecursionError:
        return _bad(source, "nested too deeply")
    except ValueError as fault:
        return _bad(source, f"not JSON: {fault}")
    return page_of_row(row, source, columns)


def numbered_lines(stream: BinaryIO, limit: int, *, first: int = 1) -> Iterator[tuple[int, bytes | None]]:
    """Lines with their numbers; None for one of more than `limit` bytes, which is passed over without being held."""
    number = first
    while line := stream.readline(limit + 1):
        if len(line) <= limit or line.endswith(b"\n"):
            yield number, line
        else:
            while (rest := stream.readline(limit)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        number += 1


# --- CSV -------------------------------------------------------------------------------------------------


def delimiter_of(first_line: str, columns: Columns) -> str | None:
    """The delimiter of a CSV file by its header line, when that names a column of text; None when it is no CSV.

    >>> delimiter_of("id;title;body", Columns()), delimiter_of("Text messages, he said, are safe.", Columns())
    (';', None)
    """
    for delimiter in _DELIMITERS:
        try:
            names = next(csv.reader([first_line], delimiter=delimiter), [])
        except csv.Error:
            continue
        if len(names) > 1 and all(map(_is_column_name, names)) and "text" in columns.find(names):
            return delimiter
    return None


def _is_column_name(name: str) -> bool:
    """Whether a field of a first line may name a column, and is no piece of a sentence."""
    return 0 < len(name) <= 60 and not name[0].isspace() and len(name.split()) <= 3 and name[-1] not in ".!?"


def csv_pages(stream: BinaryIO, name: str, columns: Columns, delimiter: str, limit: int) -> Iterator[Page | Skipped]:
    """The rows of a CSV file. Line ends inside quotes belong to the field. A row's number is that of its record, from 1 after the
    header."""
    csv.field_size_limit(limit)
    reader = csv.reader(io.TextIOWrapper(stream, "utf-8-sig", errors="replace", newline=""), delimiter=delimiter)
    try:
        header = next(reader)
    except (csv.Error, StopIteration):
        yield _bad(SourceRef(name), "a header that is no CSV")
        return
    found = {field: header.index(column) for field, column in columns.find(header).items()}
    if "text" not in found:
        yield _bad(SourceRef(name), "no column of text")
        return
    number = 0
    while True:
        number += 1
        source = SourceRef(name, number)
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            yield _bad(source, f"not CSV: {fault}")
            continue
        if row:
            yield _page_of_fields(row, found, len(header), source)


def _page_of_fields(row: Sequence[str], found: Mapping[str, int], width: int, source: SourceRef) -> Page | Skipped:
    if len(row) != width:
        return _bad(source, f"{len(row)} fields where the header has {width}")
    values = {name: row[i] or None for name, i in found.items() if name != "text"}
    return make_page(row[found["text"]], source, values)


# --- Parquet ---------------------------------------------------------------------------------------------


def parquet_pages(path: str, name: str, columns: Columns) -> Iterator[Page | Skipped]:
    """The rows of a Parquet file. Raises WrongCall when no column holds the text."""
    from lapwing.store.parquet import column_names, read_rows

    names = column_names(path)
    found = columns.find(names)
    if "text" not in found:
        raise WrongCall(
            f"'{name}' has no column of text (it has: {', '.join(names[:20])}). Name it: --columns text=COLUMN"
        )
    fields = list(found)
    for number, values in enumerate(read_rows(path, [found[f] for f in fields]), 1):
        row = {f: v if v is None or isinstance(v, str) else str(v) for f, v in zip(fields, values, strict=True)}
        text = row.pop("text")
        source = SourceRef(name, number)
        yield _bad(source, "no text") if text is None else make_page(text, source, row)


def _bad(source: SourceRef, detail: str) -> Skipped:
    return Skipped(source, "inputs", SkipReason.BAD_RECORD, detail)


def _whole(text: str | None) -> str | None:
    """Half of a surrogate pair, which JSON can smuggle in and no file can hold, becomes a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8") if text else text
