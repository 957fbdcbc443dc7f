"""spaCy: the component "lapwing", which codes documents in a pipeline.

nlp = spacy.blank("en")
nlp.add_pipe("lapwing")
doc = nlp("PARIS (AFP) — France expelled two Malian diplomats on Friday, the foreign ministry said.")
doc._.events[0].type, doc._.events[0].trigger, doc._.lapwing.statements
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import srsly
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from lapwing.errors import BrokenData, WrongCall
from lapwing.integrations.offsets import Offsets
from lapwing.integrations.plain import from_plain, to_plain
from lapwing.pipeline import Coder
from lapwing.records import CodedArticle, CodedEvent, Page, Skipped, SourceRef
from lapwing.settings import Settings


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a document. `span` has the tokens that hold them; `start` and `end` are the exact characters, as offsets into `doc.text`, which a token may pass:
    "Paris-based" is one token for some tokenizers, and "Paris" the evidence."""

    span: Span
    start: int
    end: int

    @property
    def text(self) -> str:
        """The exact characters."""
        return self.span.doc.text[self.start : self.end]

    @property
    def is_exact(self) -> bool:
        """Whether the tokens hold these characters and no others."""
        return (self.span.start_char, self.span.end_char) == (self.start, self.end)


@dataclass(frozen=True, slots=True)
class DocEvent:
    """An event with its evidence in the document. `coded` has everything that was read; `evidence` for each field of `coded.evidence` its words. Words that reading
    changed so much that they are not found in the document are left out."""

    coded: CodedEvent
    evidence: Mapping[str, tuple[Words, ...]]

    @property
    def type(self) -> str:
        return self.coded.type

    @property
    def trigger(self) -> Span | None:
        return next(iter(self.spans("trigger")), None)

    @property
    def actors(self) -> tuple[Span, ...]:
        return self.spans("actors")

    @property
    def recipients(self) -> tuple[Span, ...]:
        return self.spans("recipients")

    def spans(self, field: str) -> tuple[Span, ...]:
        """The tokens of a field's evidence: trigger, actors, recipients, period, place, contexts, dead, injured, retold."""
        return tuple(words.span for words in self.evidence.get(field, ()))


# What a document gets. `published_on` is for the caller to set: a date or "YYYY-MM-DD".
_EXTENSIONS = {"lapwing": None, "lapwing_skipped": None, "published_on": None}


@Language.factory(
    "lapwing", default_config={"engine": "learned", "precise": False}, assigns=["doc._.lapwing", "doc._.events"]
)
def make_component(nlp: Language, name: str, engine: str, precise: bool) -> Component:
    """What `nlp.add_pipe("lapwing")` makes. `engine` is "learned" or "rules"; `precise` tells only what is nearly sure."""
    _extend_documents()
    return Component(Coder(engine=engine, settings=Settings(operating_point="precise" if precise else "balanced")))


def _extend_documents() -> None:
    for name, default in _EXTENSIONS.items():
        _extend(name, default=default)
    _extend("events", getter=events_of)


def _extend(name: str, **way: Any) -> None:
    wanted = (way.get("default"), None, way.get("getter"), None)
    if Doc.has_extension(name) and Doc.get_extension(name) != wanted:
        raise WrongCall(f"Another component has doc._.{name}. Rename its extension: Lapwing writes there.")
    Doc.set_extension(name, force=True, **way)


class Component:
    """Codes documents. Takes the day of publication from `doc._.published_on`, or from "published_on" in the context of `nlp.pipe(..., as_tuples=True)`."""

    def __init__(self, coder: Coder) -> None:
        self.coder = coder

    def __call__(self, doc: Doc) -> Doc:
        """The same document with `doc._.lapwing`: its CodedArticle, or None where `doc._.lapwing_skipped` says why it cannot be coded. The triggers are also
        `doc.spans["lapwing"]`, labelled by type, for displacy."""
        page = Page(doc.text.encode("utf-8", "replace"), SourceRef("doc"))
        coded = self.coder.code_page(page, published=_published_on(doc))
        doc._.lapwing = coded if isinstance(coded, CodedArticle) else None
        doc._.lapwing_skipped = coded if isinstance(coded, Skipped) else None
        triggers = [(e.type, e.trigger) for e in events_of(doc) if e.trigger is not None]
        spans = [Span(doc, trigger.start, trigger.end, label=label) for label, trigger in triggers]
        doc.spans["lapwing"] = SpanGroup(doc, name="lapwing", spans=spans)
        return doc


def _published_on(doc: Doc) -> date | None:
    # spaCy keeps the context of as_tuples here while a document is in the pipeline; components have no other way to it.
    context = doc._context
    day = doc._.published_on or (context.get("published_on") if isinstance(context, Mapping) else None)
    if isinstance(day, datetime):
        return day.date()
    if day is None or isinstance(day, date):
        return day
    try:
        return date.fromisoformat(day)
    except (TypeError, ValueError) as fault:
        raise WrongCall(f"published_on must be a date or 'YYYY-MM-DD', not {day!r}.") from fault


def events_of(doc: Doc) -> tuple[DocEvent, ...]:
    """The events of a document, in the order of the article. This is `doc._.events`."""
    coded: CodedArticle | None = doc._.lapwing
    if coded is None:
        return ()
    offsets = Offsets(coded.article.text, coded.article.paragraphs, doc.text)
    return tuple(_doc_event(doc, event, offsets) for event in coded.events)


def _doc_event(doc: Doc, event: CodedEvent, offsets: Offsets) -> DocEvent:
    evidence = {}
    for field, spans in event.evidence.items():
        places = [place for span in spans if (place := offsets.in_source(span)) is not None]
        evidence[field] = tuple(
            Words(doc.char_span(p.start, p.end, alignment_mode="expand"), p.start, p.end) for p in places
        )
    return DocEvent(event, evidence)


# --- travelling ------------------------------------------------------------------------------------------

# What a document holds, by the name under which it stands in the document's bytes.
_KINDS: dict[str, type] = {"lapwing.CodedArticle": CodedArticle, "lapwing.Skipped": Skipped, "lapwing.date": date}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def _encode(value: Any, chain: Callable | None = None) -> Any:
    """For `doc.to_bytes` and the processes of `nlp.pipe(..., n_process=2)`, which know nothing of our records."""
    if type(value) in _NAMES:
        return {_NAMES[type(value)]: to_plain(value)}
    return value if chain is None else chain(value)


def _decode(value: Any, chain: Callable | None = None) -> Any:
    name = next(iter(value), None) if isinstance(value, dict) and len(value) == 1 else None
    if name in _KINDS:
        try:
            return from_plain(_KINDS[name], value[name])
        except (TypeError, ValueError) as fault:
            raise BrokenData("This document was coded by another version of Lapwing. Code it again.") from fault
    return value if chain is None else chain(value)


srsly.msgpack_encoders.register("lapwing", func=_encode)
srsly.msgpack_decoders.register("lapwing", func=_decode)
