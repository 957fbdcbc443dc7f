"""The learned engine: one pass of a small network finds triggers, parties, time, place, realis and speakers. Tables and
grammar of the rule engine give what they are better at: heads of names, time phrases, quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from decode import Piece, Trigger, find_pieces, find_triggers, sigmoid
from features import features_of, tokens_over
from labels import SAY
from lapwing.annotating.chunks import Form
from lapwing.annotating.contexts import find_contexts
from lapwing.annotating.grammar import Grammar, mentions_of
from lapwing.annotating.parse import Parse, span_of
from lapwing.annotating.quotes import find_quotes
from lapwing.records import Annotation, Article, EventMention, Mention, MentionKind, Quote, Realis, Span
from network import Network, Reading

# Chosen on the development part of the corpus: of triggers, 0.5 and 0.65 gave the same F1.
_MENTION, _TRIGGER, _ROLE = 0.5, 0.5, 0.5
_LISTED = ("actor", "recipient")
# What a trigger counts in `relate` that has neither the source as actor nor the target as recipient.
_UNRELATED = 0.02


class LearnedAnnotator:
    """Annotates an article with an exported network."""

    def __init__(self, grammar: Grammar, network: Network) -> None:
        self._grammar = grammar
        self._network = network
        self.name = f"learned-{self._network.digest}"

    def annotate(self, article: Article) -> Annotation:
        """Sentences, mentions, event mentions and quotes of the article's body. Comments are not looked at."""
        text = article.text
        paragraphs = list(self._grammar.paragraphs(article))
        parsed = [pair for paragraph in paragraphs for pair in paragraph]
        features = [features_of(parse, self._grammar.lexicon) for _, parse in parsed]
        readings = self._network.read([s.of(text) for s, _ in parsed], features, [s.start for s, _ in parsed])
        mentions: dict[Span, Mention] = {}
        events: list[EventMention] = []
        quotes = {q.span: q for paragraph in paragraphs for q in find_quotes(text, paragraph)}
        for (sentence, parse), reading in zip(parsed, readings, strict=True):
            found = _mentions(reading, self._network.labels["mention"], sentence, parse)
            mentions |= {m.span: m for m in found.values()}
            mentions |= {m.span: m for m in _rule_mentions(parse, mentions)}
            for trigger in find_triggers(reading, self._network.labels, list(found), _TRIGGER):
                if trigger.piece.label == SAY:
                    quotes |= _with_speaker(trigger, reading, sentence, found, quotes)
                else:
                    events.append(_event(trigger, reading, sentence, parse, found, text))
        kept = tuple(quotes[s] for s in sorted(quotes))
        return Annotation(
            tuple(s for s, _ in parsed),
            tuple(mentions[s] for s in sorted(mentions)),
            tuple(_attributed(events, kept)),
            kept,
        )

    def relate(self, text: str, sources: Sequence[Span], targets: Sequence[Span]) -> dict[tuple[str, Realis], float]:
        """How strongly a sentence says each type and realis of a source towards a target, both given as spans: the network's
        view of a marked pair, without any threshold. The best entry is the answer; the scores do not add up to one."""
        parse = self._grammar.parse_sentence(text)
        (reading,) = self._network.read([text], [features_of(parse, self._grammar.lexicon)], [0])
        labels = self._network.labels
        actor, recipient = (labels["roles"].index(r) for r in _LISTED)

        from_source, to_target = tokens_over(sources, reading.offsets), tokens_over(targets, reading.offsets)
        out: dict[tuple[str, Realis], float] = {}
        for i in range(len(reading.offsets)):
            acts = max((sigmoid(reading.roles[actor, i, j]) for j in from_source), default=0.1)
            gets = max((sigmoid(reading.roles[recipient, i, j]) for j in to_target), default=0.1)
            both = max((sigmoid(reading.roles[actor, i, j]) for j in to_target), default=0.0)
            weight = acts * max(gets, 0.5 * both) + _UNRELATED
            realis = Realis(labels["realis"][int(reading.realis[i].argmax())])
            for k, label in enumerate(labels["trigger"][1:], 1):
                if label[2:] != SAY:
                    key = (label[2:], realis)
                    out[key] = max(out.get(key, 0.0), weight * float(reading.trigger[i, k]))
        return out


def _span(reading: Reading, piece: Piece, sentence: Span) -> Span:
    return Span(sentence.start + reading.offsets[piece.first][0], sentence.start + reading.offsets[piece.last][1])


def _mentions(reading: Reading, labels: Sequence[str], sentence: Span, parse: Parse) -> dict[Piece, Mention]:
    """Mentions by piece. Heads of names come from the grammar; a time is the phrase that the grammar can read."""
    out: dict[Piece, Mention] = {}
    for piece in find_pieces(reading, reading.mention, labels, _MENTION):
        span, kind = _span(reading, piece, sentence), MentionKind(piece.label)
        over = [c for c in parse.chunks if span_of(parse, c).overlaps(span)]
        head = span
        if kind is MentionKind.TIME:
            times = [span_of(parse, c) for c in over if c.form is Form.TIME]
            span = head = times[0] if times else span
        elif over:
            best = max(
                over, key=lambda c: min(span.end, span_of(parse, c).end) - max(span.start, span_of(parse, c).start)
            )
            inner = Span(parse.tokens[best.head_start].start, parse.tokens[best.head_end - 1].end)
            head = inner if span.covers(inner) else span
        out[piece] = Mention(span, kind, head, round(piece.score, 3))
    return out


def _rule_mentions(parse: Parse, known: dict[Span, Mention]) -> Iterator[Mention]:
    """What the tables know and the network passed over: names that later references need."""
    for mention in mentions_of(parse):
        if not any(mention.span.overlaps(span) for span in known):
            yield mention


_LINK = re.compile(r"\s*(?:,|and|or|&|, and|as well as|along with)\s*")


def _listed(spans: Sequence[Span], scores: Sequence[float], text: str) -> tuple[Span, ...]:
    """The likeliest party and those listed with it ("Chile, Peru and Bolivia"). Others that pass the threshold are most often
    the same party again, by a pronoun or its owner."""
    passing = {s: p for s, p in zip(spans, scores, strict=True) if p >= _ROLE}
    if not passing:
        return ()
    order = sorted(passing)
    at = order.index(max(passing, key=passing.__getitem__))
    first = last = at
    while first > 0 and _LINK.fullmatch(text[order[first - 1].end : order[first].start]):
        first -= 1
    while last + 1 < len(order) and _LINK.fullmatch(text[order[last].end : order[last + 1].start]):
        last += 1
    return tuple(order[first : last + 1])


def _likeliest(scores: Sequence[float], found: dict[Piece, Mention]) -> Span | None:
    """The mention with the highest score, if that passes the threshold."""
    score, mention = max(zip(scores, found.values(), strict=True), key=lambda p: p[0], default=(0.0, None))
    return mention.span if score >= _ROLE else None


def _event(
    trigger: Trigger, reading: Reading, sentence: Span, parse: Parse, found: dict[Piece, Mention], text: str
) -> EventMention:
    spans = [m.span for m in found.values()]
    listed = {role: _listed(spans, trigger.roles[role], text) for role in _LISTED}
    return EventMention(
        trigger=_span(reading, trigger.piece, sentence),
        type=trigger.piece.label,
        mode=trigger.mode,
        realis=Realis(trigger.realis),
        score=round(trigger.piece.score, 3),
        actors=listed["actor"],
        recipients=tuple(s for s in listed["recipient"] if s not in listed["actor"]),
        place=_likeliest(trigger.roles["place"], found),
        time=_likeliest(trigger.roles["time"], found),
        attributed_to=_likeliest(trigger.roles["by"], found),
        contexts=find_contexts(parse),
        reason="learned",
    )


def _with_speaker(
    trigger: Trigger, reading: Reading, sentence: Span, found: dict[Piece, Mention], quotes: dict[Span, Quote]
) -> dict[Span, Quote]:
    """The quotation that this verb of speaking belongs to, with the speaker and the addressee that the network sees."""
    cue = _span(reading, trigger.piece, sentence)
    speaker, addressee = (_likeliest(trigger.roles[role], found) for role in _LISTED)
    changed = {}
    for span, quote in quotes.items():
        if quote.cue is not None and quote.cue.overlaps(cue) and speaker is not None:
            changed[span] = replace(quote, speaker=speaker, addressee=addressee or quote.addressee)
    return changed


def _attributed(events: Sequence[EventMention], quotes: Sequence[Quote]) -> Iterator[EventMention]:
    """An event inside quotation marks is the speaker's word for it."""
    for event in events:
        around = next((q for q in quotes if q.span.covers(event.trigger)), None)
        yield replace(event, attributed_to=around.speaker or event.attributed_to) if around else event
