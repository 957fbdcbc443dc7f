"""The rule engine: an annotator made of tables and frames. The baseline that a learned annotator must beat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lapwing.annotating.circumstances import attribution, place, time
from lapwing.annotating.contexts import find_contexts
from lapwing.annotating.counts import find_counts
from lapwing.annotating.drafts import Draft, find_drafts
from lapwing.annotating.grammar import Grammar, mentions_of
from lapwing.annotating.hits import find_hits
from lapwing.annotating.lexicon import Lexicon
from lapwing.annotating.parse import Parse, span_of
from lapwing.annotating.quotes import find_quotes
from lapwing.annotating.speech import find_indirect
from lapwing.records import (
    Annotation,
    Article,
    Count,
    EventMention,
    Mention,
    Quote,
    Span,
)

# An event inside quotation marks is the speaker's word, not the reporter's: its score is lower by this factor.
_IN_QUOTE = 0.7


class RuleAnnotator:
    """Annotates an article by rule."""

    name = "rules"

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar

    def annotate(self, article: Article) -> Annotation:
        """Sentences, mentions, event mentions and quotes of the article's body. Comments are not looked at."""
        sentences: list[Span] = []
        mentions: dict[Span, Mention] = {}
        events: list[EventMention] = []
        quotes: list[Quote] = []
        counts: list[Count] = []
        found: list[Quote] = []
        above: Sequence[tuple[Span, Parse]] = ()
        for parses in self._grammar.paragraphs(article):
            found = find_quotes(article.text, parses, found[-1] if found else None, above)
            above = parses
            quotes.extend(sorted([*found, *find_indirect(article.text, parses, found)], key=lambda q: q.span))
            for sentence, parse in parses:
                sentences.append(sentence)
                mentions |= {m.span: m for m in mentions_of(parse)}
                counts.extend(find_counts(parse))
                events.extend(_in_quotes(e, found) for e in events_of(parse, self._grammar.lexicon))
        return Annotation(
            tuple(sentences), tuple(mentions[s] for s in sorted(mentions)), tuple(events), tuple(quotes), tuple(counts)
        )


def events_of(parse: Parse, lexicon: Lexicon) -> Iterator[EventMention]:
    """The events that the frames see in a sentence."""
    contexts = find_contexts(parse)
    for draft in find_drafts(parse, find_hits(parse, lexicon)):
        yield from _event_mentions(parse, draft, contexts)


def _event_mentions(parse: Parse, draft: Draft, contexts: tuple[tuple[str, Span], ...]) -> Iterator[EventMention]:
    hit = draft.hit
    # A party inside the pattern ends the trigger: "gave" of "gave Ukraine aid".
    inside = [c.start for c in draft.recipients if hit.start < c.start < hit.end]
    trigger = Span(parse.tokens[hit.start].start, parse.tokens[min([*inside, hit.end]) - 1].end)
    one_by_one = (draft.separately or hit.frame.mode == "visit") and len(draft.recipients) > 1
    recipients = tuple(span_of(parse, c) for c in draft.recipients)
    event = EventMention(
        trigger=trigger,
        type=hit.frame.type,
        mode=hit.frame.mode,
        realis=draft.realis,
        score=round(draft.score, 3),
        actors=tuple(span_of(parse, c) for c in draft.actors),
        recipients=recipients,
        place=place(parse, draft),
        time=time(parse, draft),
        attributed_to=attribution(parse, hit),
        contexts=_with_own_context(contexts, hit.frame.mode, trigger),
        reason=f"{hit.frame.pos}:{hit.frame.pattern}",
    )
    if one_by_one:
        yield from (replace(event, recipients=(recipient,)) for recipient in recipients)
    else:
        yield event


def _with_own_context(
    contexts: tuple[tuple[str, Span], ...], mode: str | None, trigger: Span
) -> tuple[tuple[str, Span], ...]:
    """PLOVER: COERCE cyber and misinformation bring the context of the same name."""
    if mode not in ("cyber", "misinformation") or mode in dict(contexts):
        return contexts
    return tuple(sorted([*contexts, (mode, trigger)]))


def _in_quotes(event: EventMention, quotes: Sequence[Quote]) -> EventMention:
    """An event inside quotation marks is the speaker's word for it."""
    for quote in quotes:
        if any(span.covers(event.trigger) for span in (quote.span, *quote.more)):
            return replace(
                event, attributed_to=quote.speaker or event.attributed_to, score=round(event.score * _IN_QUOTE, 3)
            )
    return event
