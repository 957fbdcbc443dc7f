"""What tables and grammar say of a sentence, as input for the network: it learns when to believe them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lapwing.annotating.chunks import Form
from lapwing.annotating.drafts import find_drafts
from lapwing.annotating.hits import find_hits
from lapwing.annotating.learned.labels import REALIS, SAY, TYPES
from lapwing.annotating.lexicon import Lexicon
from lapwing.annotating.parse import Parse, span_of
from lapwing.annotating.words import REPORTING
from lapwing.records import Span

# Values of a feature, like TYPES and REALIS; 0 is nothing. They are part of the weights: a new one goes to the end.
FORMS = [str(f) for f in Form]


@dataclass(frozen=True, slots=True)
class Features:
    """Ranges of characters in the article with values: triggers by type, the realis of each, chunks by form, and which chunk
    is actor or recipient of which trigger."""

    triggers: tuple[tuple[Span, int], ...]
    realis: tuple[tuple[Span, int], ...]
    chunks: tuple[tuple[Span, int], ...]
    roles: tuple[tuple[Span, Span, int], ...]


def features_of(parse: Parse, lexicon: Lexicon) -> Features:
    """The features of a sentence. Triggers are all frames found, also those that the rules then drop."""

    def words(start: int, end: int) -> Span:
        return Span(parse.tokens[start].start, parse.tokens[end - 1].end)

    hits = find_hits(parse, lexicon)
    drafts = find_drafts(parse, hits)
    say = [words(i, i + 1) for i, t in enumerate(parse.tokens) if t.lower in REPORTING and parse.chunk_at[i] < 0]
    triggers = [(words(h.start, h.end), 1 + TYPES.index(h.frame.type)) for h in hits]
    roles = []
    for draft in drafts:
        trigger = words(draft.hit.start, draft.hit.end)
        for k, chunks in enumerate((draft.actors, draft.recipients)):
            roles += [(trigger, span_of(parse, c), k) for c in chunks]
    return Features(
        tuple(triggers) + tuple((s, 1 + TYPES.index(SAY)) for s in say),
        tuple((words(d.hit.start, d.hit.end), 1 + REALIS.index(str(d.realis))) for d in drafts),
        tuple((span_of(parse, c), 1 + FORMS.index(str(c.form))) for c in parse.chunks),
        tuple(roles),
    )


def spread(ranges: Sequence[tuple[Span, int]], offsets: Sequence[tuple[int, int]]) -> list[int]:
    """One value for each token: that of the first range that it lies in. `offsets` are the tokens' character ranges."""
    return [next((v for s, v in ranges if a < b and s.start < b and a < s.end), 0) for a, b in offsets]


def tokens_over(spans: Sequence[Span], offsets: Sequence[tuple[int, int]]) -> list[int]:
    """The tokens that overlap one of some spans; the marks around a sentence are empty and overlap none."""
    return [i for i, (a, b) in enumerate(offsets) if a < b and any(s.start < b and a < s.end for s in spans)]
