"""Resolving: Annotation -> Resolution. Who, where and when the mentions stand for."""

from __future__ import annotations

import re

from lapwing.records import Annotation, Article, MentionKind, Period, Resolution, Span, StoryDate
from lapwing.resolving.actors import Setting, resolve_actors, scene_of
from lapwing.resolving.gazetteer import load_gazetteer
from lapwing.resolving.offices import surname_surfaces
from lapwing.resolving.places import (
    dateline_place,
    is_located,
    main_country,
    place_candidates,
    place_finder,
    resolve_places,
)
from lapwing.resolving.storydate import FUTURE, solve_story_date, tense_of
from lapwing.resolving.tables import Alias, Spot, Tables, load_tables
from lapwing.resolving.targets import find_targets, people_of
from lapwing.resolving.times import named_date_before, resolve_period
from lapwing.settings import Settings

# A text of fewer sentences is too short to say, by counting names, whose president "the president" is.
_HOME_SENTENCES = 3

__all__ = [
    "Tables",
    "find_targets",
    "is_city",
    "known_surfaces",
    "load_tables",
    "named_countries",
    "people_of",
    "place_candidates",
    "place_finder",
    "resolve",
    "resolve_period",
]


def known_surfaces(tables: Tables) -> dict[str, frozenset[str]]:
    """Every surface and its kinds, for an annotator to look for: what the tables name, and surnames that everybody knows."""
    return {**surname_surfaces(), **tables.surfaces()}


def is_city(name: str) -> bool:
    """Whether there is a city of a name, of 5,000 inhabitants or more."""
    return bool(load_gazetteer().find(name))


def resolve(article: Article, annotation: Annotation, tables: Tables, settings: Settings) -> Resolution:
    """Story date first, since times are seen from it; places before actors, since the scene helps to place them."""
    story_date = solve_story_date(article, annotation, settings)
    periods = _periods(article, annotation, story_date)
    places = resolve_places(article, annotation, tables)
    dateline = dateline_place(article, tables)
    if dateline is not None:
        places = {dateline[0]: dateline[1], **places}
    located = {span: place.country for span, place in places.items() if is_located(article.text, span)}
    scene = dateline[0] if dateline else scene_of(located, annotation.sentences, article.text)
    told_from = places[scene].country if scene else None
    about = main_country(article, annotation, tables)
    # Bare "police" are those of the country that the story is about. When its dateline lies elsewhere, or it is about no
    # country in particular and plays nowhere that we know, theirs stays open.
    playing_in = about if about and told_from in (about, None) else told_from if about is None else None
    home = playing_in if len(annotation.sentences) >= _HOME_SENTENCES and about else None
    setting = Setting(playing_in, home, story_date.story_date, named_countries(article, annotation, tables))
    actors = resolve_actors(article, annotation, tables, setting, settings)
    lead_time = next((s for s in periods if _is_in_lead(s, annotation) and periods[s].precision == "day"), None)
    return Resolution(story_date, actors, places, periods, scene, lead_time)


def named_countries(article: Article, annotation: Annotation, tables: Tables) -> frozenset[str]:
    """The countries that the article names, in whatever form."""
    words = (m.span.of(article.text) for m in annotation.mentions if m.kind is not MentionKind.TIME)
    return frozenset(
        f.entry.iso3 for w in words for f in tables.find(w) if isinstance(f.entry, Alias | Spot) and f.entry.iso3
    )


def _periods(article: Article, annotation: Annotation, story_date: StoryDate) -> dict[Span, Period]:
    seen_from = story_date.story_date
    if seen_from is None:
        return {}
    out = {}
    spans = [m.span for m in annotation.mentions if m.kind is MentionKind.TIME]
    for mention in annotation.mentions:
        if mention.kind is MentionKind.TIME:
            sentence = annotation.sentence_of(mention.span)
            tense = (
                FUTURE
                if _is_due(article.text, sentence, mention.span)
                else tense_of(article.text, sentence, mention.span)
            )
            here = [span for span in spans if sentence.covers(span)]
            near = named_date_before(article.text, mention.span.start, here, seen_from)
            period = resolve_period(mention.span.of(article.text), seen_from, tense, near=near)
            if period is not None:
                out[mention.span] = period
    return out


# "pledged to rebuild the camp by July": what is promised is due in the days ahead.
_PROMISE = re.compile(
    r"\b(?:pledg|vow|promis|agree[ds]? to|committ|swor|undert[ao]|offer|decided to|plans? to|target|goal|deadline)\w*[^.;]*$"
)
_DUE = re.compile(r"(?:by|before|until|within|no later than)\s+(?:the\s+)?$")


def _is_due(text: str, sentence: Span | None, phrase: Span) -> bool:
    """Whether a time phrase is the deadline of a promise."""
    before = text[sentence.start if sentence else max(0, phrase.start - 80) : phrase.start]
    is_bound = _DUE.search(before) or re.match(r"(?:by|before|until|within|no later than)\b", phrase.of(text))
    return bool(is_bound) and _PROMISE.search(before) is not None


def _is_in_lead(span: Span, annotation: Annotation) -> bool:
    return bool(annotation.sentences) and annotation.sentences[0].covers(span)
