"""Sentences -> notices: warnings and announced hazards to shipping, aircraft and people, with areas, coordinates and the days they hold for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lapwing.records import (
    Annotation,
    Article,
    Match,
    MentionKind,
    Notice,
    Participant,
    Period,
    Resolution,
    Span,
    digest,
)

# Hazards by the words that tell them, the first that is found.
_HAZARDS = (
    (
        "falling debris",
        r"(?:rocket|missile|satellite|debris|wreckage|stage|booster|projectile)s?\b[^.;]{0,60}?\b(?:fall|land|drop|splash|come down|crash)\w*|(?:fall|landing)(?:ing)? of (?:debris|rocket|a rocket)|falling debris",
    ),
    (
        "rocket launch",
        r"(?:rocket|satellite|missile|space)(?:[- ]\w+)? (?:launch|test|firing)\w*|launch(?:ing)? (?:of )?(?:a |an |its |another )?(?:rocket|satellite|missile)s?",
    ),
    (
        "live fire",
        r"live[- ]fire|gunnery|firing (?:exercise|practice|range)|military (?:drill|exercise|manoeuvre|maneuver)s?|shelling",
    ),
    ("mines", r"\b(?:sea |naval |drifting |land)?mines?\b"),
    ("closed airspace", r"(?:close|closure|closing|shut)\w*[^.;]{0,30}\bair ?space|no-fly"),
    ("storm", r"typhoon|hurricane|cyclone|storms?|tornado\w*|gales?|high winds"),
    ("flood", r"floods?|flooding|high water|tidal wave|storm surge"),
    ("tsunami", r"tsunamis?"),
    ("eruption", r"eruptions?|volcan\w+|ash cloud"),
    ("earthquake", r"earthquakes?|aftershocks?|tremors?"),
    ("fire", r"wild ?fires?|bush ?fires?|forest fires?"),
    ("landslide", r"landslides?|mudslides?|avalanches?"),
    ("heat", r"heat ?waves?|extreme heat|drought"),
    ("ice", r"icebergs?|black ice|blizzards?|snowstorms?"),
    ("disease", r"outbreaks?|cholera|ebola|epidemic|avian flu|bird flu"),
    ("pollution", r"oil (?:slick|spill)|contaminat\w+|toxic|chemical (?:leak|spill)|radiation"),
    (
        "attack",
        r"(?:terror(?:ist)?|militant|bomb|pirate|missile|rocket|drone) (?:attack|strike|raid)s?|piracy|kidnap\w*",
    ),
)
_HAZARD = [(slug, re.compile(rf"\b(?:{pattern})", re.IGNORECASE)) for slug, pattern in _HAZARDS]
_CUE = re.compile(
    r"\b(?:notif(?:y|ied|ies|ying)|(?:navigational|navigation|maritime|travel|weather|tsunami|flood|storm|evacuation|safety|aviation|heat|red|orange) (?:warning|alert|advisory|notice)s?"
    r"|(?:issued|issues|issuing|broadcast|sent|published|posted) (?:an? |the )?(?:\w+ ){0,2}(?:warning|alert|notice|advisory|bulletin)s?"
    r"|notices? to (?:mariners|airmen|shipping|aviation)|NOTAM|warn(?:ed|s|ing) (?:ships|shipping|vessels|mariners|sailors|fishermen|fishing boats|pilots|airlines|aircraft|residents|villagers|people|citizens|travellers|motorists|tourists|nationals)"
    r"|(?:told|advised|urged|ordered|asked) (?:ships|vessels|airlines|aircraft|pilots|fishermen|mariners|residents|villagers|people) (?:to (?:stay|keep|steer|avoid|leave|move|evacuate|remain|seek)|not to|against)"
    r"|(?:declared|designated) (?:\w+ ){0,3}(?:danger|exclusion|hazard|closed) (?:zone|area)s?)"
)
_AREAS = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:\w+ ){0,2}?(?:areas?|zones?|sectors?|stretches|patches|boxes)\b",
    re.IGNORECASE,
)
_NUMBERS = {w: n for n, w in enumerate("two three four five six seven eight nine ten".split(), 2)}
_DEGREE_MINUTE = re.compile(
    r"(\d{1,2})[ °º-](\d{1,2}(?:\.\d+)?)?['’′]?\s?(?:\d{1,2}[\"”″])?\s?([NS])[ ,/]+(?:and )?(\d{1,3})[ °º-](\d{1,2}(?:\.\d+)?)?['’′]?\s?(?:\d{1,2}[\"”″])?\s?([EW])\b"
)
_DECIMAL = re.compile(
    r"(\d{1,2}\.\d+)°?\s?(?:degrees )?(N|S|north|south)(?: latitude)?[ ,/]+(?:and )?(\d{1,3}\.\d+)°?\s?(?:degrees )?(E|W|east|west)\b",
    re.IGNORECASE,
)


def code_notices(article: Article, annotation: Annotation, resolution: Resolution) -> tuple[Notice, ...]:
    """The notices of an article, in the order of the text: a sentence that warns, or passes a warning on, and names a hazard."""
    return tuple(_notices(article, annotation, resolution))


def _notices(article: Article, annotation: Annotation, resolution: Resolution) -> Iterator[Notice]:
    text = article.text
    for n, sentence in enumerate(annotation.sentences):
        cue = _CUE.search(text, sentence.start, sentence.end)
        if cue is None:
            continue
        found = next(
            ((slug, m) for slug, pattern in _HAZARD if (m := pattern.search(text, sentence.start, sentence.end))), None
        )
        if found is None:
            continue
        following = annotation.sentences[n + 1] if n + 1 < len(annotation.sentences) else None
        around = Span(
            sentence.start, following.end if following and following.start - sentence.end < 3 else sentence.end
        )
        areas = _AREAS.search(text, sentence.start, sentence.end)
        points = tuple(find_points(around.of(text)))
        yield Notice(
            id=digest(article.id, "notice", str(sentence.start)),
            article_id=article.id,
            span=sentence,
            cue=Span(*cue.span()),
            issuer=_party(annotation, resolution, sentence, before=cue.start()),
            recipient=_party(annotation, resolution, sentence, after=cue.end()),
            hazard=found[0],
            hazard_span=Span(*found[1].span()),
            n_areas=(_NUMBERS.get(areas[1].lower()) or int(areas[1])) if areas else len(points) or None,
            points=points,
            window=_window(annotation, resolution, sentence, cue.start(), found[1].start()),
            match=Match(0.7, "cue_and_hazard", f"{cue[0]!r} and {found[1][0]!r}"),
        )


def find_points(words: str) -> Iterator[tuple[float, float]]:
    """Coordinates in a text, as degrees north and east.

    >>> list(find_points("around 36-00 N, 123-32 E and 14.5 N 120.25 E"))
    [(36.0, 123.5333), (14.5, 120.25)]
    """
    found = []
    for m in _DEGREE_MINUTE.finditer(words):
        north = (int(m[1]) + float(m[2] or 0) / 60) * (1 if m[3] == "N" else -1)
        east = (int(m[4]) + float(m[5] or 0) / 60) * (1 if m[6] == "E" else -1)
        found.append((m.start(), north, east))
    for m in _DECIMAL.finditer(words):
        north = float(m[1]) * (1 if m[2][0] in "Nn" else -1)
        east = float(m[3]) * (1 if m[4][0] in "Ee" else -1)
        found.append((m.start(), north, east))
    for _, north, east in sorted(found):
        if abs(north) <= 90 and abs(east) <= 180:
            yield round(north, 4), round(east, 4)


def _party(
    annotation: Annotation,
    resolution: Resolution,
    sentence: Span,
    *,
    before: int | None = None,
    after: int | None = None,
) -> Participant | None:
    """The last actor before the cue, or the first after it."""
    spans = [
        m.span
        for m in annotation.mentions
        if sentence.covers(m.span) and m.kind is not MentionKind.PLACE and resolution.actors_by_span.get(m.span)
    ]
    near = (
        [s for s in spans if s.end <= before][-1:]
        if before is not None
        else [s for s in spans if s.start >= (after or 0)][:1]
    )
    return Participant(near[0], resolution.actors_by_span[near[0]][0]) if near else None


def _window(annotation: Annotation, resolution: Resolution, sentence: Span, cue: int, hazard: int) -> Period | None:
    """The days that the notice holds for: the longest period named after the hazard, else after the cue."""
    periods = [
        (m.span, resolution.period_by_span[m.span])
        for m in annotation.mentions
        if m.kind is MentionKind.TIME and sentence.covers(m.span) and m.span in resolution.period_by_span
    ]
    for start in (hazard, cue):
        later = [p for s, p in periods if s.start >= start]
        if later:
            return max(later, key=lambda p: (p.last_day - p.first_day, p.first_day))
    return None
