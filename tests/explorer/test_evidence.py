"""Evidence: the words that a field was read from, who printed them, and why reports were joined."""

from __future__ import annotations

import pytest

from lapwing.explorer.evidence import article_pieces, evidence_of, paragraphs


@pytest.fixture(scope="module")
def attack(store):
    views = store.read_only()
    ((i,),) = views.query(
        "select id from consolidated_events where type = 'ASSAULT' order by n_articles desc limit 1"
    ).fetchall()
    return evidence_of(views, "events", i), views


def test_copies_are_one_telling(attack):
    """Two outlets with one text stand as one source, both named; the other account stands beside it."""
    evidence, _ = attack
    outlets = sorted(t.outlets for t in evidence.tellings)
    assert len(evidence.tellings) == evidence.n_tellings
    assert any(t.article["agency"] == "AFP" for t in evidence.tellings)
    assert outlets


def test_marks_stand_on_their_words(attack, store):
    """Every marked piece is the text of its field: the evidence is the page's own words."""
    evidence, _ = attack
    for telling in evidence.tellings:
        text = "".join(p.text for p in telling.pieces)
        assert text in telling.article["text"]
        assert any(p.role == "trigger" for p in telling.pieces)
        spans = {e["text"] for e in telling.report["evidence"]}
        for piece in telling.pieces:
            if piece.role:
                assert any(piece.text in words for words in spans)


def test_a_report_is_its_own_evidence(attack):
    evidence, views = attack
    report = evidence.coded_event_ids[0]
    own = evidence_of(views, "reports", report)
    assert own.coded_event_ids == (report,)
    assert own.tellings[0].report["id"] == report


def test_no_such_event(attack):
    assert evidence_of(attack[1], "events", "nothing") is None


def test_only_addresses_of_pages_are_links(attack):
    """A page's own idea of its address is scraped text: "javascript:" is no link."""
    from dataclasses import replace

    telling = attack[0].tellings[0]
    assert replace(telling, article={**telling.article, "url": "javascript:alert(1)"}).link is None
    assert replace(telling, article={**telling.article, "url": "https://a.example/b"}).link == "https://a.example/b"


def test_whole_article(attack):
    """Its paragraphs are its text; its events are numbered in the order of their triggers."""
    evidence, views = attack
    article, pieces, events = article_pieces(views, evidence.tellings[0].article["id"])
    assert ["".join(p.text for p in line) for line in pieces] == article["text"].split("\n")
    assert {r for line in pieces for p in line for r in p.records} == {f"E{n}" for n in range(1, len(events) + 1)}
    assert article_pieces(views, "nothing") is None


def test_paragraphs_have_their_places():
    text = "One.\n\nTwo."
    assert [text[s.start : s.end] for s in paragraphs(text)] == ["One.", "Two."]
