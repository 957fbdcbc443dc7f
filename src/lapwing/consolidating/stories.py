"""Stories: articles of a few days about the same happenings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from lapwing.consolidating.masks import overlap
from lapwing.records import Source, Story, digest

# A story is followed for about a week; what comes later is told as a new one. Without a bound, a war is one story. Days from its first article to its last.
MAX_SPAN_DAYS = 7
# Of the smaller set of names, this share stands in the other article: both speak of the same people and places. Without it, two reports of one event in
# passing would join what has nothing else in common. Share.
LEAST_NAMES = 0.3


def find_stories(sources: Iterable[Source], articles_of: Mapping[str, Sequence[str]]) -> tuple[Story, ...]:
    """Articles joined by events that they tell in common, nearest days first, in the order of ids. An article that shares none is no story. `articles_of`
    has the articles of each event, by its id."""
    by_id = {s.article_id: s for s in sources}
    story_of = {i: i for i in by_id}
    members = {i: [i] for i in by_id}
    for _, a, b in sorted(set(_edges(by_id, articles_of))):
        one, other = sorted((story_of[a], story_of[b]))
        if one == other or not _fits([by_id[i] for i in (*members[one], *members[other])]):
            continue
        for i in members[other]:
            story_of[i] = one
        members[one] += members.pop(other)
    told: dict[str, list[str]] = {}
    for event in sorted(articles_of):
        for i in articles_of[event]:
            told.setdefault(i, []).append(event)
    stories = [_story([by_id[i] for i in some], told) for some in members.values() if len(some) > 1]
    return tuple(sorted(stories, key=lambda s: s.id))


def _edges(by_id: Mapping[str, Source], articles_of: Mapping[str, Sequence[str]]) -> Iterable[tuple[int, str, str]]:
    """Pairs of articles that tell an event in common, with the days between them. Each article is joined to the next ones in time: that
    is enough to connect them."""
    for articles in articles_of.values():
        some = sorted((by_id[i] for i in articles if i in by_id), key=_order)
        for k, later in enumerate(some):
            for earlier in some[max(0, k - 5) : k]:
                days = _days_between(earlier, later)
                if days is not None and days <= MAX_SPAN_DAYS and overlap(earlier.names, later.names) >= LEAST_NAMES:
                    yield (days, *sorted((earlier.article_id, later.article_id)))


def _order(source: Source) -> tuple[date, str]:
    return source.told_on or date.min, source.article_id


def _days_between(a: Source, b: Source) -> int | None:
    if a.told_on is None or b.told_on is None:
        return 0 if a.told_on is b.told_on else None
    return abs((a.told_on - b.told_on).days)


def _fits(articles: list[Source]) -> bool:
    days = [s.told_on for s in articles if s.told_on is not None]
    return not days or (max(days) - min(days)).days <= MAX_SPAN_DAYS


def _story(articles: list[Source], told: dict[str, list[str]]) -> Story:
    ordered = sorted(articles, key=_order)
    days = [s.told_on for s in ordered if s.told_on is not None]
    return Story(
        id=digest("story", ordered[0].article_id),
        title=next((s.title for s in ordered if s.title), None),
        article_ids=tuple(s.article_id for s in ordered),
        event_ids=tuple(sorted({e for s in ordered for e in told.get(s.article_id, ())})),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
    )
