"""What readers say, for the templates: their comments, and whom they praise and blame. Shown apart from what the article tells."""

from __future__ import annotations

from dataclasses import dataclass

from lapwing.records import CodedArticle, CommentMark


@dataclass(frozen=True, slots=True)
class CommentView:
    author: str
    posted: str
    text: str
    note: str


@dataclass(frozen=True, slots=True)
class Voice:
    """One opinion: the reader's words, and what they are read as."""

    author: str
    words: str
    is_positive: bool
    polarity: str
    why: str


@dataclass(frozen=True, slots=True)
class TargetView:
    """A target with the voices about it, and the sums in which copies count once."""

    name: str
    code: str
    n_comments: int
    n_positive: int
    n_negative: int
    mean: str
    voices: tuple[Voice, ...]


def comments_of(coded: CodedArticle) -> tuple[CommentView, ...]:
    """The comments, with a note on those that say again what another does."""
    marks = coded.comment_marks or [CommentMark(coded.article.id, c.id) for c in coded.article.comments]
    return tuple(
        CommentView(c.author or "unnamed", c.posted or "", c.text, _note(m))
        for c, m in zip(coded.article.comments, marks, strict=True)
    )


def _note(mark: CommentMark) -> str:
    if mark.copy_of is not None:
        return "says again what an earlier comment says"
    return f"posted {mark.n_copies} times" if mark.n_copies > 1 else ""


def targets_of(coded: CodedArticle) -> tuple[TargetView, ...]:
    """Whom readers judge, as in the summary, each with the clauses that do."""
    copied = {m.comment_id for m in coded.comment_marks if m.copy_of is not None}
    comments = {c.id: c for c in coded.article.comments}
    voices: dict[tuple[str, str | None], list[Voice]] = {}
    for opinion in coded.opinions:
        comment = comments[opinion.comment_id]
        if comment.id not in copied:
            cues = ", ".join(f"“{cue.of(comment.text)}”" for cue in opinion.cues)
            voice = Voice(
                author=comment.author or "unnamed",
                words=opinion.span.of(comment.text),
                is_positive=opinion.polarity > 0,
                polarity=f"{opinion.polarity:+.1f}",
                why=f"{opinion.match.reason}: {cues}",
            )
            voices.setdefault((opinion.target.name, opinion.target.country), []).append(voice)
    return tuple(
        TargetView(
            name=row.target,
            code=row.country or "",
            n_comments=row.n_comments,
            n_positive=row.n_positive,
            n_negative=row.n_negative,
            mean=f"{row.mean_polarity:+.2f}",
            voices=tuple(voices.get((row.target, row.country), ())),
        )
        for row in coded.opinion_summary
    )
