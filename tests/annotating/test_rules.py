"""The rule engine on sentences of its own: who did what to whom, and whether it happened."""

from __future__ import annotations

import pytest

ACTUAL, PLANNED, POSSIBLE, DENIED = "actual", "planned", "possible", "denied"


@pytest.fixture
def events(coder, make_article):
    """(type, mode, realis, actors, recipients) of each event mention in a text, as words."""

    def find(text: str):
        article = make_article(text)
        return [
            (e.type, e.mode, str(e.realis), [s.of(text) for s in e.actors], [s.of(text) for s in e.recipients])
            for e in coder.annotator.annotate(article).events
        ]

    return find


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chile condemned Bolivia for the blockade.", ("ACCUSE", "disapprove", ACTUAL, ["Chile"], ["Bolivia"])),
        ("Bolivia was condemned by Chile.", ("ACCUSE", "disapprove", ACTUAL, ["Chile"], ["Bolivia"])),
        (
            "Kenyan police arrested two opposition lawmakers.",
            ("COERCE", "arrest", ACTUAL, ["Kenyan police"], ["two opposition lawmakers"]),
        ),
        (
            "Chile, Peru and Bolivia expelled two Danish diplomats.",
            ("SANCTION", "expel", ACTUAL, ["Chile", "Peru", "Bolivia"], ["two Danish diplomats"]),
        ),
        (
            "Defence Minister Ana Ruiz met with her Peruvian counterpart in Lima.",
            ("CONSULT", None, ACTUAL, ["Defence Minister Ana Ruiz"], ["her Peruvian counterpart"]),
        ),
        ("Talks between Chile and Peru resumed.", ("CONSULT", None, ACTUAL, ["Chile", "Peru"], [])),
        (
            "Ana Ruiz, leader of the miners, accused the government of fraud.",
            ("ACCUSE", "allege", ACTUAL, ["Ana Ruiz"], ["the government"]),
        ),
        (
            "Saudi Arabia, which sent no envoy, praised Oman and Qatar for their patience.",
            ("SUPPORT", None, ACTUAL, ["Saudi Arabia"], ["Oman", "Qatar"]),
        ),
        (
            "In New York, the United Nations urged Sudan to open its border.",
            ("REQUEST", None, ACTUAL, ["the United Nations"], ["Sudan"]),
        ),
        ("Kenya said Uganda must withdraw its troops.", ("REQUEST", None, ACTUAL, ["Kenya"], ["Uganda"])),
    ],
)
def test_parties(events, text, expected):
    """Actors and recipients by clause, voice, list, apposition and preposition."""
    assert expected in events(text)


@pytest.mark.parametrize(
    ("text", "event_type", "realis"),
    [
        ("Chile will expel the Bolivian ambassador.", "SANCTION", PLANNED),
        ("Chile has decided to deploy troops.", "MOBILIZE", PLANNED),
        ("Chile may expel the Bolivian ambassador.", "SANCTION", POSSIBLE),
        ("Chile may be preparing to carry out a missile test.", "MOBILIZE", POSSIBLE),
        ("Chile did not expel the Bolivian ambassador.", "SANCTION", DENIED),
        ("The army denied a report that soldiers had attacked Bolivian farmers.", "ASSAULT", DENIED),
        ("Chile expelled the Bolivian ambassador.", "SANCTION", ACTUAL),
        ("If Chile attacks Bolivia, Peru will protest.", "ASSAULT", POSSIBLE),
        ("No Kenyan soldiers were killed by rebels.", "ASSAULT", DENIED),
        ("Neither Chile nor Peru condemned Bolivia.", "ACCUSE", DENIED),
        ("Bolivia nearly attacked Chile.", "ASSAULT", DENIED),
    ],
)
def test_realis(events, text, event_type, realis):
    """Tense, modals, governing verbs, conditionals, negation and reported denials."""
    assert (event_type, realis) in [(e[0], e[2]) for e in events(text)]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Chile threatened to attack Bolivia.", {"THREATEN"}),
        ("Chile called for talks with Bolivia.", {"REQUEST"}),
        ("Chile agreed to release two Bolivian soldiers.", {"AGREE", "CONCEDE"}),
        ("Chile accused Bolivia of attacking a village.", {"ACCUSE"}),
    ],
)
def test_content_of_an_act_is_no_event(events, text, kept):
    """What is threatened, asked, promised or alleged is not coded beside the act."""
    found = {e[0] for e in events(text)}
    assert found
    assert found <= kept


def test_active_verbs_are_not_passive(events):
    """A preposition after the object does not turn the killers into the killed."""
    found = events("Kenyan rebels killed two Ugandan soldiers in an ambush near the lake.")
    assert ("ASSAULT", ["Kenyan rebels"], ["two Ugandan soldiers"]) in [(e[0], e[3], e[4]) for e in found]


def test_gerund_after_a_passive(events):
    """ "Were struck by two ships, injuring": the ships injured."""
    found = events("Kenyan boats were attacked by Ugandan soldiers, injuring four sailors.")
    assert all(e[3] != ["Kenyan boats"] for e in found)


def test_refusal(events):
    """Saying that one will not concede is a refusal; not having done so is none."""
    assert [e[:3] for e in events("Chile will not lift the ban on Bolivian ships.")] == [("REJECT", "yield", ACTUAL)]
    assert [e[:3] for e in events("Chile did not lift the ban on Bolivian ships.")] == [("CONCEDE", None, DENIED)]


def test_separate_meetings(events):
    """ "Met separately with A and B" is two meetings."""
    found = events("Ana Ruiz met separately with Peruvian President Jo Ouro and Chilean Prime Minister Eva Soto.")
    assert [e[4] for e in found] == [["Peruvian President Jo Ouro"], ["Chilean Prime Minister Eva Soto"]]


@pytest.mark.parametrize(
    "text",
    [
        "The senator died of a heart attack.",
        "Floods in Peru killed 58 people.",
        "The team met its target for the year.",
        "Shares fell after the company struck a deal with its bank.",
    ],
)
def test_no_event(events, text):
    """Disasters, metaphors and idioms are not coded as assaults and meetings."""
    assert not [e for e in events(text) if e[0] in ("ASSAULT", "CONSULT", "COERCE")]


def test_dateline_is_no_actor(coder, make_article):
    """The place that opens a wire story does nothing in it."""
    article = make_article("QUITO, Ecuador (AP) — Miners blocked a road near the border on Monday, police said.")
    annotation = coder.annotator.annotate(article)
    assert all(m.span.start >= len(article.dateline) for m in annotation.mentions)


def test_every_span_is_in_its_sentence(coder, make_article):
    """Triggers and arguments of an event lie in one sentence."""
    text = "Chile condemned Bolivia. The two countries met in Lima on Tuesday. They agreed to meet again."
    annotation = coder.annotator.annotate(make_article(text))
    for event in annotation.events:
        sentence = next(s for s in annotation.sentences if s.covers(event.trigger))
        assert all(sentence.covers(s) for s in (*event.actors, *event.recipients))
