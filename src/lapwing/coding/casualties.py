"""Claims -> how many were killed and hurt, on the event that did it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lapwing.records import Annotation, Article, Claim, CodedEvent, Magnitude, MentionKind, Span

# Types that kill and hurt.
_HARMFUL = frozenset(("ASSAULT", "PROTEST"))
# The count may stand in one of the sentences after the event's ("Officials said 12 people died."). Sentences.
_SENTENCES_AFTER = 2
_HARM = {
    "dead": (
        r"kill(?:ed|ing|s)?|claim(?:ed|ing)(?: the lives of)?|left|leaving|death toll\b[^.;]{0,30}\b(?:to|at|of)|(?:shot|stabbed|beat|beaten|hacked|burned|burnt) (?:dead|to death)|slew|massacr\w+|murder\w*|executed",
        r"(?:(?:were|was|are|have been|had been|has been|being) )?(?:\w+ )?(?:killed|dead|slain|massacred|murdered)|(?:have |had |has )?died|(?:have |had )?lost their li(?:ves|fe)|deaths?\b|fatalities|to death",
    ),
    "injured": (
        r"wound(?:ed|ing|s)?|injur(?:ed|ing|es?)|hurt(?:ing)?|maim(?:ed|ing)",
        r"(?:(?:were|was|are|have been|had been|has been|being) )?(?:\w+ )?(?:wounded|injured|hurt|maimed)|injuries",
    ),
}
_BEFORE = {harm: re.compile(rf"\b(?:{before})\s+(?:\w+ )?$", re.IGNORECASE) for harm, (before, _) in _HARM.items()}
_AFTER = {harm: re.compile(rf"\s*(?:{after})\b", re.IGNORECASE) for harm, (_, after) in _HARM.items()}
_WITHIN = {
    "dead": re.compile(r"\b(?:dead|deaths?|fatalities|killed)$", re.IGNORECASE),
    "injured": re.compile(r"\b(?:wounded|injured|injuries|hurt)$", re.IGNORECASE),
}
# "left 12 people dead": what they are left as comes after, and the count's own noun tells it.
_LEFT = re.compile(r"\b(?:left|leaving)\s+(?:\w+ )?$", re.IGNORECASE)


def with_casualties(
    article: Article, annotation: Annotation, events: Sequence[CodedEvent], claims: Sequence[Claim]
) -> tuple[CodedEvent, ...]:
    """The events, those that killed or hurt with the counts that the page gives for them. Of several counts of one harm the first is the best, and
    the others widen the range."""
    told: dict[str, dict[str, list[Claim]]] = {}
    for claim in claims:
        harm = harm_of(article.text, annotation.sentence_of(claim.span), claim)
        event = _event_of(annotation, events, claim) if harm else None
        if harm and event:
            told.setdefault(event.id, {}).setdefault(harm, []).append(claim)
    return tuple(_with_counts(event, told[event.id]) if event.id in told else event for event in events)


def harm_of(text: str, sentence: Span | None, claim: Claim) -> str | None:
    """ "dead" or "injured", when that is what is counted."""
    if sentence is None or claim.unit is not None or claim.value != int(claim.value):
        return None
    before, after, phrase = (
        text[sentence.start : claim.span.start],
        text[claim.span.end : sentence.end],
        claim.span.of(text),
    )
    for harm in ("dead", "injured"):
        if _WITHIN[harm].search(phrase) or _AFTER[harm].match(after):
            return harm
    for harm in ("injured", "dead"):
        found = _BEFORE[harm].search(before)
        if found and not _LEFT.search(before):
            return harm
    return None


def _event_of(annotation: Annotation, events: Sequence[CodedEvent], claim: Claim) -> CodedEvent | None:
    """The harmful event of the claim's sentence, the nearest; else the last one of the sentences just before."""
    n = annotation.sentence_number(claim.span)
    harmful = [(e, annotation.sentence_number(e.trigger)) for e in events if e.type in _HARMFUL]
    here = [e for e, k in harmful if k == n]
    if here:
        return min(here, key=lambda e: (abs(e.trigger.start - claim.span.start), e.trigger.start))
    if any(m.kind is MentionKind.TIME and annotation.sentence_number(m.span) == n for m in annotation.mentions):
        return None  # another day, another event
    before = [e for e, k in harmful if 0 < n - k <= _SENTENCES_AFTER]
    return before[-1] if before else None


def _with_counts(event: CodedEvent, told: dict[str, list[Claim]]) -> CodedEvent:
    magnitudes = {harm: _magnitude(claims) for harm, claims in told.items()}
    evidence = {**event.evidence, **{harm: tuple(c.span for c in claims) for harm, claims in told.items()}}
    return replace(event, dead=magnitudes.get("dead"), injured=magnitudes.get("injured"), evidence=evidence)


def _magnitude(claims: Sequence[Claim]) -> Magnitude:
    is_open = any(c.high is None for c in claims)
    lows, highs = [c.low for c in claims if c.low is not None], [c.high for c in claims if c.high is not None]
    return Magnitude(
        low=int(min(lows)) if len(lows) == len(claims) else None,
        best=int(claims[0].value),
        high=None if is_open or not highs else int(max(highs)),
    )
