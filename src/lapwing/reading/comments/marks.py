"""Marks: what class, id and itemprop of an element say, as words; and the word lists of `data/comments.toml`."""

from __future__ import annotations

import itertools
import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from lxml.html import HtmlElement

_PIECES = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+")
# Classes that say how text looks, of Tailwind and Bootstrap: "text-sm", "md:text-center".
_LOOKS = re.compile(r"(?<!\S)(?:[\w-]+:)*text-\S+")
MARKED = ("class", "id", "itemprop", "property", "rel", "aria-label", "data-testid", "data-qa", "data-spot-im-class")


@dataclass(frozen=True, slots=True)
class Platform:
    """A comment platform: a mark without which a page has none of its comments, and where
    they and their words stand, as XPath."""

    name: str
    mark: str
    item: str
    text: str


@dataclass(frozen=True, slots=True)
class Lists:
    """The word lists, the phrases as patterns, and the platforms."""

    words: dict[str, frozenset[str]]
    ui: re.Pattern[str]
    removed: re.Pattern[str]
    by: re.Pattern[str]
    by_alone: re.Pattern[str]
    says: re.Pattern[str]
    scripts: tuple[str, ...]
    platforms: tuple[Platform, ...]
    # One look at the raw mark, before it is cut into words.
    any_comment: re.Pattern[str]


@lru_cache(maxsize=1 << 16)
def tells_of_comments(mark: str) -> bool:
    """Whether a mark holds a word for comments, in whatever company."""
    return lists().any_comment.search(mark) is not None


@cache
def lists() -> Lists:
    """What `data/comments.toml` holds, read once."""
    data = tomllib.loads((files("lapwing.reading") / "data" / "comments.toml").read_text("utf-8"))
    phrases = {name: pattern.replace("\n", "") for name, pattern in data["phrases"].items()}
    words = {name: frozenset(value) for name, value in data.items() if isinstance(value, list) and name != "platform"}
    when = phrases["when"]
    then = rf"(?:\s*[,|·•]|\s+[–—-]\s|\s+{when}(?=\W))"
    return Lists(
        words,
        ui=re.compile(rf"(?:{phrases['ui']})\W*", re.IGNORECASE),
        removed=re.compile(phrases["removed"], re.IGNORECASE),
        by=re.compile(rf"{phrases['by']}\s*(?:{then}.*|$)", re.IGNORECASE),
        by_alone=re.compile(phrases["by"].removesuffix("\\s+(.{1,60}?)") + r"\s*:?", re.IGNORECASE),
        says=re.compile(rf"(.{{1,60}}?)(?:\s+{phrases['says']}\b.*|{then}.*?\b{phrases['says']}:?)$", re.IGNORECASE),
        scripts=tuple(data["by_script"]["marks"]),
        platforms=tuple(Platform(**row) for row in data["platform"]),
        any_comment=re.compile("|".join(sorted(words["comment"] | words["region"])), re.IGNORECASE),
    )


@lru_cache(maxsize=1 << 16)
def _split(mark: str) -> frozenset[str]:
    pieces = [piece.lower() for piece in _PIECES.findall(_LOOKS.sub(" ", mark))]
    return frozenset([*pieces, *("".join(pair) for pair in itertools.pairwise(pieces))])


def mark_of(node: HtmlElement) -> str:
    """Class, id and what else a page writes onto an element to name it, in one string."""
    return " ".join(value for name in MARKED if (value := node.get(name)))


def words_of(node: HtmlElement) -> frozenset[str]:
    """The words of an element's marks, and each pair of neighbours joined.

    >>> from lxml.html import fromstring
    >>> sorted(words_of(fromstring('<p class="mtbCommentText user-name">x</p>')))
    ['comment', 'commenttext', 'mtb', 'mtbcomment', 'name', 'text', 'textuser', 'user', 'username']
    """
    mark = mark_of(node)
    return _split(mark) if mark else frozenset()


def has(node: HtmlElement, *names: str) -> bool:
    """Whether a mark holds a word of one of the lists."""
    words = words_of(node)
    return bool(words) and any(not words.isdisjoint(lists().words[name]) for name in names)
