"""Values as text that other programs can read without harm: lines of JSON, cells of spreadsheets, fields of tab-separated files."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

# Control characters that JSON lets through and a terminal may obey: C1, and those that turn the writing direction.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
# What ends or moves a line for some reader: control characters, line and paragraph separators, the marks that turn the writing direction.
_BREAKING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_SPECIAL = re.compile('[",\r\n]')
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def json_line(value: object) -> str:
    """One line of JSON, the same bytes for the same value."""
    line = json.dumps(value, ensure_ascii=False, separators=(", ", ": ")) + "\n"
    return _UNSAFE.sub(lambda m: f"\\u{ord(m[0]):04x}", line)


def plain_value(value: Any) -> Any:
    """A value that JSON has: days as ISO 8601, decimals as numbers, what is no number as null.

    >>> from datetime import date
    >>> plain_value({"day": date(2024, 6, 2), "share": float("nan")})
    {'day': '2024-06-02', 'share': None}
    """
    kind = type(value)
    if value is None or kind in _PLAIN:
        return value
    if isinstance(value, dict | Mapping):
        return {str(k): plain_value(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain_value(v) for v in value]
    if isinstance(value, Decimal):
        value = float(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if isinstance(value, int | str) else str(value)


_PLAIN = frozenset((str, int, bool))


def csv_line(values: Iterable[Any], *, raw: bool = False, end: str = "\n") -> str:
    r"""One row of a CSV file (RFC 4180, which ends lines with "\r\n"). A spreadsheet runs cells that begin like formulas: text that does gets an apostrophe before it,
    unless `raw`. Numbers stay numbers, truth is written true or false, lists and structs become JSON, null becomes nothing.

    >>> csv_line(["=1+1", -3.5, ["a", "b"], None]).strip()
    '\'=1+1,-3.5,"[""a"", ""b""]",'
    """
    cells = [_quoted(_cell(v, raw)) for v in values]
    return (",".join(cells) if cells != [""] else '""') + end


def _cell(value: Any, raw: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple | dict | Mapping):
        value = json_line(plain_value(value))[:-1]
    if not isinstance(value, str):
        return str(value).lower() if isinstance(value, bool) else str(value)
    value = value.replace("\0", "\ufffd")  # many readers end a cell, or the file, at a NUL
    return "'" + value if value.startswith(_FORMULA) and not raw else value


def _quoted(text: str) -> str:
    """Quotes around what needs them. Python's own writer leaves a lone carriage return bare, at which readers break the row."""
    return '"' + text.replace('"', '""') + '"' if _SPECIAL.search(text) else text


def field(value: Any) -> str:
    """A value for a tab-separated file without quoting. No reader breaks a row at it: whatever ends or moves a line becomes a blank, and a double quote, with
    which some readers open a quoted field, becomes a single one.

    >>> field("the so-called \\"truce\\"\\tof\\nMay"), field(None), field(36.70)
    ("the so-called 'truce' of May", '', '36.7')
    """
    return "" if value is None else _BREAKING.sub(" ", str(value)).replace('"', "'").strip()
