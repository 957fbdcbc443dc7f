"""Comments that a page declares as JSON-LD, for search engines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import html

# Comments nested deeper than this are not looked for. Levels.
_MAX_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Declared:
    """A comment of a JSON-LD block; `parent` is its position in the list, or None."""

    author: str | None
    text: str
    posted: str | None
    parent: int | None


def declared_comments(blocks: list[dict]) -> list[Declared]:
    """The comments of JSON-LD objects, in their order, answers after what they answer."""
    found: list[Declared] = []
    for block in blocks:
        for entry in _comments_of(block) if not _is_comment(block) else [block]:
            _add(entry, None, found, 0)
    return found


def _comments_of(block: Mapping) -> Iterator[Mapping]:
    value = block.get("comment") or block.get("comments")
    yield from (v for v in (value if isinstance(value, list) else [value]) if isinstance(v, Mapping))


def _is_comment(block: Mapping) -> bool:
    return str(block.get("@type")) in ("Comment", "UserComments")


def _add(entry: Mapping, parent: int | None, found: list[Declared], depth: int) -> None:
    text = entry.get("text") or entry.get("commentText") or entry.get("description")
    if not isinstance(text, str) or not text.strip() or depth > _MAX_DEPTH:
        return
    author = entry.get("author") or entry.get("creator")
    author = author[0] if isinstance(author, list) and author else author
    name = author.get("name") if isinstance(author, Mapping) else author
    posted = entry.get("dateCreated") or entry.get("datePublished") or entry.get("commentTime")
    found.append(
        Declared(
            " ".join(name.split()) if isinstance(name, str) and name.strip() else None,
            _plain(text),
            posted if isinstance(posted, str) else None,
            parent,
        )
    )
    here = len(found) - 1
    for answer in _comments_of(entry):
        _add(answer, here, found, depth + 1)


def _plain(text: str) -> str:
    if re.search(r"<\w|&\w+;|&#\d", text):
        text = html.fromstring(f"<div>{re.sub(r'<br */?>|</p>', chr(10), text)}</div>").text_content()
    return "\n".join(line for raw in text.split("\n") if (line := " ".join(raw.split())))
