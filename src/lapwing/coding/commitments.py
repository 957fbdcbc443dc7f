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
    Participant,
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
    r",?[\"”]?,?\s+(?:according to|said)\b|,\s+[A-Z][^,;.]{2,70}?\s(?:said|told)\b|,[\"”]?\s+(?:and|but|while|which|who|after|as|a|the|with|adding|despite|amid|although)\b|\s+including\b|;|:|\s+(?:but|while|after|because|although|amid|despite|if|unless|provided)\b|\s+(?:was|were|ha[sd] been|have been)\s+\w+(?:ed|en)\b|[.!?\"”]\s*$|[.!?\"”](?=\s)"
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
    """The commitments of an article, in the order of the text. What is denied or merely possible is none."""
    told = [*_commitments(article, annotation, resolution, events)]
    more = _by_words(article, annotation, resolution, events, [c.span for c in told])
    return tuple(sorted((*told, *more), key=lambda c: (c.span, c.id)))


def _commitments(
    article: Article, annotation: Annotation, resolution: Resolution, events: Sequence[CodedEvent]
) -> Iterator[Commitment]:
    for event in events:
        sentence = annotation.sentence_of(event.trigger)
        if sentence is None or not event.actors:
            continue
        condition = _CONDITION.search(article.text, event.trigger.end, sentence.end)
        is_told = event.realis in (Realis.ACTUAL, Realis.BACKGROUND) or (
            event.realis is Realis.POSSIBLE and condition is not None
        )
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


# Undertakings that are no AGREE event of a party: the words alone tell them. "has decided to deploy", "set a target of doubling", "will take all necessary measures".
_CUES = (
    (
        re.compile(
            r"\b(?:vow|pledg|promis|swor|undert|committ)(?:s|ed|es|ook|aken|e|n)?(?: itself| themselves)? to (?=[a-z])"
        ),
        None,
    ),
    (
        re.compile(
            r"\b(?:sets?|has set|have set|setting) (?:itself )?(?:a|the) (?:target|goal|aim) (?:of|to) (?=[a-z])"
        ),
        "plans",
    ),
    (re.compile(r"\b(?:has|have|had) (?:decided|resolved) to (?=[a-z])"), "plans"),
)
# In somebody's own words: "We will take all necessary measures".
_OWN_WORDS = re.compile(
    r"(?:\bwe|\bI|\b[Tt]he [A-Z]\w+(?: [A-Z]\w+)*|\b[A-Z]\w+) (?:will|shall|are determined to|am determined to) "
    r"(?!(?:not|never|be|have|need|see|meet|wait|know|find|live|die|fight|win|lose|remember|talk|go|continue|remain|stay|always|soon|decide)\b)(?=[a-z])"
)
_DENIED = re.compile(
    r"(?:\b(?:not|never|refused to|declined to|failed to|without|denied|denies)|n[’']t)\s+(?:\w+\s+)?$"
)
# What hurts is threatened, not promised.
_HARM = frozenset(("ASSAULT", "COERCE", "SANCTION", "THREATEN", "PROTEST", "REJECT"))
_BY_WORDS = 0.5


def _by_words(
    article: Article,
    annotation: Annotation,
    resolution: Resolution,
    events: Sequence[CodedEvent],
    known: Sequence[Span],
) -> Iterator[Commitment]:
    """Undertakings told by their words alone, that no event told already and that do no harm."""
    text = article.text
    for sentence in annotation.sentences:
        for cue, strength, by in _cues(text, sentence, annotation, resolution):
            end = _END.search(text, cue.end, sentence.end)
            what = _trimmed(text, Span(cue.end, end.start() if end else sentence.end))
            inside = [
                e
                for e in events
                if sentence.covers(e.trigger) and (what.overlaps(e.trigger) or cue.overlaps(e.trigger))
            ]
            if len(what.of(text).split()) < _LEAST_WORDS or any(what.overlaps(s) for s in known):
                continue
            if not by or any(e.type in _HARM for e in inside):
                continue
            time = _deadline(text, annotation, Span(cue.start, sentence.end))
            if time is not None and time.start > what.start and what.overlaps(time):
                what = _trimmed(text, _before(text, what, time) or what)
            yield Commitment(
                id=digest(article.id, "commitment", str(cue.start), str(what.start)),
                article_id=article.id,
                span=what,
                by=by,
                to=(),
                deadline=resolution.period_by_span.get(time) if time else None,
                deadline_span=time,
                condition=None,
                strength=strength or strength_of(cue.of(text)),
                event_id=inside[0].id if inside else None,
                match=Match(_BY_WORDS, "words", cue.of(text).strip()),
            )


def _trimmed(text: str, span: Span) -> Span:
    """Without quotation marks, commas and blanks at its end."""
    end = span.end
    while end > span.start and not text[end - 1].isalnum():
        end -= 1
    return Span(span.start, end)


def _cues(
    text: str, sentence: Span, annotation: Annotation, resolution: Resolution
) -> Iterator[tuple[Span, str | None, tuple[Participant, ...]]]:
    """The words that undertake, how firmly, and who."""
    for pattern, strength in _CUES:
        for found in pattern.finditer(text, sentence.start, sentence.end):
            if _DENIED.search(text, sentence.start, found.start()):
                continue
            by = _subject(annotation, resolution, Span(sentence.start, found.start()))
            if not by and "set" in found[0]:  # "the guidelines set a target of doubling Japan's budget"
                by = _owner(annotation, resolution, Span(found.end(), sentence.end))
            yield Span(*found.span()), strength, by
    for quote in annotation.quotes:
        speaker = resolution.actors_by_span.get(quote.speaker, ()) if quote.speaker else ()
        if quote.direct and speaker and sentence.covers(quote.span):
            for found in _OWN_WORDS.finditer(text, quote.span.start, quote.span.end):
                if found[0].lower().startswith(("we ", "i ")) or _names_own(
                    annotation, resolution, Span(*found.span()), speaker[0].country
                ):
                    yield Span(*found.span()), "plans", (Participant(quote.speaker, speaker[0]),)


def _subject(annotation: Annotation, resolution: Resolution, before: Span) -> tuple[Participant, ...]:
    """The actors of the last mention before the cue that has any."""
    spans = [m.span for m in annotation.mentions if before.covers(m.span) and resolution.actors_by_span.get(m.span)]
    return tuple(Participant(spans[-1], a) for a in resolution.actors_by_span[spans[-1]]) if spans else ()


def _owner(annotation: Annotation, resolution: Resolution, what: Span) -> tuple[Participant, ...]:
    """The first country of what is to be reached."""
    for mention in annotation.mentions:
        if what.covers(mention.span) and mention.kind is MentionKind.COUNTRY:
            return tuple(Participant(mention.span, a) for a in resolution.actors_by_span.get(mention.span, ()))
    return ()


def _names_own(annotation: Annotation, resolution: Resolution, words: Span, country: str | None) -> bool:
    """Whether the words name the speaker's own country."""
    actors = [a for m in annotation.mentions if words.covers(m.span) for a in resolution.actors_by_span.get(m.span, ())]
    return country is not None and any(a.country == country for a in actors)


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
    return source.country is None or any(
        p.actor.id == source.id or (p.actor.country and p.actor.country == source.country) for p in event.actors
    )


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
