"""What the user pointed at -> pages: files, folders, JSON Lines, standard input. Nothing is lost: what cannot be read comes
out as a Skipped with its reason."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from lapwing.errors import WrongCall
from lapwing.records import Page, Skipped, SkipReason, SourceRef

STDIN = "-"
# A JSON row longer than this is no article. Bytes.
_MAX_ROW_BYTES = 20_000_000
_ROW_KEYS = ("text", "title", "date", "url")


def open_pages(inputs: Iterable[str], *, stdin: BinaryIO | None = None) -> Iterator[Page | Skipped]:
    """Pages in the order given; a folder's files in the order of their names, hidden ones left out.

    JSON Lines are told by content: each line an object with `text`, and perhaps `title`, `date`, `url`. Raises WrongCall
    for a path that does not exist.
    """
    paths = [STDIN if name == STDIN else _existing(name) for name in inputs]
    for path in paths:
        if path == STDIN:
            yield from _pages_of_stream(stdin or sys.stdin.buffer, STDIN)
        elif Path(path).is_dir():
            yield from _pages_of_folder(path)
        else:
            yield from _pages_of_file(path)


def _existing(name: str) -> str:
    if not name or not os.path.lexists(name):
        raise WrongCall(f"There is no file or folder '{name}'.")
    return name


def _pages_of_folder(folder: str) -> Iterator[Page | Skipped]:
    """The files of a folder and its folders in the order of their paths, hidden ones left out."""
    faults: list[OSError] = []
    found = []
    for root, folders, names in os.walk(folder, onerror=faults.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [os.path.join(root, name) for name in names if not name.startswith(".")]
    for path in sorted(found):
        yield from _pages_of_file(path)
    for fault in faults:
        yield _unreadable(str(fault.filename), fault)


def _pages_of_file(path: str) -> Iterator[Page | Skipped]:
    try:
        with open(path, "rb") as stream:
            yield from _pages_of_stream(stream, _printable(path))
    except OSError as fault:
        yield _unreadable(path, fault)


def _unreadable(path: str, fault: OSError) -> Skipped:
    return Skipped(SourceRef(_printable(path)), "inputs", SkipReason.UNREADABLE, fault.strerror or str(fault))


def _printable(path: str) -> str:
    """A path as text that can be written anywhere: names that are no UTF-8 are shown with escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _pages_of_stream(stream: BinaryIO, name: str) -> Iterator[Page | Skipped]:
    number, first = _first_filled_line(stream)
    head = first.lstrip(b"\xef\xbb\xbf \t")
    if head[:1] not in (b"{", b"["):
        # One byte past the limit is enough to refuse it: a huge file is not read whole.
        yield Page(first + stream.read(_MAX_ROW_BYTES + 1 - len(first)), SourceRef(name))
    elif _parsed(head) is not None:
        yield from _rows(head, stream, number, name)
    elif head[:1] == b"{":
        yield from _rows_or_object(head, stream, number, name)
    else:
        yield from _list_or_text(first + stream.read(_MAX_ROW_BYTES + 1 - len(first)), name)


def _first_filled_line(stream: BinaryIO) -> tuple[int, bytes]:
    number, line = 1, stream.readline(_MAX_ROW_BYTES)
    while line and not line.strip(b"\xef\xbb\xbf \t\r\n"):
        number, line = number + 1, stream.readline(_MAX_ROW_BYTES)
    return number, line


def _rows(first: bytes, others: Iterable[bytes], number: int, name: str) -> Iterator[Page | Skipped]:
    yield _page_of_row(first, SourceRef(name, number))
    for n, line in enumerate(others, number + 1):
        if line.strip():
            yield _page_of_row(line, SourceRef(name, n))


def _rows_or_object(first: bytes, stream: BinaryIO, number: int, name: str) -> Iterator[Page | Skipped]:
    """A file whose first line is no whole object: one object over several lines, or rows of which the first is bad."""
    kept = [first]
    for line in stream:
        kept.append(line)
        if line[:1] == b"{" or sum(map(len, kept)) > _MAX_ROW_BYTES:
            yield from _rows(kept[0], chain(kept[1:], stream), number, name)
            return
    content = b"".join(kept)
    if _parsed(content) is not None:
        yield _page_of_row(content, SourceRef(name, 1))
    elif first.startswith(b'{"'):
        yield from _rows(kept[0], kept[1:], number, name)
    else:
        yield Page(content, SourceRef(name))  # prose that begins with a brace


def _list_or_text(content: bytes, name: str) -> Iterator[Page | Skipped]:
    """A JSON list of rows; anything else that begins with a bracket is text."""
    try:
        rows = json.loads(content)
    except (ValueError, RecursionError):
        rows = None
    if isinstance(rows, list) and rows and all(isinstance(row, dict) for row in rows):
        yield from (_page_of_row(json.dumps(row).encode(), SourceRef(name, n)) for n, row in enumerate(rows, 1))
    else:
        yield Page(content, SourceRef(name))


def _parsed(line: bytes) -> dict | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _page_of_row(line: bytes, source: SourceRef) -> Page | Skipped:
    def bad(detail: str) -> Skipped:
        return Skipped(source, "inputs", SkipReason.BAD_RECORD, detail)

    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as fault:
        return bad("nested too deeply" if isinstance(fault, RecursionError) else f"not JSON: {fault}")
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return bad("a row must be an object with a string 'text'")
    wrong = [key for key in _ROW_KEYS[1:] if not isinstance(row.get(key), str | None)]
    if wrong:
        return bad(f"not a string: {', '.join(wrong)}")
    title, url, day = (_whole(row.get(key)) for key in _ROW_KEYS[1:2] + _ROW_KEYS[3:] + _ROW_KEYS[2:3])
    return Page(row["text"].encode("utf-8", "replace"), source, title, url, day)


def _whole(text: str | None) -> str | None:
    """Half of a surrogate pair, which JSON can smuggle in and no file can hold, becomes a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8") if text else text
