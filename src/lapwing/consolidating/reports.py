"""Coded articles -> what is compared of them: sources and reports."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from lapwing.consolidating.masks import mask_of
from lapwing.copies import band_keys
from lapwing.records import Actor, Article, CodedArticle, CodedEvent, Participant, Party, Report, Source, Span, Spot

# Periods and places with these reasons were not read in the event's own clause.
FROM_ELSEWHERE = frozenset(("lead", "scene"))
_NAME = re.compile(r"(?<![.!?“\"] )(?<!\n)(?<!^)\b[A-Z][\w’'-]{2,}")
_NO_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december "
    "afp reuters xinhua kyodo the president minister prime foreign defence defense interior government ministry mr mrs said spokesman spokeswoman associated press agency".split()
)
_WORD = re.compile(r"[^\W\d_]{3,}|\d+")
_STOP = frozenset(
    "the and for that with was were has have had from said says after which who its his her their they been are but not this will would could about into over more than also when "
    "where while during before between against under other some one two first last year years week month day days on at by in of to as it he she a an people told according "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december".split()
)
# Letters of a word that are compared: "bombing" and "bombed" are one.
_STEM = 5
_MOST_NAMES = 60


def source_of(coded: CodedArticle) -> Source:
    """What is kept of an article to find its copies and to compare what it tells."""
    article = coded.article
    return Source(
        article_id=article.id,
        told_on=coded.resolution.story_date.story_date,
        outlet=outlet_of(article),
        agency=article.agency,
        title=article.title,
        bands=band_keys(article.text),
        names=mask_of(names_in(article.text)),
        countries=countries_of(coded),
    )


def countries_of(coded: CodedArticle) -> tuple[str, ...]:
    """The countries of all actors and places that an article names, in order."""
    resolution = coded.resolution
    actors = {a.country for actors in resolution.actors_by_span.values() for a in actors}
    places = {p.country for p in resolution.place_by_span.values()}
    return tuple(sorted(c for c in actors | places if c))


def outlet_of(article: Article) -> str | None:
    """Who published: the host of the page's address, without "www."; None when it has none.

    >>> from lapwing.records import Article, SourceRef
    >>> outlet_of(Article("1", "", (), SourceRef("-"), url="https://www.example.org/a.html"))
    'example.org'
    """
    host = urlsplit(article.url).hostname if article.url else None
    return host.removeprefix("www.") if host else None


def names_in(text: str) -> frozenset[str]:
    """Words with a capital that do not open a sentence, folded: who and what the article is about.

    >>> sorted(names_in("Two envoys met in Lima. They spoke of Peru with Ana Ruiz."))
    ['ana', 'lima', 'peru', 'ruiz']
    """
    counts: dict[str, int] = {}
    for m in _NAME.finditer(text):
        word = m[0].casefold().removesuffix("’s").removesuffix("'s")
        if word not in _NO_NAMES:
            counts[word] = counts.get(word, 0) + 1
    most = sorted(counts, key=lambda w: (-counts[w], w))[:_MOST_NAMES]
    return frozenset(most)


def report_words(sentence: str) -> frozenset[str]:
    """The stems of a sentence's content words and its numbers.

    >>> sorted(report_words("The bombing killed 12 soldiers in Kunduz on Sunday."))
    ['12', 'bombi', 'kille', 'kundu', 'soldi']
    """
    return frozenset(w[:_STEM] for w in _WORD.findall(sentence.casefold()) if w not in _STOP)


def reports_of(coded: CodedArticle) -> tuple[Report, ...]:
    """A report for each coded event of an article."""
    setting = countries_of(coded)
    return tuple(_report(coded, event, setting) for event in coded.events)


def _report(coded: CodedArticle, event: CodedEvent, setting: tuple[str, ...]) -> Report:
    text, period, place = coded.article.text, event.period, event.place
    sentence: Span = coded.annotation.sentence_of(event.trigger) or event.trigger
    return Report(
        id=event.id,
        article_id=event.article_id,
        type=event.type,
        mode=event.modes[0] if event.modes else None,
        realis=event.realis,
        told_on=coded.resolution.story_date.story_date,
        first_day=period.first_day if period else None,
        last_day=period.last_day if period else None,
        is_day_read=period is not None and period.match.reason not in FROM_ELSEWHERE,
        actors=_parties(event.actors),
        recipients=_parties(event.recipients),
        spot=None
        if place is None
        else Spot(
            place.name,
            place.country,
            place.latitude,
            place.longitude,
            place.level,
            place.match.reason not in FROM_ELSEWHERE,
        ),
        dead=event.dead,
        injured=event.injured,
        trigger=event.trigger.of(text),
        words=mask_of(report_words(sentence.of(text))),
        score=event.score,
        contexts=event.contexts,
        setting=setting,
    )


def _parties(participants: Iterable[Participant]) -> tuple[Party, ...]:
    return tuple(_party(p.actor) for p in participants)


def _party(actor: Actor) -> Party:
    return Party(actor.person or actor.name, actor.country, actor.sector)
