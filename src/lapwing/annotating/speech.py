"""Indirect speech: "the minister said that ...", "..., the minister said", "according to the minister, ...". Who speaks, the verb, and the
clause that is theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lapwing.annotating.chunks import Chunk, Form
from lapwing.annotating.parse import ACTOR_FORMS, Parse, find_subject, span_of
from lapwing.annotating.words import BE, DO, HAVE, MODALS, PREPOSITIONS, RELATIVES, SPEAKING, SPEAKING_PLAINLY, TELLING
from lapwing.records import Quote, Span

# Where a clause may stand before the words of speaking: "..., the minister said on Monday."
_INVERTED = frozenset(
    "said says added adds noted explained recalled wrote told insisted argued suggested stated reported announced warned claimed confirmed".split()
)
_FINITE = BE | DO | HAVE | MODALS
_LEAST_WORDS = 3
# How far from the verb "that" may stand: "said in a statement on Monday that". Words.
_THAT_REACH = 14
_CLOSING = frozenset(".!?;:,\"”“'’)")


def find_indirect(text: str, parses: Sequence[tuple[Span, Parse]], direct: Sequence[Quote]) -> list[Quote]:
    """The indirect speech of a paragraph's sentences, in order. `direct` are the quotations that are marked as such: their verbs are not looked
    at again."""
    out: list[Quote] = []
    for sentence, parse in parses:
        taken: list[Span] = []
        found = [*_of_verbs(text, sentence, parse, direct), *_by_according(text, sentence, parse)]
        for quote in sorted(found, key=lambda q: q.span):
            if not any(quote.span.overlaps(span) for span in taken):
                out.append(quote)
                taken.append(quote.span)
    return out


def _of_verbs(text: str, sentence: Span, parse: Parse, direct: Sequence[Quote]) -> Iterator[Quote]:
    tokens = parse.tokens
    for i, token in enumerate(tokens):
        low = token.lower
        if low not in SPEAKING or parse.chunk_at[i] >= 0:
            continue
        cue = Span(token.start, token.end)
        if any(span.covers(cue) for q in direct for span in (q.span, *q.more)) or any(
            q.cue == cue and _is_whole(text, q) for q in direct
        ):
            continue
        clause = None if _opens_quote(text, token.end) or _is_inverted(parse, i) else _clause_after(parse, i)
        if clause is not None:
            speaker = _subject(parse, i)
            if speaker is not None:
                addressee = _addressee(parse, i)
                content = _trimmed(text, tokens[clause].start, sentence.end)
                if _is_clause(text, content):
                    yield Quote(
                        content, cue, span_of(parse, speaker), addressee and span_of(parse, addressee), direct=False
                    )
            continue
        if low in _INVERTED and (found := _clause_before(parse, i)) is not None:
            speaker, end = found
            start = tokens[0].start
            content = _trimmed(text, start, end)
            if _is_clause(text, content) and not any(q.span.overlaps(content) for q in direct):
                yield Quote(content, cue, span_of(parse, speaker), None, direct=False)
        elif low in _INVERTED and (broken := _around(text, sentence, parse, i)) is not None:
            speaker, first, rest = broken
            if not any(q.span.overlaps(p) for q in direct for p in (first, rest)):
                yield Quote(first, cue, span_of(parse, speaker), None, direct=False, more=(rest,))


def _is_whole(text: str, quote: Quote) -> bool:
    """Whether a quotation is a clause of its own and no fragment of one: it opens with a capital."""
    return text[quote.span.start].isupper()


def _clause_after(parse: Parse, i: int) -> int | None:
    """The token at which the clause after a verb of speaking begins."""
    tokens, low = parse.tokens, parse.tokens[i].lower
    j = i + 1
    if j >= len(tokens):
        return None
    if low in TELLING:
        addressee = _addressee(parse, i)
        if addressee is None:
            return None
        j = addressee.end
        if j < len(tokens) and tokens[j].lower == "that":
            return j + 1
        return j if j < len(tokens) and low in ("told", "tells") and _begins_clause(parse, j) else None
    if tokens[j].lower == "that" and j + 1 < len(tokens):
        return j + 1
    if low in SPEAKING_PLAINLY and _begins_clause(parse, j):
        return j
    if tokens[j].lower in PREPOSITIONS or (
        parse.chunk_at[j] >= 0 and parse.chunks[parse.chunk_at[j]].form is Form.TIME
    ):
        for k in range(j, min(len(tokens) - 1, j + _THAT_REACH)):
            if tokens[k].lower == "that":
                return k + 1
            if tokens[k].text in ".;:":
                return None
    return None


def _begins_clause(parse: Parse, j: int) -> bool:
    """Whether a clause can begin at a token: no preposition, no punctuation, no infinitive."""
    token = parse.tokens[j]
    return (
        token.is_word
        and token.lower not in PREPOSITIONS
        and token.lower not in ("to", "and", "or", "so", "not", "yes", "no", "goodbye")
    )


def _clause_before(parse: Parse, i: int) -> tuple[Chunk, int] | None:
    """The speaker and the end of the clause before ", the minister said" or ", said the minister"."""
    tokens = parse.tokens
    following = tokens[i + 1].lower if i + 1 < len(tokens) else "."
    before = parse.chunk_at[i - 1] if i else -1
    if before >= 0 and parse.chunks[before].form in ACTOR_FORMS:
        chunk = parse.chunks[before]
        if following not in (
            ".",
            ",",
            "in",
            "on",
            "at",
            "during",
            "after",
            "to",
            "of",
            "late",
            "early",
        ) and not _is_time(parse, i + 1):
            return None
        first = chunk.start
        is_clause = (
            first
            and tokens[first - 1].text == ","
            and any(w in _FINITE or w.endswith("ed") for w in parse.lowers(0, first))
        )
        return (chunk, tokens[first - 1].start) if is_clause else None
    if i and tokens[i - 1].text == "," and i + 1 < len(tokens) and parse.chunk_at[i + 1] >= 0:
        chunk = parse.chunks[parse.chunk_at[i + 1]]
        if chunk.form in ACTOR_FORMS:
            return chunk, tokens[i - 1].start
    return None


def _around(text: str, sentence: Span, parse: Parse, i: int) -> tuple[Chunk, Span, Span] | None:
    """The speaker and both pieces of a clause that the words of speaking interrupt: "The road, the minister said on Monday, would open in June"."""
    tokens, n = parse.tokens, parse.chunk_at[i - 1] if i else -1
    if n < 0 or parse.chunks[n].form not in ACTOR_FORMS:
        return None
    opening = parse.chunks[n].start - 1
    closing = next((k for k in range(i + 1, min(i + 5, len(tokens))) if tokens[k].text == ","), None)
    if opening < 1 or tokens[opening].text != "," or closing is None:
        return None
    if not (closing == i + 1 or _is_time(parse, i + 1) or tokens[i + 1].lower in PREPOSITIONS):
        return None
    first = _trimmed(text, tokens[0].start, tokens[opening].start)
    rest = _trimmed(text, tokens[closing].end, sentence.end)
    return (parse.chunks[n], first, rest) if first.start < first.end and _is_clause(text, rest) else None


def _is_inverted(parse: Parse, i: int) -> bool:
    """Whether the speaker follows the verb: "two soldiers were killed, said police in Lima"."""
    tokens = parse.tokens
    if not (i and tokens[i - 1].text == "," and i + 1 < len(tokens) and parse.chunk_at[i + 1] >= 0):
        return False
    chunk = parse.chunks[parse.chunk_at[i + 1]]
    before, after = parse.lowers(0, i - 1), parse.lowers(chunk.end, len(tokens))
    has_clause = not _FINITE.isdisjoint(before) or any(word.endswith("ed") for word in before)
    return (
        has_clause
        and RELATIVES.isdisjoint(before)
        and _FINITE.isdisjoint(after)
        and (not after or after[0] in PREPOSITIONS or after[0] in ".,")
    )


def _is_time(parse: Parse, j: int) -> bool:
    return j < len(parse.tokens) and parse.chunk_at[j] >= 0 and parse.chunks[parse.chunk_at[j]].form is Form.TIME


def _by_according(text: str, sentence: Span, parse: Parse) -> Iterator[Quote]:
    """according to the minister: the rest of the sentence is what he said."""
    tokens = parse.tokens
    for i in range(len(tokens) - 2):
        if (tokens[i].lower, tokens[i + 1].lower) != ("according", "to") or parse.chunk_at[i + 2] < 0:
            continue
        chunk = parse.chunks[parse.chunk_at[i + 2]]
        if chunk.form not in ACTOR_FORMS:
            continue
        cue = Span(tokens[i].start, tokens[i + 1].end)
        if i == 0:
            comma = next((k for k in range(chunk.end, len(tokens)) if tokens[k].text == ","), None)
            if comma is None or comma + 1 >= len(tokens):
                continue
            content = _trimmed(text, tokens[comma + 1].start, sentence.end)
        else:
            content = _trimmed(text, tokens[0].start, tokens[i].start)
        if _is_clause(text, content):
            yield Quote(content, cue, span_of(parse, chunk), None, direct=False)


def _subject(parse: Parse, i: int) -> Chunk | None:
    found = find_subject(parse, i, is_gerund=parse.tokens[i].lower.endswith("ing"))
    chosen = found[-1] if found else None
    return chosen if chosen is not None and chosen.form is not Form.ADJECTIVE else None


def _addressee(parse: Parse, i: int) -> Chunk | None:
    if parse.tokens[i].lower not in TELLING or i + 1 >= len(parse.tokens) or parse.chunk_at[i + 1] < 0:
        return None
    chunk = parse.chunks[parse.chunk_at[i + 1]]
    return chunk if chunk.form in ACTOR_FORMS else None


def _opens_quote(text: str, at: int) -> bool:
    return text[at : at + 4].lstrip(" ,:")[:1] in ('"', "“")


def _trimmed(text: str, start: int, end: int) -> Span:
    """A span without blanks and punctuation at its ends."""
    while start < end and (text[start].isspace() or text[start] in ",;:"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _CLOSING):
        end -= 1
    return Span(start, end)


def _is_clause(text: str, span: Span) -> bool:
    return len(span.of(text).split()) >= _LEAST_WORDS
