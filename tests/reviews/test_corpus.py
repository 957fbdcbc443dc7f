"""Training data of reviewed events is in the format of the corpus, and holds nothing that nobody judged."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from lapwing.ontology import FACTS
from lapwing.reviews import Reviews, lines_of, reviewed_corpus
from lapwing.store import Store
from making_stores import make_store

AT = datetime(2024, 6, 4, tzinfo=UTC)
ROOT = Path(__file__).parent.parent.parent
ATTACK = "Gunmen killed 12 Kenyan soldiers near Garissa on Sunday."
BLAME = "Kenya condemned Somalia and praised Ethiopia on Monday."
TALKS = "Chile and Peru condemned Bolivia on Tuesday."


@pytest.fixture
def store(tmp_path, coder) -> Path:
    return make_store(tmp_path / "out", coder, [f"{ATTACK} {BLAME}", TALKS])


@pytest.fixture
def judge(store):
    """Judge the coded event with this trigger."""
    reviews, views = Reviews(store), Store(store).read_only()

    def give(sentence: str, trigger: str, verdict: str = "accept", **corrections) -> None:
        query = "select id from events where sentence = ? and trigger = ?"
        ((event,),) = views.query(query, [sentence, trigger]).fetchall()
        reviews.add(who="ana", at=AT, verdict=verdict, looked_at=event, corrections=corrections)

    return give


def sentences(store) -> dict[str, list[dict]]:
    return {
        p["text"][s["start"] : s["end"]]: s["events"] for p in reviewed_corpus(store).passages for s in p["sentences"]
    }


def test_an_accepted_event_with_its_words(store, judge, spans):
    """Words of the sentence as offsets into the passage, which has the sentences that were judged and no other."""
    judge(ATTACK, "killed", "correct", mode="firearms")
    corpus = reviewed_corpus(store)
    (passage,) = corpus.passages
    assert (passage["text"], passage["published"], passage["layers"]) == (ATTACK, "2024-06-04", ["events"])
    (event,) = passage["sentences"][0]["events"]
    assert event == {
        "trigger": {"start": 7, "end": 13, "text": "killed"}, "type": "ASSAULT", "mode": "firearms", "realis": "actual",
        "actors": [{"start": 0, "end": 6, "text": "Gunmen"}], "recipients": [{"start": 14, "end": 32, "text": "12 Kenyan soldiers"}],
        "place": {"start": 38, "end": 45, "text": "Garissa"}, "time": {"start": 49, "end": 55, "text": "Sunday"}, "attributed_to": None,
    }  # fmt: skip
    assert corpus.left_out == {"not_reviewed": 1}


def test_a_sentence_with_an_event_that_nobody_judged_is_left_out(store, judge):
    """It would teach that the other is none."""
    judge(BLAME, "condemned")
    assert (sentences(store), reviewed_corpus(store).left_out) == ({}, {"not_reviewed": 2})
    judge(BLAME, "praised", "reject")
    assert [e["trigger"]["text"] for e in sentences(store)[BLAME]] == ["condemned"]


def test_a_rejected_event_leaves_its_sentence_without(store, judge):
    judge(TALKS, "condemned", "reject")
    assert sentences(store) == {TALKS: []}


@pytest.mark.parametrize(
    ("verdict", "corrections", "reason"),
    [("unsure", {}, "unsure"), ("correct", {"actor_countries": ["CHL"]}, "words_unknown"), ("correct", {"place_country": "BOL"}, "words_unknown")],
)  # fmt: skip
def test_what_teaches_nothing_certain_is_left_out(store, judge, verdict, corrections, reason):
    judge(TALKS, "condemned", verdict, **corrections)
    assert (sentences(store), reviewed_corpus(store).left_out) == ({}, {reason: 1})


def test_retold_sentences_are_left_out(tmp_path, coder):
    """Where an event is told again its own parties are not known."""
    text = "Kenya condemned Somalia on Monday. In Nairobi, Kenya condemned Somalia and praised Ethiopia."
    folder = make_store(tmp_path / "again", coder, [text])
    for event, trigger in Store(folder).query("select id, trigger from events").fetchall():
        Reviews(folder).add(who="ana", at=AT, verdict="accept", looked_at=event, note=trigger)
    retold = (
        Store(folder)
        .query("select count(*) from events where len(list_filter(evidence, lambda e: e.field = 'retold')) > 0")
        .fetchall()
    )
    assert retold == [(1,)]
    assert list(sentences(folder)) == ["Kenya condemned Somalia on Monday."]
    assert reviewed_corpus(folder).left_out == {"retold": 1}


def test_every_span_quotes_its_text_and_every_code_is_legal(store, judge, spans):
    """What the tests of the corpus ask of each passage, with several sentences in one."""
    for sentence, trigger in ((ATTACK, "killed"), (BLAME, "condemned"), (BLAME, "praised"), (TALKS, "condemned")):
        judge(sentence, trigger, **({"verdict": "correct", "type": "THREATEN"} if trigger == "praised" else {}))
    passages = [json.loads(line) for line in lines_of(reviewed_corpus(store))]
    assert {p["text"] for p in passages} == {f"{ATTACK} {BLAME}", TALKS}
    for passage in passages:
        for sentence in passage["sentences"]:
            for event in sentence["events"]:
                assert event["mode"] is None or event["mode"] in FACTS[event["type"]].mode_scores
            found = list(spans({k: v for k, v in sentence.items() if k not in ("start", "end")}))
            assert len(found) >= 3
            for span in found:
                assert passage["text"][span["start"] : span["end"]] == span["text"]
                assert sentence["start"] <= span["start"] < span["end"] <= sentence["end"]


def test_training_scores_only_what_was_judged(store, judge, tmp_path):
    """The trainer takes the file; mentions and verbs of speaking, which nobody judged, are left open."""
    from tokenizers import Tokenizer

    sys.path.insert(0, str(ROOT / "train"))
    import data

    judge(ATTACK, "killed")
    path = tmp_path / "reviewed.jsonl"
    path.write_text("".join(lines_of(reviewed_corpus(store))), "utf-8")
    ((text, sentence),) = data.load(path)
    tokenizer = Tokenizer.from_file(str(ROOT / "src/lapwing/annotating/learned/model/tokenizer.json"))
    example = data.make(text, sentence, tokenizer)
    assert np.all(example.mention == -100)
    assert [data.TRIGGER_LABELS[t] for t in example.trigger if t > 0] == ["B-ASSAULT"]
    said = "Kenya said it was ready."
    empty = {"start": 0, "end": len(said), "mentions": [], "events": [], "quotes": [], "claims": [], "commitments": []}
    assert data.make(said, empty, tokenizer).trigger[2] == 0
    assert data.make(said, {**empty, "layers": ["events"]}, tokenizer).trigger[2] == -100
