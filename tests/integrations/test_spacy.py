"""The spaCy component: events on documents, their words as spans of tokens."""

from __future__ import annotations

from datetime import date

import pytest

from lapwing.errors import BrokenData, WrongCall
from lapwing.records import SkipReason
from lapwing.resources import examples_folder

spacy = pytest.importorskip("spacy", reason="spaCy is not installed: pip install '.[test-integrations]'")

TEXT = "PARIS (AFP) — France expelled two Malian diplomats on Friday, the foreign ministry said.\nPeru’s president visited Chile on 7 May 2024."


@pytest.fixture(scope="module")
def nlp():
    pipeline = spacy.blank("en")
    pipeline.add_pipe("lapwing", config={"engine": "rules"})
    return pipeline


def test_events_are_on_the_document(nlp):
    """The component is found by its name; events have their trigger and parties as spans."""
    doc = nlp.make_doc(TEXT)
    doc._.published_on = date(2024, 5, 10)
    doc = nlp(doc)
    expulsion, visit = doc._.events
    assert (expulsion.type, expulsion.trigger.text) == ("SANCTION", "expelled")
    assert [s.text for s in expulsion.actors] == ["France"]
    assert [s.text for s in visit.spans("period")] == ["7 May 2024"]
    assert doc._.lapwing.events == (expulsion.coded, visit.coded)
    assert [(s.text, s.label_) for s in doc.spans["lapwing"]] == [("expelled", "SANCTION"), ("visited", "CONSULT")]


def test_evidence_keeps_the_exact_characters():
    """A token that is larger than the evidence is taken whole, and the characters are still those of the evidence."""
    nlp = spacy.blank("en")
    nlp.tokenizer = lambda text: spacy.tokens.Doc(
        nlp.vocab, words=text.split(" "), spaces=[True] * text.count(" ") + [False]
    )
    nlp.add_pipe("lapwing", config={"engine": "rules"})
    text = "France, angry at the coup, expelled Mali's ambassador on Friday."
    (event,) = nlp(text)._.events
    (france,) = event.evidence["actors"]
    assert (france.span.text, france.text, france.is_exact) == ("France,", "France", False)
    assert text[france.start : france.end] == "France"


@pytest.mark.parametrize("name", ["andes_strike.txt", "sahel_attack.txt", "pacific_drills.txt"])
def test_every_word_of_evidence_is_found(nlp, name):
    """On pages with a date above and comments below, every span reads as the evidence does."""
    doc = nlp((examples_folder() / "pages" / name).read_text("utf-8"))
    text = doc._.lapwing.article.text
    assert doc._.events
    for event in doc._.events:
        told = {f: [s.of(text).split() for s in spans] for f, spans in event.coded.evidence.items()}
        assert {f: [w.text.split() for w in words] for f, words in event.evidence.items()} == told
        assert all(w.text in w.span.text for words in event.evidence.values() for w in words)


def test_day_of_publication(nlp):
    """From the document's own attribute, or from the context of a batch; the attribute goes first."""
    (doc,) = nlp.pipe([nlp.make_doc(TEXT)])
    assert doc._.events[0].coded.period is None
    batch = [
        (TEXT, {"published_on": "2024-03-15"}),
        (TEXT, {"published_on": date(2024, 3, 22)}),
        (TEXT, "a context of another kind"),
    ]
    days = [d._.events[0].coded.period for d, _ in nlp.pipe(batch, as_tuples=True)]
    assert [p and p.first_day for p in days] == [date(2024, 3, 15), date(2024, 3, 22), None]
    doc = nlp.make_doc(TEXT)
    doc._.published_on = date(2024, 3, 15)
    assert nlp(doc)._.events[0].coded.period.first_day == date(2024, 3, 15)


def test_wrong_day_is_refused(nlp):
    """A day that is none is a wrong call, and says so."""
    doc = nlp.make_doc(TEXT)
    doc._.published_on = "last Friday"
    with pytest.raises(WrongCall, match="last Friday"):
        nlp(doc)


def test_what_cannot_be_coded_says_why(nlp):
    """A document without an article in it has no events and a reason."""
    doc = nlp("Hello")
    assert (doc._.lapwing, doc._.events, doc._.lapwing_skipped.reason) == (None, (), SkipReason.NO_ARTICLE)


def test_pipeline_is_loaded_from_disk(nlp, tmp_path):
    """A saved pipeline finds the component again, with its settings."""
    nlp.to_disk(tmp_path / "pipeline")
    loaded = spacy.load(tmp_path / "pipeline")
    assert loaded.config["components"]["lapwing"]["engine"] == "rules"
    assert [e.type for e in loaded(TEXT)._.events] == ["SANCTION", "CONSULT"]


def test_documents_travel(nlp):
    """Through bytes, a DocBin and other processes a document keeps what was read, and its spans are its own."""
    doc = nlp.make_doc(TEXT)
    doc._.published_on = date(2024, 5, 10)
    doc = nlp(doc)
    through_bytes = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    (from_bin,) = spacy.tokens.DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab)
    for loaded in (through_bytes, from_bin):
        assert (loaded._.lapwing, loaded._.published_on) == (doc._.lapwing, date(2024, 5, 10))
        assert [e.trigger.text for e in loaded._.events] == ["expelled", "visited"]
        assert loaded._.events[0].trigger.doc is loaded


def test_several_processes(nlp):
    """The same as one process, also for what cannot be coded."""
    told = list(nlp.pipe([TEXT, "Hello", TEXT], n_process=2, batch_size=1))
    assert [d._.lapwing for d in told] == [d._.lapwing for d in nlp.pipe([TEXT, "Hello", TEXT])]
    assert told[1]._.lapwing_skipped.reason == SkipReason.NO_ARTICLE


def test_documents_of_another_version_are_refused():
    """A record with other fields is told, and not guessed at."""
    import srsly

    with pytest.raises(BrokenData, match="another version"):
        srsly.msgpack_loads(srsly.msgpack_dumps({"lapwing.CodedArticle": ["a field"]}))


def test_an_attribute_of_others_is_not_taken(nlp):
    """Where another component has doc._.events, Lapwing does not write over it."""
    before = spacy.tokens.Doc.get_extension("events")
    spacy.tokens.Doc.set_extension("events", default="mine", force=True)
    try:
        with pytest.raises(WrongCall, match=r"doc\._\.events"):
            spacy.blank("en").add_pipe("lapwing", config={"engine": "rules"})
    finally:
        spacy.tokens.Doc.set_extension("events", getter=before[2], force=True)
