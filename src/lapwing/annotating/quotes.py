"""Direct quotations and their speakers, by quotation marks and verbs of speaking."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lapwing.annotating.chunks import Form
from lapwing.annotating.parse import ACTOR_FORMS, Parse, find_object, find_subject, span_of
from lapwing.annotating.words import REPORTING
from lapwing.records import Quote, Span

_QUOTED = re.compile(r"[\"“]([^\"“”\n]{2,600}?)[\"”]")
# A quoted run of this many words or fewer, without a verb of speaking in its sentence, is a scare quote.
_SCARE_WORDS = 3
_CALLING = frozenset(
    "called calls calling described describes branded dubbed lambasting slamming citing saying condemned condemning "
    "denounced denouncing criticised criticized slammed blasted praised praising hailed hailing welcomed accused accusing".split()
)


def find_quotes(text: str, parses: Sequence[tuple[Span, Parse]]) -> list[Quote]:
    """Quotations in a paragraph's sentences. A quotation without a cue takes the speaker of the one before it in the
    same paragraph, when that was a full sentence's quotation."""
    if not parses:
        return []
    start, end = parses[0][0].start, parses[-1][0].end
    out: list[Quote] = []
    for match in _QUOTED.finditer(text, start, end):
        span = Span(match.start(1), match.end(1))
        parse = next((p for s, p in parses if s.start <= span.start < s.end), None)
        if parse is None:
            continue
        cue = _cue(parse, Span(match.start(), match.end()))
        if cue is None:
            following = next((p for s, p in parses if s.start <= span.end < s.end and p is not parse), None)
            parse, cue = (following, _cue(following, Span(match.start(), match.end()))) if following else (parse, None)
        if cue is not None:
            token = parse.tokens[cue]
            out.append(Quote(span, Span(token.start, token.end), _speaker(parse, cue), _addressee(parse, cue)))
        elif len(match[1].split()) > _SCARE_WORDS:
            speaker = out[-1].speaker if out else None
            out.append(Quote(span, None, speaker))
    return out


def _cue(parse: Parse, quoted: Span) -> int | None:
    """The verb of speaking nearest to the quotation, outside it and not inside another."""
    best, distance = None, 10_000
    inside = False
    for i, token in enumerate(parse.tokens):
        if token.text in '"“”':
            inside = token.text == "“" or (token.text == '"' and not inside)
            continue
        if inside or parse.chunk_at[i] >= 0 or not (token.lower in REPORTING or token.lower in _CALLING):
            continue
        if quoted.start <= token.start < quoted.end:
            continue
        gap = token.start - quoted.end if token.start >= quoted.end else quoted.start - token.end
        if gap < distance:
            best, distance = i, gap
    return best


def _speaker(parse: Parse, cue: int) -> Span | None:
    """The subject of the verb of speaking, before it or, turned round, right after it."""
    token = parse.tokens[cue]
    before = parse.tokens[cue - 1].text if cue else ""
    if before in ',"”' and cue + 1 < len(parse.tokens):
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
