"""Lists of web addresses: one to a line; rows of GDELT, whose last column is the source; paths of Common Crawl's archives."""

from __future__ import annotations

import re
from collections.abc import Callable

_ADDRESS = re.compile(rb"https?://[^\s<>\"]{3,2000}", re.IGNORECASE)
_ARCHIVE = re.compile(rb"crawl-data/[\w./-]{5,300}\.warc(?:\.gz|\.zst)?")
_COMMON_CRAWL = "https://data.commoncrawl.org/"
# GDELT 1.0 and 2.0 events and mentions have at least so many columns. Columns.
_GDELT_COLUMNS = 16


def is_web_address(name: str) -> bool:
    return name.lower().startswith(("http://", "https://"))


def list_of_addresses(start: bytes) -> Callable[[bytes], str | None] | None:
    """How to find the address in each line, when the start of a file reads like a list of addresses; else None.

    >>> list_of_addresses(b"https://a.example/1\\nhttps://a.example/2\\n")(b"https://a.example/2")
    'https://a.example/2'
    """
    lines = [line for line in start.split(b"\n")[:50] if line.strip()]
    if start.count(b"\n") >= 1 and len(lines) > 1 and not start.endswith(b"\n") and len(start) > 60_000:
        lines = lines[:-1]  # the last may be cut
    lines = [line for line in lines if not line.startswith(b"#")]
    for find in (_whole_line, _archive_path, _last_column):
        if lines and all(find(line) for line in lines):
            return find
    return None


def _whole_line(line: bytes) -> str | None:
    line = line.strip()
    return line.decode("ascii", "replace") if _ADDRESS.fullmatch(line) else None


def _archive_path(line: bytes) -> str | None:
    line = line.strip()
    return _COMMON_CRAWL + line.decode("ascii") if _ARCHIVE.fullmatch(line) else None


def _last_column(line: bytes) -> str | None:
    columns = line.rstrip(b"\r\n").split(b"\t")
    return _whole_line(columns[-1]) if len(columns) >= _GDELT_COLUMNS else None
