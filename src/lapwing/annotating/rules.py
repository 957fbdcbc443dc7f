"""The rule engine: an annotator made of tables and frames. The baseline that a learned annotator must beat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lapwing.annotating.chunks import Form, find_chunks
from lapwing.annotating.circumstances import attribution, place, time
from lapwing.annotating.contexts import find_contexts
from lapwing.annotating.drafts import Draft, find_drafts
from lapwing.annotating.hits import find_hits
from lapwing.annotating.lexicon import Lexicon, load_lexicon
from lapwing.annotating.names import Names
from lapwing.annotating.parse import Parse, span_of
from lapwing.annotating.quotes import find_quotes
from lapwing.annotating.sentences import split_sentences
from lapwing.annotating.times import find_times
from lapwing.annotating.tokens import Token, tokenize
from lapwing.records import (
    Annotation,
    Article,
    EventMention,
    Mention,
    MentionKind,
    Paragraph,
    ParagraphRole,
    Quote,
    Span,
)
from lapwing.settings import Settings

# An event inside quotation marks is the speaker's word, not the reporter's: its score is lower by this factor.
_IN_QUOTE = 0.7
_KINDS = {
    Form.NAME: MentionKind.COUNTRY,
    Form.ADJECTIVE: MentionKind.COUNTRY,
    Form.ORGANISATION: MentionKind.ORGANISATION,
    Form.PLACE: MentionKind.PLACE,
    Form.PERSON: MentionKind.PERSON,
    Form.TIME: MentionKind.TIME,
}


class RuleAnnotator:
    """Annotates an article by rule. `names` are the surfaces of the resolving tables with their kinds."""

    name = "rules"

    def __init__(self, names: Names, settings: Settings, lexicon: Lexicon | None = None) -> None:
        self._names = names
        self._settings = settings
        self._lexicon = lexicon or load_lexicon()

    def annotate(self, article: Article) -> Annotation:
        """Sentences, mentions, event mentions and quotes of the article's body. Comments are not looked at."""
        sentences: list[Span] = []
        mentions: dict[Span, Mention] = {}
        events: list[EventMention] = []
        quotes: list[Quote] = []
        people: set[str] = set()
        for paragraph in article.paragraphs:
            if paragraph.role not in (ParagraphRole.BODY, ParagraphRole.LIVE_ENTRY):
                continue
            parses = self._parse_paragraph(article.text, _without_dateline(article, paragraph), people)
            found = find_quotes(article.text, parses)
            quotes.extend(found)
            for sentence, parse in parses:
                sentences.append(sentence)
                mentions |= {m.span: m for m in _mentions(parse)}
                events.extend(_in_quotes(e, found) for e in self._events(parse))
        return Annotation(tuple(sentences), tuple(mentions[s] for s in sorted(mentions)), tuple(events), tuple(quotes))

    def _parse_paragraph(self, text: str, body: Span, people: set[str]) -> list[tuple[Span, Parse]]:
        out = []
        for sentence in split_sentences(text, body, self._settings.max_sentence_chars):
            tokens = tokenize(text, sentence.start, sentence.end)
            if tokens:
                parse = self._parse(text, sentence, tokens, frozenset(people))
                people |= {tokens[c.head_end - 1].text for c in parse.chunks if c.form is Form.PERSON}
                out.append((sentence, parse))
        return out

    def _parse(self, text: str, sentence: Span, tokens: tuple[Token, ...], people: frozenset[str]) -> Parse:
        starts = {t.start: i for i, t in enumerate(tokens)}
        ends = {t.end: i + 1 for i, t in enumerate(tokens)}
        times = [
            (starts[s.start], ends[s.end])
            for s in find_times(text, sentence.start, sentence.end)
            if s.start in starts and s.end in ends
        ]
        return Parse(tokens, tuple(find_chunks(tokens, times, self._names, self._lexicon.is_verb_form, people)))

    def _events(self, parse: Parse) -> Iterator[EventMention]:
        contexts = find_contexts(parse)
        for draft in find_drafts(parse, find_hits(parse, self._lexicon)):
            yield from _event_mentions(parse, draft, contexts)


def _without_dateline(article: Article, paragraph: Paragraph) -> Span:
    """The paragraph after its dateline, which names a place and no actor."""
    if article.dateline and article.text.startswith(article.dateline, paragraph.span.start):
        start = paragraph.span.start + len(article.dateline)
        while start < paragraph.span.end and not article.text[start].isalnum() and article.text[start] not in "\"“‘'":
            start += 1
        return Span(start, paragraph.span.end)
    return paragraph.span


def _event_mentions(parse: Parse, draft: Draft, contexts: tuple[tuple[str, Span], ...]) -> Iterator[EventMention]:
    hit = draft.hit
    # A party inside the pattern ends the trigger: "gave" of "gave Ukraine aid".
    inside = [c.start for c in draft.recipients if hit.start < c.start < hit.end]
    trigger = Span(parse.tokens[hit.start].start, parse.tokens[min([*inside, hit.end]) - 1].end)
    one_by_one = (draft.separately or hit.frame.mode == "visit") and len(draft.recipients) > 1
    groups = [[c] for c in draft.recipients] if one_by_one else [list(draft.recipients)]
    for recipients in groups:
        yield EventMention(
            trigger=trigger,
            type=hit.frame.type,
            mode=hit.frame.mode,
            realis=draft.realis,
            score=round(draft.score, 3),
            actors=tuple(span_of(parse, c) for c in draft.actors),
            recipients=tuple(span_of(parse, c) for c in recipients),
            place=place(parse, draft),
            time=time(parse, draft),
            attributed_to=attribution(parse, hit),
            contexts=contexts,
            reason=f"{hit.frame.pos}:{hit.frame.pattern}",
        )


def _in_quotes(event: EventMention, quotes: Sequence[Quote]) -> EventMention:
    """An event inside quotation marks is the speaker's word for it."""
    for quote in quotes:
        if quote.span.covers(event.trigger):
            return replace(
                event, attributed_to=quote.speaker or event.attributed_to, score=round(event.score * _IN_QUOTE, 3)
            )
    return event


def _mentions(parse: Parse) -> Iterator[Mention]:
    for chunk in parse.chunks:
        kind = _KINDS.get(chunk.form, MentionKind.GROUP)
        head = Span(parse.tokens[chunk.head_start].start, parse.tokens[chunk.head_end - 1].end)
        yield Mention(span_of(parse, chunk), kind, head)
