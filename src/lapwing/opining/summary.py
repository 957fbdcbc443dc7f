"""Opinions of an article's readers, target by target."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from lapwing.records import CommentMark, Opinion, OpinionSummary


def summarise(opinions: Sequence[Opinion], marks: Sequence[CommentMark]) -> tuple[OpinionSummary, ...]:
    """What readers think of each target of each article: those of whom most speak first, then by name. Copies of a comment count as the one that
    they copy."""
    original = {(m.article_id, m.comment_id): m.copy_of or (m.article_id, m.comment_id) for m in marks}
    found: dict[tuple[str, str, str | None], dict[tuple[str, str], list[float]]] = {}
    for opinion in opinions:
        here = (opinion.article_id, opinion.comment_id)
        target = (opinion.article_id, opinion.target.name, opinion.target.country)
        found.setdefault(target, {}).setdefault(original.get(here, here), []).append(opinion.polarity)
    rows = [_row(*target, [fmean(said) for said in by_comment.values()]) for target, by_comment in found.items()]
    return tuple(sorted(rows, key=lambda r: (-r.n_comments, r.target, r.country or "")))


def _row(article_id: str, target: str, country: str | None, means: Sequence[float]) -> OpinionSummary:
    return OpinionSummary(
        article_id=article_id,
        target=target,
        country=country,
        n_comments=len(means),
        n_positive=sum(mean > 0 for mean in means),
        n_negative=sum(mean < 0 for mean in means),
        mean_polarity=round(fmean(means), 3),
    )
