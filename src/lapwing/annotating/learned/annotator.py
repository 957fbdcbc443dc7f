"""The learned engine: one pass of a small network finds triggers, parties, time, place, realis and speakers, and is fused with the rule engine,
which knows other things: the codebook, heads of names, time phrases, quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lapwing.annotating.chunks import Form
from lapwing.annotating.contexts import find_contexts
from lapwing.annotating.counts import find_counts
from lapwing.annotating.grammar import Grammar, mentions_of
from lapwing.annotating.learned.decode import (
    Piece,
    Trigger,
    find_pieces,
    find_triggers,
    logit,
    mode_of,
    sigmoid,
    trigger_at,
)
from lapwing.annotating.learned.features import features_of, tokens_over
from lapwing.annotating.learned.labels import SAY
from lapwing.annotating.learned.network import Network, Reading
from lapwing.annotating.parse import Parse, span_of
from lapwing.annotating.quotes import find_quotes
from lapwing.annotating.rules import events_of
from lapwing.annotating.speech import find_indirect
from lapwing.annotating.words import is_past
from lapwing.records import Annotation, Article, EventMention, Mention, MentionKind, Quote, Realis, Span

_MENTION, _ROLE, _SPEAKING = 0.5, 0.5, 0.5
# A trigger that the network thinks less likely than this is no candidate, unless the rules see it too.
_LEAST = 0.1
_LISTED = ("actor", "recipient")
# What a trigger counts in `relate` that has neither the source as actor nor the target as recipient.
_UNRELATED = 0.02


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event that the network, the rules or both see. `opinion` says what the rules think of it: they "agree" on the type, see another
    type ("other"), see nothing there ("silent"), or are "alone". `likely` is the network's probability."""

    event: EventMention
    likely: float
    opinion: str


@dataclass(frozen=True, slots=True)
class _Seen:
    """A sentence as both see it: the rules' parse and mentions, the network's reading, mentions by piece, and every trigger that may be one."""

    sentence: Span
    parse: Parse
    by_rule: tuple[Mention, ...]
    reading: Reading
    found: dict[Piece, Mention]
    triggers: tuple[Trigger, ...]


class LearnedAnnotator:
    """Annotates an article with an exported network. `threshold` is the least score of an event that is told."""

    def __init__(self, grammar: Grammar, network: Network, threshold: float = 0.5) -> None:
        self._grammar = grammar
        self._network = network
        self._threshold = threshold
        self.name = f"learned-{self._network.digest}"

    def annotate(self, article: Article) -> Annotation:
        """Sentences, mentions, event mentions and quotes of the article's body. Comments are not looked at."""
        text = article.text
        paragraphs = list(self._grammar.paragraphs(article))
        parsed = [pair for paragraph in paragraphs for pair in paragraph]
        mentions: dict[Span, Mention] = {}
        events: list[EventMention] = []
        quotes = _quotes(text, paragraphs)
        for seen in self._see(text, parsed):
            mentions |= {m.span: m for m in (*seen.found.values(), *_passed_over(seen))}
            for trigger in seen.triggers:
                if trigger.piece.label == SAY and trigger.piece.score >= _SPEAKING:
                    quotes |= _with_speaker(trigger, seen.reading, seen.sentence, seen.found, quotes)
            events.extend(self._events(text, seen))
        kept = tuple(quotes[s] for s in sorted(quotes))
        return Annotation(
            tuple(s for s, _ in parsed),
            tuple(mentions[s] for s in sorted(mentions)),
            tuple(_attributed(events, kept)),
            kept,
            tuple(count for _, parse in parsed for count in find_counts(parse)),
        )

    def candidates(self, article: Article) -> list[Candidate]:
        """Every event that the network or the rules see, unfused: what the weights of the fusion are fitted on."""
        parsed = [pair for paragraph in self._grammar.paragraphs(article) for pair in paragraph]
        return [c for seen in self._see(article.text, parsed) for c in self._candidates(article.text, seen)]

    def _see(self, text: str, parsed: Sequence[tuple[Span, Parse]]) -> Iterator[_Seen]:
        labels = self._network.labels
        for (sentence, parse), reading in zip(parsed, self._read(text, parsed), strict=True):
            by_rule = tuple(mentions_of(parse))
            found = _mentions(reading, labels["mention"], sentence, parse, by_rule)
            triggers = tuple(find_triggers(reading, labels, list(found), _LEAST))
            yield _Seen(sentence, parse, by_rule, reading, found, triggers)

    def _read(self, text: str, parsed: Sequence[tuple[Span, Parse]]) -> list[Reading]:
        features = [features_of(parse, self._grammar.lexicon) for _, parse in parsed]
        return self._network.read([s.of(text) for s, _ in parsed], features, [s.start for s, _ in parsed])

    def _events(self, text: str, seen: _Seen) -> Iterator[EventMention]:
        """The candidates that pass, the likelier of two that overlap."""
        scored = [(self._score(c), c) for c in self._candidates(text, seen)]
        taken: list[tuple[Span, str]] = []
        kept = []
        for score, candidate in sorted(scored, key=lambda s: (-s[0], s[1].event.trigger, s[1].event.type)):
            event = candidate.event
            if score < self._threshold:
                break
            if not any(
                event.trigger.overlaps(span) and (span, kind) != (event.trigger, event.reason) for span, kind in taken
            ):
                taken.append((event.trigger, event.reason))
                kept.append(replace(event, score=round(score, 3)))
        yield from sorted(kept, key=lambda e: (e.trigger, e.recipients))

    def _score(self, candidate: Candidate) -> float:
        """The probability that the event is right, by both opinions."""
        fusion: Mapping[str, float] = self._network.fusion
        return sigmoid(fusion["slope"] * logit(candidate.likely) + fusion[candidate.opinion])

    def _candidates(self, text: str, seen: _Seen) -> Iterator[Candidate]:
        sentence, reading, found = seen.sentence, seen.reading, seen.found
        by_rule = list(events_of(seen.parse, self._grammar.lexicon))
        labels = self._network.labels
        contexts = find_contexts(seen.parse)
        agreed: set[tuple[Span, str]] = set()
        for trigger in seen.triggers:
            if trigger.piece.label == SAY:
                continue
            event = _event(trigger, reading, sentence, contexts, found, text)
            near = [e for e in by_rule if e.trigger.overlaps(event.trigger)]
            same = [e for e in near if e.type == event.type]
            agreed |= {(e.trigger, e.type) for e in same}
            opinion = "agree" if same else "other" if near else "silent"
            if same:
                event = _with_parties(event, same[0])
            if near:
                event = replace(
                    event,
                    time=event.time or near[0].time,
                    place=event.place or near[0].place,
                    reason=(same or near)[0].reason,
                )
            event = _with_guest(event, found, text)
            for one in _told_apart(event, same):
                yield Candidate(one, trigger.piece.score, opinion)
        for event in by_rule:
            if (event.trigger, event.type) in agreed:
                continue
            local = Span(event.trigger.start - sentence.start, event.trigger.end - sentence.start)
            at = trigger_at(reading, labels, list(found), tokens_over([local], reading.offsets), event.type)
            if at is not None:
                likely = _event(at, reading, sentence, contexts, found, text)
                parties = {"actors": likely.actors or event.actors, "recipients": likely.recipients or event.recipients}
                yield Candidate(replace(event, **parties), at.piece.score, "alone")

    def types_at(self, article: Article, triggers: Sequence[Span]) -> list[str | None]:
        """The likeliest type of each given trigger, whatever its score; None for one that no sentence covers."""
        parsed = [pair for paragraph in self._grammar.paragraphs(article) for pair in paragraph]
        readings = self._read(article.text, parsed)
        names = [label[2:] for label in self._network.labels["trigger"][1::2]]
        out: list[str | None] = []
        for trigger in triggers:
            at = next((k for k, (sentence, _) in enumerate(parsed) if sentence.overlaps(trigger)), None)
            if at is None:
                out.append(None)
                continue
            local = Span(trigger.start - parsed[at][0].start, trigger.end - parsed[at][0].start)
            tokens = tokens_over([local], readings[at].offsets)
            likely = readings[at].trigger[tokens, 1:].sum(0)
            sums = likely[0::2] + likely[1::2]
            out.append(max((p, n) for p, n in zip(sums, names, strict=True) if n != SAY)[1] if tokens else None)
        return out

    def relate(
        self, text: str, sources: Sequence[Span], targets: Sequence[Span]
    ) -> dict[tuple[str, str | None, Realis], float]:
        """How strongly a sentence says each type, mode and realis of a source towards a target, both given as spans: the view of a marked pair,
        without any threshold. The best entry is the answer; the scores do not add up to one."""
        parse = self._grammar.parse_sentence(text)
        (reading,) = self._network.read([text], [features_of(parse, self._grammar.lexicon)], [0])
        labels = self._network.labels
        actor, recipient = (labels["roles"].index(r) for r in _LISTED)

        from_source, to_target = tokens_over(sources, reading.offsets), tokens_over(targets, reading.offsets)
        out: dict[tuple[str, str | None, Realis], float] = {}
        for i in range(len(reading.offsets)):
            acts = max((sigmoid(reading.roles[actor, i, j]) for j in from_source), default=0.1)
            gets = max((sigmoid(reading.roles[recipient, i, j]) for j in to_target), default=0.1)
            both = max((sigmoid(reading.roles[actor, i, j]) for j in to_target), default=0.0)
            weight = acts * max(gets, 0.5 * both) + _UNRELATED
            realis = Realis(labels["realis"][int(reading.realis[i].argmax())])
            for k, label in enumerate(labels["trigger"][1:], 1):
                if label[2:] != SAY:
                    key = (label[2:], mode_of(reading.mode[i], label[2:], labels["mode"]), realis)
                    out[key] = max(out.get(key, 0.0), weight * float(reading.trigger[i, k]))
        return out


def _quotes(text: str, paragraphs: Sequence[Sequence[tuple[Span, Parse]]]) -> dict[Span, Quote]:
    out: dict[Span, Quote] = {}
    found: list[Quote] = []
    for above, parses in zip(((), *paragraphs), paragraphs, strict=False):
        found = find_quotes(text, parses, found[-1] if found else None, above)
        out |= {q.span: q for q in (*found, *find_indirect(text, parses, found))}
    return out


def _span(reading: Reading, piece: Piece, sentence: Span) -> Span:
    return Span(sentence.start + reading.offsets[piece.first][0], sentence.start + reading.offsets[piece.last][1])


def _trimmed(parse: Parse, span: Span) -> Span:
    """A mention without punctuation at its end."""
    tokens = [t for t in parse.tokens if span.start <= t.start < span.end]
    while len(tokens) > 1 and not tokens[-1].is_word and tokens[-1].text not in (".", ")", "'s"):
        tokens.pop()
    return Span(span.start, tokens[-1].end) if tokens and tokens[-1].end <= span.end else span


def _mentions(
    reading: Reading, labels: Sequence[str], sentence: Span, parse: Parse, by_rule: Sequence[Mention]
) -> dict[Piece, Mention]:
    """Mentions by piece. Heads of names come from the grammar, as does the kind of a name that it reads alike, since it knows the
    tables; a time is the phrase that the grammar can read."""
    out: dict[Piece, Mention] = {}
    alike = {m.span: m for m in by_rule}
    for piece in find_pieces(reading, reading.mention, labels, _MENTION):
        span, kind = _trimmed(parse, _span(reading, piece, sentence)), MentionKind(piece.label)
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
        if (same := alike.get(span)) and kind in _NAMES and same.kind in _NAMES:
            kind, head = same.kind, same.head
        out[piece] = Mention(span, kind, head, round(piece.score, 3))
    return out


def _passed_over(seen: _Seen) -> Iterator[Mention]:
    """What the tables know and the network passed over: names that later references need."""
    for mention in seen.by_rule:
        if not any(mention.span.overlaps(m.span) for m in seen.found.values()):
            yield mention


_NAMES = frozenset(
    {MentionKind.PERSON, MentionKind.ORGANISATION, MentionKind.COUNTRY, MentionKind.GROUP, MentionKind.PLACE}
)
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
    trigger: Trigger,
    reading: Reading,
    sentence: Span,
    contexts: tuple[tuple[str, Span], ...],
    found: dict[Piece, Mention],
    text: str,
) -> EventMention:
    spans = [m.span for m in found.values()]
    start = _span(reading, trigger.piece, sentence).start
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
        contexts=contexts,
        reason=f"{'v' if is_past(text[start:].split(None, 1)[0].lower()) else 'n'}:learned",
    )


_WITH = re.compile(r"\s+with\s+$")
_GUESTS = frozenset({MentionKind.PERSON, MentionKind.ORGANISATION, MentionKind.COUNTRY, MentionKind.GROUP})


def _with_guest(event: EventMention, found: Mapping[Piece, Mention], text: str) -> EventMention:
    """A meeting without a recipient, of which the words after it name one: "a joint press conference with Ruiz"."""
    if event.type != "CONSULT" or event.recipients:
        return event
    for mention in sorted(found.values(), key=lambda m: m.span):
        is_next = mention.span.start > event.trigger.end and _WITH.fullmatch(
            text[event.trigger.end : mention.span.start]
        )
        if is_next and mention.kind in _GUESTS and mention.span not in event.actors:
            return replace(event, recipients=(mention.span,))
    return event


def _with_parties(event: EventMention, by_rule: EventMention) -> EventMention:
    """Where both see the event and not the same parties, the rules are the surer guide to who did it, and to whom when both name somebody: on the
    development part they were right two times in three."""

    def differ(ours: tuple[Span, ...], theirs: tuple[Span, ...]) -> bool:
        return not any(a.overlaps(b) for a in ours for b in theirs)

    def has_all(theirs: tuple[Span, ...], ours: tuple[Span, ...]) -> bool:
        return len(theirs) > len(ours) and all(any(a.overlaps(b) for b in theirs) for a in ours)

    actors, recipients = event.actors, event.recipients
    if by_rule.actors and (differ(actors, by_rule.actors) or has_all(by_rule.actors, actors)):
        actors = by_rule.actors
    if recipients and by_rule.recipients and differ(recipients, by_rule.recipients):
        recipients = by_rule.recipients
    return replace(event, actors=actors, recipients=tuple(s for s in recipients if s not in actors))


def _told_apart(event: EventMention, by_rule: Sequence[EventMention]) -> Iterator[EventMention]:
    """One event for each host of a tour and each partner that was met separately, as the rules tell them apart."""
    hosts = {e.recipients for e in by_rule}
    if len(hosts) < 2:
        yield event
    elif len(event.recipients) < 2:
        yield from (replace(event, recipients=host) for host in sorted(hosts))
    else:
        yield from (replace(event, recipients=(recipient,)) for recipient in event.recipients)


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
        around = next((q for q in quotes if q.direct and any(s.covers(event.trigger) for s in (q.span, *q.more))), None)
        yield replace(event, attributed_to=around.speaker or event.attributed_to) if around else event
