"""Comments that say again what others do: the same text posted twice, by one reader or by many, or lightly edited."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from lapwing.records import Article, Comment, CommentMark

# Two readers who write fewer words than this alike ("Well said!") do not copy each other. Words.
_LEAST_WORDS = 5
# Near-copies: most of the shorter stands in the longer, which is not much longer, so that an answer that quotes what it answers is none; in
# texts of some length, since five words are soon shared. One word changed in twenty leaves 0.69. Shares, words.
_LEAST_CONTAINMENT, _LEAST_RATIO, _LEAST_NEAR_WORDS = 0.6, 0.7, 10
_WORD = re.compile(r"[^\W_]+")


def mark_comments(articles: Sequence[Article]) -> tuple[CommentMark, ...]:
    """A mark for every comment of one article or of many, in their order."""
    posted = [(article.id, comment) for article in articles for comment in article.comments]
    keys = [_plain(comment.text) for _, comment in posted]
    distinct = list(dict.fromkeys(keys))
    near = {key: n for n, members in enumerate(_near(distinct)) for key in members}
    members: dict[object, list[int]] = {}
    for i, (key, (_, comment)) in enumerate(zip(keys, posted, strict=True)):
        members.setdefault(_group(key, near[key], comment), []).append(i)
    marks: list[CommentMark | None] = [None] * len(posted)
    for places in members.values():
        first = places[0]
        for i in places:
            origin = None if i == first else (posted[first][0], posted[first][1].id)
            reason = "" if origin is None else "same_text" if keys[i] == keys[first] else "near_text"
            marks[i] = CommentMark(posted[i][0], posted[i][1].id, len(places), origin, reason)
    return tuple(mark for mark in marks if mark is not None)


def _group(key: str, near: int, comment: Comment) -> object:
    """What a comment shares with its copies: its text, and its author too when the text is short."""
    if len(key.split()) >= _LEAST_WORDS:
        return near
    return (key, comment.author) if comment.author else (key, comment.id, comment.order)


def _near(texts: Sequence[str]) -> list[list[str]]:
    """Texts in groups of near-copies, in the order of their first."""
    from lapwing.copies import copies, groups  # brings numpy, which a page without comments never needs

    long = [i for i, text in enumerate(texts) if len(text.split()) >= _LEAST_NEAR_WORDS]
    pairs = copies([texts[i] for i in long], least=_LEAST_CONTAINMENT) if len(long) > 1 else []
    same_size = [(long[a], long[b], share) for a, b, share in pairs if _is_same_size(texts[long[a]], texts[long[b]])]
    return [[texts[i] for i in group] for group in groups(len(texts), same_size)]


def _is_same_size(a: str, b: str) -> bool:
    shorter, longer = sorted((len(a.split()), len(b.split())))
    return shorter >= _LEAST_RATIO * longer


def _plain(text: str) -> str:
    """The words of a text in one case and form; the text itself when it has no words (a row of pictures)."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return " ".join(words) or text.strip()
