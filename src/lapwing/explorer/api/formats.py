"""Answers as JSON, CSV or a stream of Arrow, by what the caller accepts."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from lapwing.cells import csv_line, plain_value
from lapwing.explorer.api.problems import Problem

if TYPE_CHECKING:
    import duckdb

JSON, CSV, ARROW = "application/json", "text/csv", "application/vnd.apache.arrow.stream"
MEDIA_TYPES = {"json": JSON, "csv": CSV, "arrow": ARROW}
"""The formats by the names that `format=` takes."""


def media_type_of(accept: str, offered: Sequence[str]) -> str:
    """The media type that the caller likes best; of those liked the same the first offered. Raises Problem 406 when none is acceptable.

    >>> media_type_of("text/csv;q=0.5, */*;q=0.1", (JSON, CSV))
    'text/csv'
    """
    likings = [_liking(part) for part in (accept or "*/*").split(",") if part.strip()] or [("*/*", 1.0)]
    score_by_type = {kind: _score(kind, likings) for kind in offered}
    best = max(offered, key=lambda kind: score_by_type[kind])
    if score_by_type[best] <= 0:
        raise Problem(406, [f"None of the accepted formats can be given. There are: {', '.join(offered)}."])
    return best


def _liking(part: str) -> tuple[str, float]:
    kind, *parameters = (p.strip().lower() for p in part.split(";"))
    quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
    return kind, float(quality) if re.fullmatch(r"[01](\.[0-9]{0,3})?", quality) else 1.0


def _score(kind: str, likings: Sequence[tuple[str, float]]) -> float:
    """What the most exact of the ranges that hold a type says of it."""
    for pattern in (kind, kind.partition("/")[0] + "/*", "*/*"):
        found = [quality for liked, quality in likings if liked == pattern]
        if found:
            return max(found)
    return 0.0


def json_bytes(value: object) -> bytes:
    """One JSON value, as UTF-8."""
    return json.dumps(plain_value(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table with a header. Lists and structures are JSON."""
    return "".join(csv_line(row, end="\r\n") for row in (columns, *rows)).encode("utf-8")


def arrow_bytes(answer: duckdb.DuckDBPyRelation) -> bytes:
    """A stream of Arrow's inter-process format."""
    from nanoarrow import ipc

    from lapwing.store import Stream

    out = io.BytesIO()
    with ipc.StreamWriter.from_writable(out) as writer:
        writer.write_stream(Stream(answer))
    return out.getvalue()
