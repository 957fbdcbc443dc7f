from __future__ import annotations

import numpy as np
import pytest

from lapwing.annotating import Grammar, Names
from lapwing.annotating.learned import LearnedAnnotator
from lapwing.annotating.learned.labels import MENTION_LABELS, MODES, REALIS, ROLES, TRIGGER_LABELS
from lapwing.annotating.learned.network import UNFITTED, Reading
from lapwing.records import Span
from lapwing.settings import Settings

NAMES = Names({"Chile": {"name"}, "Peru": {"name"}, "Bolivia": {"name"}})
LABELS = {"mention": MENTION_LABELS, "trigger": TRIGGER_LABELS, "mode": MODES, "realis": REALIS, "roles": ROLES}


class Told:
    """A network that has been told what to see: labels of words with their probability, and roles of pairs of words."""

    digest = "told"
    labels = LABELS

    def __init__(self, words: dict[str, tuple[str, float]], roles: dict[tuple[str, str], str], **fusion: float) -> None:
        self.words, self.roles, self.fusion = words, roles, UNFITTED | fusion

    def read(self, sentences, features, starts):
        return [self._read(s) for s in sentences]

    def _read(self, sentence: str) -> Reading:
        tokens, at = sentence.rstrip(".").split(" "), 0
        offsets = []
        for token in tokens:
            offsets.append((at, at + len(token)))
            at += len(token) + 1
        n = len(tokens)
        mention, trigger = np.zeros((n, len(MENTION_LABELS))), np.zeros((n, len(TRIGGER_LABELS)))
        roles = np.full((len(ROLES), n, n), -5.0)
        for i, token in enumerate(tokens):
            label, p = self.words.get(token, ("O", 1.0))
            mention[i, MENTION_LABELS.index(label) if label in MENTION_LABELS else 0] = 1.0
            trigger[i, TRIGGER_LABELS.index(label) if label in TRIGGER_LABELS else 0] = (
                p if label in TRIGGER_LABELS else 1.0
            )
            trigger[i, 0] = 1.0 - p if label in TRIGGER_LABELS else 1.0
            for j, other in enumerate(tokens):
                if role := self.roles.get((token, other)):
                    roles[ROLES.index(role), i, j] = 5.0
        return Reading(tuple(offsets), mention, trigger, np.zeros((n, len(MODES))), np.zeros((n, len(REALIS))), roles)


@pytest.fixture
def annotate(make_article):
    def run(text: str, network: Told, threshold: float = 0.5):
        article = make_article(text)
        found = LearnedAnnotator(Grammar(NAMES, Settings()), network, threshold).annotate(article)
        return [
            (e.type, e.trigger.of(text), [s.of(text) for s in e.actors], [s.of(text) for s in e.recipients], e.score)
            for e in found.events
        ]

    return run


COUNTRIES = {"Chile": ("B-country", 1.0), "Peru": ("B-country", 1.0)}
PARTIES = {("frobbed", "Chile"): "actor", ("frobbed", "Peru"): "recipient"}


def test_the_network_alone(annotate):
    """An event that no rule knows, with its parties, from the threshold on."""
    network = Told(COUNTRIES | {"frobbed": ("B-ASSAULT", 0.8)}, PARTIES)
    assert annotate("Chile frobbed Peru.", network) == [("ASSAULT", "frobbed", ["Chile"], ["Peru"], 0.8)]
    assert annotate("Chile frobbed Peru.", network, 0.9) == []


def test_what_the_rules_think_counts(annotate):
    """The weights of the fusion raise what both see and lower what the network sees alone."""
    both = Told(COUNTRIES | {"condemned": ("B-ACCUSE", 0.4)}, {}, agree=1.0)
    assert [e[:2] for e in annotate("Chile condemned Peru.", both)] == [("ACCUSE", "condemned")]
    alone = Told(COUNTRIES | {"frobbed": ("B-ACCUSE", 0.6)}, PARTIES, silent=-1.0)
    assert annotate("Chile frobbed Peru.", alone) == []


def test_the_rules_alone(annotate):
    """What the rules see and the network does not is told when the fusion trusts them that much."""
    network = Told(COUNTRIES, {}, slope=0.1, alone=2.0)
    assert [e[:4] for e in annotate("Chile condemned Peru.", network)] == [("ACCUSE", "condemned", ["Chile"], ["Peru"])]
    assert annotate("Chile condemned Peru.", Told(COUNTRIES, {})) == []


def test_rules_know_better_who_did_it(annotate):
    """Where both see the event and name different parties, the rules' are taken."""
    network = Told(
        COUNTRIES | {"condemned": ("B-ACCUSE", 0.9)},
        {("condemned", "Peru"): "actor", ("condemned", "Chile"): "recipient"},
    )
    assert [e[2:4] for e in annotate("Chile condemned Peru.", network)] == [(["Chile"], ["Peru"])]


def test_one_event_at_a_trigger(annotate):
    """Of two types at one trigger the likelier is told."""
    network = Told(COUNTRIES | {"condemned": ("B-REJECT", 0.9)}, {}, slope=1.0, alone=9.0)
    assert [e[:2] for e in annotate("Chile condemned Peru.", network)] == [("REJECT", "condemned")]


def test_types_of_given_triggers(make_article):
    article = make_article("Chile frobbed Peru.")
    annotator = LearnedAnnotator(Grammar(NAMES, Settings()), Told({"frobbed": ("B-COERCE", 0.1)}, {}))
    assert annotator.types_at(article, [Span(6, 13), Span(90, 95)]) == ["COERCE", None]


def test_relate(make_article):
    """A marked pair: the type, mode and realis that the network thinks likeliest between them."""
    network = Told(COUNTRIES | {"frobbed": ("B-ASSAULT", 0.8)}, PARTIES)
    annotator = LearnedAnnotator(Grammar(NAMES, Settings()), network)
    likely = annotator.relate("Chile frobbed Peru", [Span(0, 5)], [Span(14, 18)])
    assert max(likely, key=likely.__getitem__)[0] == "ASSAULT"


def test_the_grammar_names_the_kind_of_a_name(make_article):
    """The network takes a country that the tables know for a person."""
    network = Told({"Chile": ("B-person", 1.0)}, {})
    found = LearnedAnnotator(Grammar(NAMES, Settings()), network, 0.5).annotate(make_article("Chile sued."))
    assert [str(m.kind) for m in found.mentions] == ["country"]


def test_whom_a_meeting_is_with(annotate):
    """A meeting without a recipient takes the one that "with" names right after it; another act does not."""
    actor = {("frobbed", "Chile"): "actor"}
    for kind, recipients in (("CONSULT", ["Peru"]), ("ASSAULT", [])):
        network = Told(COUNTRIES | {"frobbed": (f"B-{kind}", 0.8), "with": ("-", 1.0)}, actor)
        assert annotate("Chile frobbed with Peru.", network) == [(kind, "frobbed", ["Chile"], recipients, 0.8)]
