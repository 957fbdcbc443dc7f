"""What the user pointed at -> pages: files, folders, archives, rows, feeds, web addresses, standard input. Nothing is lost: what cannot
be read comes out as a Skipped with its reason.

Kinds are told by content. Wrappers (gzip, zstd, bzip2, xz, zip) come off first; then a WARC archive gives its records, a JSON Lines, JSON,
CSV or Parquet file its rows, a feed its entries, a list of web addresses the pages behind them; anything else is one page.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from lapwing.errors import BrokenData, WrongCall
from lapwing.inputs.lists import is_web_address, list_of_addresses
from lapwing.inputs.rows import (
    Columns,
    csv_pages,
    delimiter_of,
    numbered_lines,
    page_of_line,
    page_of_row,
    parquet_pages,
)
from lapwing.inputs.unpack import DAMAGED, MAX_DEPTH, ZIP, CannotUnpack, Raw, members_of_zip, try_brotli, unwrap
from lapwing.records import Page, Skipped, SkipReason, SourceRef
from lapwing.settings import Settings

if TYPE_CHECKING:
    from lapwing.inputs.fetch import Fetcher

__all__ = ["Columns", "Reader", "first_row_at", "is_splittable_archive", "open_pages", "printable", "walk"]

STDIN = "-"
# So much of a stream is looked at to tell what it is. Bytes.
_HEAD_BYTES = 65_536
_BOM_AND_BLANKS = b"\xef\xbb\xbf \t\r\n"


def open_pages(inputs: Iterable[str], *, stdin: BinaryIO | None = None) -> Iterator[Page | Skipped]:
    """Pages in the order given, with the usual settings; see `Reader`. Raises WrongCall for a path that does not exist."""
    inputs = list(inputs)
    return Reader.for_inputs(inputs).pages(inputs, stdin=stdin)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads inputs. `columns` says which columns of rows hold what; `fetcher` loads web addresses among the inputs, and those that
    stand in lists inside files if `fetches_lists`: otherwise they are skipped as not_fetched. A page or row of more than
    `max_page_bytes` is skipped as too_large, without being held."""

    columns: Columns = field(default_factory=Columns)
    max_page_bytes: int = 20_000_000
    fetcher: Fetcher | None = None
    fetches_lists: bool = False

    @classmethod
    def for_inputs(
        cls,
        inputs: Iterable[str],
        *,
        columns: Columns | None = None,
        settings: Settings | None = None,
        fetches_lists: bool = False,
    ) -> Reader:
        """A reader that can load web addresses if one is among the inputs, or if those in lists are to be loaded."""
        settings = settings or Settings()
        fetcher = None
        if fetches_lists or any(map(is_web_address, inputs)):
            from lapwing.inputs.fetch import Fetcher

            fetcher = Fetcher(max_bytes=settings.max_page_bytes)
        return cls(columns or Columns(), settings.max_page_bytes, fetcher, fetches_lists)

    def pages(self, inputs: Iterable[str], *, stdin: BinaryIO | None = None) -> Iterator[Page | Skipped]:
        """Pages in the order given; a folder's files in the order of their names, hidden ones left out.

        Raises WrongCall for a path that does not exist, or a web address without a fetcher.
        """
        names = list(inputs)
        for name in names:
            if is_web_address(name) and self.fetcher is None:
                raise WrongCall(f"'{name}' is a web address, and this reader has no fetcher.")
            if name != STDIN and not is_web_address(name) and (not name or not os.path.lexists(name)):
                raise WrongCall(f"There is no file or folder '{name}'.")
        for name in names:
            if name == STDIN:
                yield from self._guarded(stdin or sys.stdin.buffer, STDIN)
            elif is_web_address(name):
                yield from self._address(name, SourceRef(name))
            elif Path(name).is_dir():
                yield from self._folder(name)
            else:
                yield from self.file(name)

    # --- files and folders ---

    def _folder(self, folder: str) -> Iterator[Page | Skipped]:
        """The files of a folder and its folders in the order of their paths, hidden ones left out."""
        found, faults = walk(folder)
        for path in found:
            yield from self.file(path)
        for fault in faults:
            yield _unreadable(printable(str(fault.filename)), fault)

    def file(self, path: str, name: str | None = None) -> Iterator[Page | Skipped]:
        """The pages of one file. `name` is what their sources call it, if not by its path."""
        name = printable(path) if name is None else name
        try:
            with open(path, "rb") as stream:
                if stream.peek(4)[:4] == b"PAR1":
                    yield from self._parquet(path, name)
                else:
                    yield from self._guarded(stream, name)
        except OSError as fault:
            yield _unreadable(name, fault)

    def rows_between(self, path: str, name: str, start: int, end: int, first: int) -> Iterator[Page | Skipped]:
        """The rows of a plain JSON Lines file from byte `start` to `end`, which begin and end lines; the first is line `first`."""
        try:
            with open(path, "rb") as stream:
                stream.seek(start)
                part = io.BufferedReader(Raw(stream, at_most=end - start))
                yield from self._rows(numbered_lines(part, self.max_page_bytes, first=first), name)
        except OSError as fault:
            yield _unreadable(name, fault)

    def records_between(self, path: str, name: str, start: int, end: int) -> Iterator[Page | Skipped]:
        """The records of a gzipped WARC archive that start at byte `start` or later and before `end`: any cut will do, and every
        record lies in one piece."""
        from lapwing.inputs.warc import first_record, warc_pages

        try:
            with open(path, "rb") as stream:
                at = first_record(stream, start, end) if start else 0
                if at is not None:
                    yield from warc_pages(stream, name, self.max_page_bytes, start=at, end=end)
        except OSError as fault:
            yield _unreadable(name, fault)

    def _parquet(self, path: str, name: str) -> Iterator[Page | Skipped]:
        try:
            yield from parquet_pages(path, name, self.columns)
        except BrokenData as fault:
            yield Skipped(SourceRef(name), "inputs", SkipReason.UNREADABLE, str(fault))

    # --- streams ---

    def _guarded(self, stream: BinaryIO, name: str, depth: int = 0) -> Iterator[Page | Skipped]:
        """The pages of a stream; damage in its wrapping is one Skipped at the end."""
        try:
            yield from self._stream(stream, name, depth)
        except CannotUnpack as fault:
            yield Skipped(SourceRef(name), "inputs", SkipReason.UNREADABLE, str(fault))
        except DAMAGED as fault:
            if isinstance(fault, OSError) and fault.errno is not None:
                raise  # the disk's fault and not the file's
            yield Skipped(SourceRef(name), "inputs", SkipReason.TRUNCATED, f"damaged or cut off: {fault}")

    def _stream(self, raw: BinaryIO, name: str, depth: int) -> Iterator[Page | Skipped]:
        original = raw if isinstance(raw, io.BufferedReader) else io.BufferedReader(_as_raw(raw))
        if _is_warc_in_gzip(original):
            yield from self._warc(original, name)  # FastWARC unpacks each record by itself, and knows where it starts
            return
        stream = unwrap(original)
        head = stream.peek(_HEAD_BYTES)[:_HEAD_BYTES]
        start = head.lstrip(_BOM_AND_BLANKS)
        if head.startswith(ZIP):
            yield from self._zip(stream, name, depth)
        elif head.startswith(b"WARC/"):
            yield from self._warc(stream, name)
        elif start[:1] in (b"{", b"["):
            yield from self._json(stream, name)
        elif _is_feed(start):
            yield from self._feed(stream, name)
        elif delimiter := _delimiter(start, self.columns):
            yield from csv_pages(stream, name, self.columns, delimiter, self.max_page_bytes)
        elif addresses := list_of_addresses(start):
            yield from self._list(stream, name, addresses)
        else:
            yield self._page(stream.read(self.max_page_bytes + 1), name)

    def _page(self, content: bytes, name: str) -> Page:
        """One page. One byte past the limit is enough for the reading step to refuse it: a huge file is not read whole."""
        if _is_binary(content) and (inside := try_brotli(content, self.max_page_bytes)):
            content = inside
        return Page(content, SourceRef(name))

    def _zip(self, stream: BinaryIO, name: str, depth: int) -> Iterator[Page | Skipped]:
        if depth >= MAX_DEPTH:
            raise CannotUnpack(f"zip archives inside each other more than {MAX_DEPTH} deep")
        for member, content in members_of_zip(stream):
            inner = f"{name}!{printable(member)}"
            if isinstance(content, Exception):
                yield Skipped(SourceRef(inner), "inputs", SkipReason.UNREADABLE, str(content)[:200])
            else:
                yield from self._guarded(content, inner, depth + 1)

    def _warc(self, stream: BinaryIO, name: str) -> Iterator[Page | Skipped]:
        from lapwing.inputs.warc import warc_pages

        yield from warc_pages(stream, name, self.max_page_bytes)

    def _feed(self, stream: BinaryIO, name: str) -> Iterator[Page | Skipped]:
        from lapwing.inputs.feeds import feed_pages
        from lapwing.reading.decode import decode

        content = stream.read(self.max_page_bytes + 1)
        if len(content) > self.max_page_bytes:
            yield Skipped(
                SourceRef(name), "inputs", SkipReason.TOO_LARGE, f"a feed of more than {self.max_page_bytes:,} bytes"
            )
            return
        yield from feed_pages(decode(content, is_html=False, charset=_xml_charset(content))[0], name)

    # --- rows of JSON ---

    def _json(self, stream: BinaryIO, name: str) -> Iterator[Page | Skipped]:
        lines = numbered_lines(stream, self.max_page_bytes)
        number, first = next((n, line) for n, line in lines if line is None or line.strip(_BOM_AND_BLANKS))
        if first is None:
            yield _too_long(name, number, self.max_page_bytes)
            yield from self._rows(lines, name)
            return
        head = first.lstrip(_BOM_AND_BLANKS)
        if _parsed(head) is not None:
            yield page_of_line(head, SourceRef(name, number), self.columns)
            yield from self._rows(lines, name)
        elif head[:1] == b"{":
            yield from self._rows_or_object(head, number, lines, name)
        else:
            yield from self._list_or_text(first + stream.read(max(0, self.max_page_bytes + 1 - len(first))), name)

    def _rows(self, lines: Iterable[tuple[int, bytes | None]], name: str) -> Iterator[Page | Skipped]:
        for n, line in lines:
            if line is None:
                yield _too_long(name, n, self.max_page_bytes)
            elif line.strip():
                yield page_of_line(line, SourceRef(name, n), self.columns)

    def _rows_or_object(
        self, first: bytes, number: int, lines: Iterator[tuple[int, bytes | None]], name: str
    ) -> Iterator[Page | Skipped]:
        """A file whose first line is no whole object: one object over several lines, or rows of which the first is bad."""
        kept: list[tuple[int, bytes | None]] = [(number, first)]
        n_bytes = len(first)
        for n, line in lines:
            kept.append((n, line))
            n_bytes += len(line or b"")
            if line is None or line[:1] == b"{" or n_bytes > self.max_page_bytes:
                yield from self._rows(chain(kept, lines), name)
                return
        content = b"".join(line or b"" for _, line in kept)
        if _parsed(content) is not None:
            yield page_of_line(content, SourceRef(name, number), self.columns)
        elif first.startswith(b'{"'):
            yield from self._rows(kept, name)
        else:
            yield self._page(content, name)  # prose that begins with a brace

    def _list_or_text(self, content: bytes, name: str) -> Iterator[Page | Skipped]:
        """A JSON list of rows; anything else that begins with a bracket is text."""
        try:
            rows = json.loads(content)
        except (ValueError, RecursionError):
            rows = None
        if isinstance(rows, list) and rows and all(isinstance(row, dict) for row in rows):
            yield from (page_of_row(row, SourceRef(name, n), self.columns) for n, row in enumerate(rows, 1))
        else:
            yield self._page(content, name)

    # --- web addresses ---

    def _list(self, stream: BinaryIO, name: str, addresses: Callable[[bytes], str | None]) -> Iterator[Page | Skipped]:
        """The pages behind a list of addresses, each with its line. Archives of Common Crawl are named by their paths."""
        for n, line in numbered_lines(stream, self.max_page_bytes):
            source = SourceRef(name, n)
            url = addresses(line) if line is not None else None
            if url is None:
                if line is None or line.strip():
                    yield Skipped(source, "inputs", SkipReason.BAD_RECORD, "no web address in this line")
            elif self.fetcher is None or not self.fetches_lists:
                yield Skipped(source, "inputs", SkipReason.NOT_FETCHED, f"{url[:200]}; to load it, add --fetch")
            else:
                yield from self._address(url, source)

    def _address(self, url: str, source: SourceRef) -> Iterator[Page | Skipped]:
        from lapwing.inputs.fetch import Refused

        try:
            fetched = self.fetcher.fetch(url)
        except Refused as fault:
            yield Skipped(source, "inputs", SkipReason.NOT_FETCHED, f"{url[:200]}: {fault}")
            return
        for page in self._guarded(io.BytesIO(fetched.content), url):
            if isinstance(page, Page) and page.source == SourceRef(url):  # the address itself is the page
                yield Page(
                    page.content, source, url=fetched.url, charset=fetched.charset, fetched_on=fetched.fetched_on
                )
            else:
                yield page


def walk(folder: str) -> tuple[list[str], list[OSError]]:
    """The files of a folder and its folders in the order of their paths, hidden ones left out, and what could not be listed."""
    faults: list[OSError] = []
    found = []
    for root, folders, names in os.walk(folder, onerror=faults.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [os.path.join(root, name) for name in names if not name.startswith(".")]
    return sorted(found), faults


def first_row_at(stream: io.BufferedReader, limit: int) -> int | None:
    """Where the first row starts in a plain file of JSON Lines, after a byte order mark; None for any other file. Bytes."""
    stream.seek(0)
    start = 3 if stream.read(3) == b"\xef\xbb\xbf" else 0
    stream.seek(start)
    if stream.peek(1)[:1] != b"{":
        return None
    line = stream.readline(limit + 1)
    return start if len(line) <= limit and _parsed(line) is not None else None


def is_splittable_archive(stream: io.BufferedReader) -> bool:
    """Whether a file is a WARC archive in which each record is packed by itself, so that reading can begin at any: told by its first."""
    from lapwing.inputs.warc import packs_one_by_one

    return _is_warc_in_gzip(stream) and packs_one_by_one(stream)


def printable(path: str) -> str:
    """A path as text that can be written anywhere: names that are no UTF-8 are shown with escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


# --- telling kinds apart ---------------------------------------------------------------------------------


def _is_warc_in_gzip(stream: io.BufferedReader) -> bool:
    import gzip
    import zlib

    head = stream.peek(4096)[:4096]
    if not head.startswith(b"\x1f\x8b"):
        return False
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(head, 16).startswith(b"WARC/")
    except (zlib.error, gzip.BadGzipFile):
        return False


def _is_feed(start: bytes) -> bool:
    from lapwing.reading.sniff import sniff

    return start[:1] == b"<" and sniff(start) == "a feed"


def _is_binary(content: bytes) -> bool:
    from lapwing.reading.sniff import sniff

    return sniff(content) == "binary data"


def _delimiter(start: bytes, columns: Columns) -> str | None:
    first = start.replace(b"\r", b"\n").split(b"\n", 1)[0]
    return delimiter_of(first.decode("utf-8", "replace"), columns) if len(first) <= 4_000 else None


def _xml_charset(content: bytes) -> str | None:
    import re

    match = re.match(rb"""\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([\w-]{2,20})""", content)
    return match[1].decode("ascii") if match else None


def _parsed(line: bytes) -> dict | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _as_raw(stream: BinaryIO) -> io.RawIOBase:
    return stream if isinstance(stream, io.RawIOBase) else Raw(stream)


def _unreadable(name: str, fault: OSError) -> Skipped:
    return Skipped(SourceRef(name), "inputs", SkipReason.UNREADABLE, fault.strerror or str(fault))


def _too_long(name: str, number: int, limit: int) -> Skipped:
    return Skipped(SourceRef(name, number), "inputs", SkipReason.TOO_LARGE, f"a row of more than {limit:,} bytes")
