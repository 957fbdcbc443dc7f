"""When, where, and who says so: what a trigger's clause tells besides its parties."""

from __future__ import annotations

from lapwing.annotating.chunks import Form
from lapwing.annotating.drafts import Draft
from lapwing.annotating.lexicon import Hit
from lapwing.annotating.parse import Parse, find_object, find_subject, rightward, span_of, verb_group
from lapwing.annotating.words import LOCATIVE, REPORTING, SUBORDINATORS
from lapwing.records import Span

_CLAUSE_WORDS = (SUBORDINATORS - {"as"}) | {";", "who", "which"}
_PLACE_PREPOSITIONS = LOCATIVE - {"to", "into", "from", "on", "through", "toward", "towards"}


def time(parse: Parse, draft: Draft) -> Span | None:
    """The time phrase of the trigger's clause, the nearest after it before the nearest before it."""
    times = [c for c in parse.chunks if c.form is Form.TIME and parse.tokens[c.start].lower != "for"]
    best, cost = None, 10_000
    for chunk in times:
        after = chunk.start >= draft.hit.end
        gap = parse.lowers(draft.hit.end, chunk.start) if after else parse.lowers(chunk.end, draft.hit.start)
        distance = len(gap) + (0 if after else 4)
        distance += 30 * sum(w in _CLAUSE_WORDS for w in gap)
        distance += 8 * sum(w in (",", "and") for w in gap) + 40 * sum(w in REPORTING for w in gap)
        if distance < cost:
            best, cost = chunk, distance
    return span_of(parse, best) if best is not None and cost < 30 else None


def place(parse: Parse, draft: Draft) -> Span | None:
    """The nearest place after a locative preposition in the trigger's clause."""
    best, cost = None, 10_000
    for chunk in parse.chunks:
        located = chunk.start > 0 and parse.tokens[chunk.start - 1].lower in _PLACE_PREPOSITIONS
        if chunk in draft.actors or not located or chunk.form not in (Form.PLACE, Form.NAME):
            continue
        after = chunk.start >= draft.hit.end
        gap = parse.lowers(draft.hit.end, chunk.start) if after else parse.lowers(chunk.end, draft.hit.start)
        distance = len(gap) + 25 * sum(w in _CLAUSE_WORDS for w in gap) + (0 if after else 6)
        if distance < cost:
            best, cost = chunk, distance
    if (
        best is None
        and draft.hit.frame.mode == "visit"
        and draft.recipients
        and draft.recipients[0].form in (Form.NAME, Form.PLACE)
    ):
        best, cost = draft.recipients[0], 0
    return span_of(parse, best) if best is not None and cost < 25 else None


def attribution(parse: Parse, hit: Hit) -> Span | None:
    """Who says so, when the trigger stands in reported speech: "X said ...", "..., X said", "according to X"."""
    for i, token in enumerate(parse.tokens):
        if parse.chunk_at[i] >= 0:
            continue
        if token.lower == "according" and i + 1 < len(parse.tokens) and parse.tokens[i + 1].lower == "to":
            found = find_object(parse, i + 2)
            return span_of(parse, found[0]) if found else None
        if token.lower in REPORTING and not hit.start <= i < hit.end:
            closing = all(not t.is_word or parse.chunk_at[k] >= 0 for k, t in enumerate(parse.tokens[i + 1 :], i + 1))
            if i < hit.start or closing:
                subject = find_subject(parse, verb_group(parse, i).start, is_gerund=token.lower.endswith("ing"))
                if not subject and closing and i + 1 < len(parse.tokens) and parse.chunk_at[i + 1] >= 0:
                    subject = rightward(parse, parse.chunk_at[i + 1])
                subject = [c for c in subject if c.form is not Form.ADJECTIVE]
                return span_of(parse, subject[0]) if subject else None
    return None
