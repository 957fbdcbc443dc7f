"""Events -> commitments: who undertakes what, towards whom, until when, how firmly. A promise is an AGREE event; a friendly act that a party announces
of itself ("said it would release the crew") is one too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lapwing.records import (
    Annotation,
    Article,
    CodedEvent,
    Commitment,
    Match,
    MentionKind,
    Realis,
    Resolution,
    Span,
    digest,
)

_GIVING = frozenset(("AID", "COOPERATE", "CONCEDE", "RETREAT", "SUPPORT"))
_STRENGTH = {
    "vow": "vowed", "swear": "vowed", "swore": "vowed", "pledg": "pledged", "promis": "promised", "commit": "committed", "undert": "committed", "guarant": "committed",
    "agree": "agreed", "accept": "agreed", "assur": "promised", "offer": "offered", "ready": "offered", "willing": "offered", "propos": "offered",
}  # fmt: skip
_LEAD_IN = re.compile(
    r"(?:\s*,)?\s*(?:(?:on|in|at) \w+,?\s+)?(?:to|that (?:it|he|she|they|we) (?:would|will)|not to|that)\s+",
    re.IGNORECASE,
)
_DEADLINE = re.compile(
    r"\b(?:by|until|before|within|from|starting|over|in|no later than|as soon as)\s+(?:the\s+)?$", re.IGNORECASE
)
# Where the content ends: the clause after it says something else.
_END = re.compile(
    r",?[\"”]?,?\s+(?:according to|said)\b|,[\"”]?\s+(?:and|but|while|which|who|after|as|a|the|with|adding|despite|amid|although)\b|\s+including\b|;|:|\s+(?:but|while|after|because|although|amid|despite|if|unless|provided)\b|[.!?\"”]\s*$|[.!?\"”](?=\s)"
)
_CONDITION = re.compile(
    r"\b(?:if|unless|provided(?: that)?|on condition that|as long as)\s+[^.;]{4,160}", re.IGNORECASE
)
_SOON = re.compile(r"as soon as possible|at the earliest opportunity|without delay|immediately", re.IGNORECASE)
_LEAST_WORDS = 2
_NO_START = frozenset("and but or than none nothing of".split())


def code_commitments(
    article: Article, annotation: Annotation, resolution: Resolution, events: Sequence[CodedEvent]
) -> tuple[Commitment, ...]:
    """The commitments of an article, in the order of the text. What is denied, merely possible or long past is none."""
    return tuple(_commitments(article, annotation, resolution, events))


def _commitments(
    article: Article, annotation: Annotation, resolution: Resolution, events: Sequence[CodedEvent]
) -> Iterator[Commitment]:
    for event in events:
        sentence = annotation.sentence_of(event.trigger)
        if sentence is None or not event.actors:
            continue
        condition = _CONDITION.search(article.text, event.trigger.end, sentence.end)
        is_told = event.realis is Realis.ACTUAL or (event.realis is Realis.POSSIBLE and condition is not None)
        is_promise = event.type == "AGREE" and is_told
        is_own = event.type in _GIVING and event.realis is Realis.PLANNED and _is_announced_by_itself(event)
        if not (is_promise or is_own):
            continue
        what = _content(article.text, sentence, event, is_promise=is_promise)
        if what is None:
            continue
        time = _deadline(article.text, annotation, Span(event.trigger.start, what.end))
        if time is not None and time.start > what.start:
            what = _before(article.text, what, time) or what
        yield Commitment(
            id=digest(article.id, "commitment", str(event.trigger.start), str(what.start)),
            article_id=article.id,
            span=what,
            by=event.actors,
            to=tuple(p for p in event.recipients if p not in event.actors),
            deadline=resolution.period_by_span.get(time) if time else None,
            deadline_span=time,
            condition=Span(*condition.span()) if condition else None,
            strength=strength_of(event.trigger.of(article.text)) if is_promise else "plans",
            event_id=event.id,
            match=Match(round(event.score, 3), "promise" if is_promise else "announced"),
        )


def strength_of(trigger: str) -> str:
    """How firmly a verb undertakes something.

    >>> strength_of("has vowed"), strength_of("offered"), strength_of("agreed in principle")
    ('vowed', 'offered', 'agreed')
    """
    low = trigger.lower()
    return next((strength for stem, strength in _STRENGTH.items() if stem in low), "agreed")


def _is_announced_by_itself(event: CodedEvent) -> bool:
    """Whether who says so is who will do it; an announcement without a source is taken as the party's own."""
    if event.attributed_to is None:
        return True
    source = event.attributed_to.actor
    return any(p.actor.id == source.id or (p.actor.country and p.actor.country == source.country) for p in event.actors)


def _content(text: str, sentence: Span, event: CodedEvent, *, is_promise: bool) -> Span | None:
    """What is undertaken: after a verb of promising, from its "to" or its noun on; for an act, from the act on."""
    start, limit = event.trigger.start, sentence.end
    if is_promise:
        start = event.trigger.end
        for party in sorted((*event.recipients, *event.actors), key=lambda p: p.span):
            if party.span.start >= start and not text[start : party.span.start].strip():
                start = party.span.end  # "promised miners a clear royalty"
            elif party.span.start > start and (to := re.search(r"\s+to\s+$", text[start : party.span.start])):
                limit = min(limit, start + to.start())  # "offered asylum to the leader"
        if re.search(r"\bto$", text[event.trigger.start : start]):
            pass  # "vowed to": the act comes next
        elif lead := _LEAD_IN.match(text, start, sentence.end):
            start = lead.end()
        elif (infinitive := re.search(r"\bto\s+(?=[a-z])", text[start : start + 60])) and ", " not in text[
            start : start + infinitive.start()
        ]:
            start += infinitive.end()  # "agreed in Tokyo to deepen"
        elif event.match.reason.startswith("n:") or re.match(
            r"\s+(?:on|with|in|at|during|after)\b", text[start : start + 10]
        ):
            return None
    end_match = _END.search(text, max(start, event.trigger.end), sentence.end)
    end = min(limit, end_match.start() if end_match else sentence.end)
    while start < end and not text[start].isalnum() and text[start] not in "$€£":
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    words = text[start:end].split()
    least = 1 if is_promise else _LEAST_WORDS  # "offered asylum"
    return Span(start, end) if len(words) >= least and words[0].lower() not in _NO_START else None


def _deadline(text: str, annotation: Annotation, within: Span) -> Span | None:
    """The time by which, or from which on, it is to be done."""
    if soon := _SOON.search(text, within.start, within.end):
        return Span(*soon.span())
    for mention in annotation.mentions:
        if mention.kind is MentionKind.TIME and within.covers(mention.span):
            words = mention.span.of(text).lower()
            if _DEADLINE.search(text[max(within.start, mention.span.start - 20) : mention.span.start]) or re.match(
                r"(?:by|until|before|within|over|next|the next|in the (?:next|coming)|the coming|this|tomorrow)\b",
                words,
            ):
                return mention.span
    return None


def _before(text: str, what: Span, time: Span) -> Span | None:
    """The content without its deadline at the end."""
    if text[time.end : what.end].strip(" .,"):
        return None
    head = re.sub(
        r"\s*\b(?:by|until|before|within|from|starting|over|in|no later than)?\s*(?:the\s+)?$",
        "",
        text[what.start : time.start],
    )
    return Span(what.start, what.start + len(head)) if len(head.split()) >= _LEAST_WORDS else None
