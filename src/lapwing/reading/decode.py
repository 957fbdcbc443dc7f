"""Bytes -> text, and what had to be done for it."""

from __future__ import annotations

import re

_DECLARED = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?([\w-]{2,20})""", re.IGNORECASE)
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_REPAIRS = {"\r\n": "\n", "\r": "\n", "\0": "", "\ufeff": "", "\u00ad": "", "\u00a0": " ", "\u2028": "\n", "\u2029": "\n"}


def decode(content: bytes, *, is_html: bool) -> tuple[str, tuple[str, ...]]:
    """The text and the warnings. Order: byte order mark, strict UTF-8, declared charset, cp1252.

    NULs, byte order marks and soft hyphens are dropped, no-break spaces become spaces, line ends become `\\n`.
    """
    text, warnings = _to_str(content, is_html=is_html)
    if "\0" in text:
        warnings += ("NUL characters dropped",)
    for mark, repair in _REPAIRS.items():
        if mark in text:
            text = text.replace(mark, repair)
    return text, warnings


def _to_str(content: bytes, *, is_html: bool) -> tuple[str, tuple[str, ...]]:
    for bom, charset in _BOMS:
        if content.startswith(bom):
            return content[len(bom) :].decode(charset, "replace"), ()
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(content[:4096]) if is_html else None
    if declared:
        charset = declared[1].decode("ascii").lower()
        try:
            return content.decode(charset), (f"decoded as declared: {charset}",)
        except (LookupError, UnicodeDecodeError):
            pass
    return content.decode("cp1252", "replace"), ("not UTF-8: decoded as cp1252",)
