"""Direct quotations and their speakers, by quotation marks and verbs of speaking."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lapwing.annotating.chunks import Form
from lapwing.annotating.parse import ACTOR_FORMS, Parse, find_object, find_subject, span_of
from lapwing.annotating.words import REPORTING, SPEAKING
from lapwing.records import Quote, Span

# Between quotation marks, also two apostrophes as some archives write them; or from a mark to the end of a paragraph whose quotation goes on in the next.
_QUOTED = re.compile(r"[\"“]([^\"“”\n]{2,900}?)[\"”]|''((?:(?!'')[^\n]){2,900}?)''|“([^\"“”\n]{20,900})(?=\n|$)")
# A quoted run of this many words or fewer, without a verb of speaking in its sentence, is a scare quote.
_SCARE_WORDS = 3
# Verbs after which only the marked words are somebody's: "called it "a farce"".
_CALLING = frozenset(
    "called calls calling described describes branded dubbed lambasting slamming citing saying condemned condemning denounced denouncing criticised "
    "criticized slammed blasted praised praising hailed hailing welcomed accused accusing adding writing yelled yells shouted shouting chanted chanting "
    "joked jokes reads sings mused tells telling asking replying arguing continued continues asks demanded demands quipped responded responds recounted offered began".split()
)
_CUES = REPORTING | SPEAKING | _CALLING


def find_quotes(
    text: str,
    parses: Sequence[tuple[Span, Parse]],
    before: Quote | None = None,
    above: Sequence[tuple[Span, Parse]] = (),
) -> list[Quote]:
    """Quotations in a paragraph's sentences. One that follows its own verb again ("We," he said, "will stay") is a further piece of the one
    before it; one that has no verb takes that one's speaker, and in a paragraph that opens with it the speaker of `before`, the last quotation
    of the paragraph above. `above` are that paragraph's sentences: one that ends with a colon ("He continued:") has the verb of what follows."""
    if not parses:
        return []
    start, end = parses[0][0].start, parses[-1][0].end
    out: list[Quote] = []
    matches = list(_QUOTED.finditer(text, start, end))
    marked = [Span(m.start(), m.end()) for m in matches]
    for match, quoted in zip(matches, marked, strict=True):
        span = Span(*match.span(match.lastindex))
        found = _spoken(text, parses, quoted, marked)
        if found is None and quoted.start == start and above and above[-1][0].of(text).endswith(":"):
            found = _announced(above[-1][1], quoted, marked)
        cue = Span(found[0].tokens[found[1]].start, found[0].tokens[found[1]].end) if found else None
        last = out[-1] if out else None
        if last is not None and last.cue is not None and last.cue.start >= last.span.end and cue in (None, last.cue):
            out[-1] = replace(last, more=(*last.more, span))
        elif found is not None:
            out.append(Quote(span, cue, _speaker(*found), _addressee(*found)))
        elif len(match[match.lastindex].split()) > _SCARE_WORDS:
            opening = before if quoted.start == start else None
            out.append(Quote(span, None, last.speaker if last else opening and opening.speaker))
    return out


def _spoken(
    text: str, parses: Sequence[tuple[Span, Parse]], quoted: Span, marked: Sequence[Span]
) -> tuple[Parse, int] | None:
    """The verb that a quotation goes with: right after it where its own mark ended the sentence ("Why?" she said), else in the sentence in which it begins, or in that in which
    it ends."""
    for sentence, parse in parses:
        if sentence.start >= quoted.end and not text[quoted.end : sentence.start].strip():
            cue = _cue(parse, quoted, marked)
            if cue is not None and _is_tag(parse, cue):
                return parse, cue
    for at in (quoted.start, quoted.end):
        for sentence, parse in parses:
            if sentence.start <= at < sentence.end and (cue := _cue(parse, quoted, marked)) is not None:
                return parse, cue
    return None


# A tag's verb stands among its first words: "a narrator in the advertisement asks". Words.
_TAG_REACH = 9


def _is_tag(parse: Parse, cue: int) -> bool:
    """Whether a sentence is the tag of the quotation before it: a party and its verb of speaking open it, or the verb and its party."""
    first = parse.chunk_at[0] if parse.chunk_at else -1
    if cue == 0:
        return len(parse.chunk_at) > 1 and parse.chunk_at[1] >= 0
    opens = first >= 0 and parse.chunks[first].form in ACTOR_FORMS and parse.chunks[first].start == 0
    between = parse.tokens[parse.chunks[first].end : cue] if opens else []
    is_followed = cue + 1 == len(parse.tokens) or parse.tokens[cue + 1].lower not in ("that", '"', "“", ":")
    return opens and cue < _TAG_REACH and is_followed and all(t.text not in ".;:" for t in between)


def _announced(parse: Parse, quoted: Span, marked: Sequence[Span]) -> tuple[Parse, int] | None:
    cue = _cue(parse, quoted, marked)
    return None if cue is None else (parse, cue)


def _cue(parse: Parse, quoted: Span, marked: Sequence[Span]) -> int | None:
    """The verb of speaking nearest to the quotation, outside it and not inside another."""
    best, distance = None, 10_000
    for i, token in enumerate(parse.tokens):
        if parse.chunk_at[i] >= 0 or token.lower not in _CUES or any(m.start <= token.start < m.end for m in marked):
            continue
        gap = token.start - quoted.end if token.start >= quoted.end else quoted.start - token.end
        if gap < distance:
            best, distance = i, gap
    return best


def _speaker(parse: Parse, cue: int) -> Span | None:
    """The subject of the verb of speaking, before it or, turned round, right after it."""
    token = parse.tokens[cue]
    before = parse.tokens[cue - 1].text if cue else ""
    if before in (",", '"', "”", "''", "'") and not token.lower.endswith("ing") and cue + 1 < len(parse.tokens):
        n = parse.chunk_at[cue + 1]
        if n >= 0 and parse.chunks[n].form in ACTOR_FORMS:
            return span_of(parse, parse.chunks[n])
    found = find_subject(parse, cue, is_gerund=token.lower.endswith("ing"))
    chosen = found[-1] if found else None
    if chosen is None or chosen.form in (Form.ADJECTIVE,):
        return None
    return span_of(parse, chosen)


def _addressee(parse: Parse, cue: int) -> Span | None:
    if parse.tokens[cue].lower not in ("told", "tells", "asked", "warned"):
        return None
    found = find_object(parse, cue + 1)
    return span_of(parse, found[0]) if found and found[0].start == cue + 1 else None
