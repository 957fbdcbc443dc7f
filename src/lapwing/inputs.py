"""What the user pointed at -> pages: files, folders, JSON Lines, standard input. Nothing is lost: what cannot be read comes
out as a Skipped with its reason."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
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
            for file in sorted(p for p in Path(path).rglob("*") if p.is_file() and not _is_hidden(p, Path(path))):
                yield from _pages_of_file(file)
        else:
            yield from _pages_of_file(Path(path))


def _existing(name: str) -> str:
    if not Path(name).exists():
        raise WrongCall(f"There is no file or folder '{name}'.")
    return name


def _is_hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)


def _pages_of_file(path: Path) -> Iterator[Page | Skipped]:
    try:
        with path.open("rb") as stream:
            yield from _pages_of_stream(stream, str(path))
    except OSError as fault:
        yield Skipped(SourceRef(str(path)), "inputs", SkipReason.UNREADABLE, fault.strerror or str(fault))


def _pages_of_stream(stream: BinaryIO, name: str) -> Iterator[Page | Skipped]:
    first = stream.readline(_MAX_ROW_BYTES)
    if not first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        # One byte past the limit is enough to refuse it: a huge file is not read whole.
        yield Page(first + stream.read(_MAX_ROW_BYTES + 1 - len(first)), SourceRef(name))
        return
    if _is_whole_object(first):
        yield from _rows(first, stream, name)
        return
    rest = stream.read(_MAX_ROW_BYTES)
    if _is_whole_object(first + rest):
        yield _page_of_row(first + rest, SourceRef(name, 1))
    else:
        yield from _rows(first, iter((first + rest)[len(first) :].splitlines(keepends=True)), name)


def _rows(first: bytes, others: Iterable[bytes], name: str) -> Iterator[Page | Skipped]:
    yield _page_of_row(first, SourceRef(name, 1))
    for number, line in enumerate(others, 2):
        if line.strip():
            yield _page_of_row(line, SourceRef(name, number))


def _is_whole_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


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
    return Page(row["text"].encode("utf-8", "replace"), source, row.get("title"), row.get("url"), row.get("date"))
