"""What bytes are, by content and never by suffix."""

from __future__ import annotations

import re

_MAGIC = (
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"\x7fELF", "a program"),
    (b"PAR1", "Parquet"),
    (b"SQLite format 3", "SQLite"),
    (b"RIFF", "a RIFF file"),
    (b"OggS", "Ogg"),
    (b"WARC/", "a WARC archive"),
)
_HTML = re.compile(rb"<(?:!doctype html|html|head|body|article|div|p|meta|title)\b", re.IGNORECASE)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)\b")
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27})

# Share of control bytes above which bytes are no text. UTF-16 has a BOM and is let through; a page damaged by a few
# NULs stays below, a font or an archive without a known signature lies above.
_MAX_CONTROL_SHARE = 0.05


def sniff(content: bytes) -> str:
    """'empty', 'html', 'text', or words for what else it is.

    >>> sniff(b"<!DOCTYPE html><p>Hello"), sniff(b"Hello"), sniff(b"%PDF-1.7")
    ('html', 'text', 'a PDF')
    """
    head = content[:4096]
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if not content.strip(b" \t\r\n\0\xef\xbb\xbf"):
        return "empty"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    if len(head.translate(None, _CONTROL)) < len(head) * (1 - _MAX_CONTROL_SHARE) and not _HTML.search(head):
        return "binary data"
    if _FEED.search(head):
        return "a feed"
    return "html" if _HTML.search(head) else "text"
