"""Bytes -> text, and what had to be done for it."""

from __future__ import annotations

import codecs
import re

_DECLARED = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?([\w-]{2,20})""", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Line ends become "\n", no-break spaces spaces; NULs, byte order marks and soft hyphens go.
_REPAIRS = {
    "\r\n": "\n",
    "\r": "\n",
    "\0": "",
    "\ufeff": "",
    "\u00ad": "",
    "\u00a0": " ",
    "\u2028": "\n",
    "\u2029": "\n",
}
# Bytes of characters that no text has and no tree can hold. They mean the same in every charset that is a superset of ASCII.
_CONTROL = bytes([*range(9), 11, 12, *range(14, 32), 127])
# Letters and signs of Western European text in cp1252. A text whose other characters are all of these is cp1252, whatever a
# detector says: it is often taken for a neighbour (cp1250, Mac Roman) that differs in a few letters.
_WESTERN = frozenset("äöüßÄÖÜéèêëàâçîïôûùÉÈÀÇñáíóúÑÁÍÓÚ¿¡åæøÅÆØãõÃÕìòœŒ€£§°«»‘’“”„–—…•©®´·ºª½¼²³ \u00a0\u00ad")
# A detector sees so much of a page. Bytes.
_SAMPLE_BYTES = 30_000


def decode(content: bytes, *, is_html: bool, charset: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text and the warnings. Order: byte order mark, strict UTF-8, the charset that the page or its server (`charset`)
    declares, UTF-8 with a few bad bytes, a detector, cp1252.

    NULs, byte order marks and soft hyphens are dropped, no-break spaces become spaces, line ends become `\\n`.

    >>> decode("Außenminister".encode("cp1252"), is_html=False)
    ('Außenminister', ('not UTF-8: decoded as cp1252',))
    """
    content = content.removeprefix(codecs.BOM_UTF8)
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            text = content[len(bom) :].decode(encoding, "replace")
            return _repaired(text.translate(dict.fromkeys(_CONTROL))), ()
    repairs = ("NUL characters dropped",) if b"\0" in content else ()
    content = content.translate(None, _CONTROL)
    warnings: tuple[str, ...] = ()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text, warnings = _other(content, is_html=is_html, charset=charset)
    return _repaired(text), warnings + repairs


def _repaired(text: str) -> str:
    is_ascii = text.isascii()
    for mark, repair in _REPAIRS.items():
        if (mark < "\x7f" or not is_ascii) and mark in text:
            text = text.replace(mark, repair)
    return text


def _other(content: bytes, *, is_html: bool, charset: str | None) -> tuple[str, tuple[str, ...]]:
    in_page = _DECLARED.search(content[:4096]) if is_html else None
    for declared in (in_page and in_page[1].decode("ascii"), charset):
        if declared and (text := _decoded(content, declared)) is not None:
            return text, (f"decoded as declared: {declared.lower()}",)
    damaged = content.decode("utf-8", "replace")
    n_bad = damaged.count("\ufffd")
    n_good = len(content) - len(damaged) - n_bad
    if n_good > 5 * n_bad:
        return damaged, (f"UTF-8 with {n_bad} bad bytes",)
    western = content.decode("cp1252", "replace")
    if all(c in _WESTERN for c in set(western) if not c.isascii()):
        return western, ("not UTF-8: decoded as cp1252",)
    detected = _detected(content)
    if detected and (text := _decoded(content, detected)) is not None:
        return text, (f"not UTF-8: decoded as {detected}, by its letters",)
    return western, ("not UTF-8: decoded as cp1252",)


def _decoded(content: bytes, charset: str) -> str | None:
    """The text, or None when the charset is unknown, no text encoding, or does not fit."""
    try:
        if not codecs.lookup(charset)._is_text_encoding:
            return None
        return content.decode(charset)
    except (LookupError, UnicodeError):
        return None


def _detected(content: bytes) -> str | None:
    from charset_normalizer import from_bytes  # only for the one page in many that needs it

    best = from_bytes(content[:_SAMPLE_BYTES]).best()
    return best.encoding if best is not None else None
