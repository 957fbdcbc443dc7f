"""The body of POST /code -> what is to be coded."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request

from lapwing.explorer.api.problems import Problem

# The longest of 181 news pages measured had 60,000 characters of text. Characters; bytes of the whole request, where a character may be written in six or twelve.
LONGEST_TEXT, LONGEST_TITLE = 100_000, 1_000
MOST_BYTES = 1_500_000

SCHEMA = {
    "type": "object",
    "required": ["text"],
    "additionalProperties": False,
    "properties": {
        "text": {"type": "string", "maxLength": LONGEST_TEXT, "description": "The page: plain text or HTML."},
        "title": {"type": ["string", "null"], "maxLength": LONGEST_TITLE},
        "published_on": {"type": ["string", "null"], "format": "date", "description": "Over what the page claims."},
    },
}
"""The body as JSON Schema."""


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    title: str | None = None
    published_on: date | None = None


async def read_text(request: Request) -> Text:
    """The text of a request. Raises Problem: 415 and 413 for what is no JSON or too large, 400 for what cannot be read, 422 with everything that is wrong in it."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Problem(415, ["The body must be application/json."], headers={"Accept-Post": "application/json"})
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > MOST_BYTES:
            raise Problem(413, [f"The body is larger than {MOST_BYTES:,} bytes. Use `lapwing code` for larger pages."])
    try:
        body = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as fault:
        raise Problem(400, ["The body is no JSON in UTF-8."]) from fault
    faults = _faults(body)
    if faults:
        raise Problem(422, faults)
    day = body.get("published_on")
    return Text(body["text"], body.get("title"), date.fromisoformat(day) if day is not None else None)


def _faults(body: object) -> list[str]:
    if not isinstance(body, dict):
        return ["the body is no object with a text"]
    faults = [f"unknown: {name[:80]!a}. Known: {', '.join(SCHEMA['properties'])}" for name in body if name not in SCHEMA["properties"]]  # fmt: skip
    if body.get("text") is None:
        faults.append("text is missing")
    for name, longest in (("text", LONGEST_TEXT), ("title", LONGEST_TITLE)):
        value = body.get(name)
        if value is not None and not isinstance(value, str):
            faults.append(f"{name} is no string")
        elif value is not None and len(value) > longest:
            faults.append(f"{name} has {len(value):,} characters; the limit is {longest:,}")
        elif value is not None and any("\ud800" <= c <= "\udfff" for c in value):
            faults.append(f"{name} holds half a character (a lone surrogate)")
    day = body.get("published_on")
    if day is not None and not _is_day(day):
        faults.append("published_on is no day, such as 2024-05-31")
    return faults


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and len(value) == 10 and date.fromisoformat(value) is not None
    except ValueError:
        return False
