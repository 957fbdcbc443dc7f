"""Opining: comments and the names in them -> opinions. What readers think of whom: attributed to them, and never part of the article.

Nothing of the article's text comes in, and no event, statement, date, actor or place goes out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lapwing.errors import BrokenData
from lapwing.opining.clauses import Clause, clauses_of
from lapwing.opining.judging import Judgement, compare, judge
from lapwing.opining.repeats import mark_comments
from lapwing.opining.summary import summarise
from lapwing.records import Comment, Match, Opinion, Span, Target, digest

__all__ = ["check_opinions", "code_opinions", "is_scored", "mark_comments", "summarise"]

# What is read of one comment. Longer ones are essays or floods. Characters.
_MOST_CHARS = 10_000
# Below this a word that praises and a word that blames stand against each other, and nothing is told.
_LEAST = 0.1
_SARCASM = (
    "/s",
    "🙄",
    "lol",
    "lmao",
    "😂",
    "🤣",
    "yeah right",
    "oh great",
    "how nice of",
    "what could go wrong",
    "/sarcasm",
    "sure,",
)


def is_scored(comment: Comment) -> bool:
    """Whether a comment is read for opinions: it is English, or too short to tell. Others are kept and not scored."""
    return comment.language in ("en", None)


def code_opinions(article_id: str, comments: Sequence[tuple[Comment, Sequence[Target]]]) -> tuple[Opinion, ...]:
    """The opinions in comments, each given with the names in its text, in the order of the comments and of their words. One for each target of
    each clause that judges it."""
    out: list[Opinion] = []
    for comment, targets in comments:
        if targets and is_scored(comment):
            found = list(_opinions(article_id, comment, targets))
            check_opinions(comment, found)
            out += found
    return tuple(out)


def check_opinions(comment: Comment, opinions: Sequence[Opinion]) -> None:
    """Raise BrokenData if an opinion belongs to another comment, or a span of it is empty or lies outside the comment's own text."""
    for opinion in opinions:
        spans = (opinion.span, opinion.target_span, *opinion.cues)
        is_inside = all(0 <= span.start < span.end <= len(comment.text) for span in spans)
        if opinion.comment_id != comment.id or not is_inside:
            raise BrokenData(f"opinion {opinion.id} points at {spans}, outside comment {comment.id}.")


def _opinions(article_id: str, comment: Comment, targets: Sequence[Target]) -> Iterator[Opinion]:
    text = comment.text[:_MOST_CHARS]
    inside = [t for t in targets if t.span.end <= len(text)]
    low = text.lower()
    is_sarcastic = any(sign in low for sign in _SARCASM)
    for clause in clauses_of(text, inside):
        by_name: dict[str, list[Judgement]] = {}
        for judgement in [*judge(clause), *compare(clause)]:
            by_name.setdefault(clause.tokens[judgement.target].target.actor.name, []).append(judgement)
        for judgements in by_name.values():
            opinion = _opinion(article_id, comment, clause, judgements)
            # Praise in a comment that jokes is as likely blame.
            if abs(opinion.polarity) >= _LEAST and not (is_sarcastic and opinion.polarity > 0):
                yield opinion


def _opinion(article_id: str, comment: Comment, clause: Clause, judgements: Sequence[Judgement]) -> Opinion:
    target = clause.tokens[judgements[0].target].target
    polarity = round(sum(j.polarity for j in judgements) / len(judgements), 3)
    is_mixed = len({j.polarity > 0 for j in judgements}) > 1
    score = round(max(j.score for j in judgements) * (0.5 if is_mixed else 1.0), 2)
    cues = tuple(sorted({clause.tokens[j.cue].span for j in judgements}))
    return Opinion(
        id=digest(article_id, comment.id, "opinion", str(target.span.start), str(clause.span.start)),
        article_id=article_id,
        comment_id=comment.id,
        span=_around(clause, target.span, cues),
        target=target.actor,
        target_span=target.span,
        cues=cues,
        polarity=polarity,
        match=Match(score, judgements[0].reason, "praise and blame" if is_mixed else ""),
    )


def _around(clause: Clause, target: Span, cues: Sequence[Span]) -> Span:
    """The clause, which holds the target and the cues."""
    spans = (clause.span, target, *cues)
    return Span(min(s.start for s in spans), max(s.end for s in spans))
