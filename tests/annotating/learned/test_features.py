from __future__ import annotations

from lapwing.annotating.grammar import Grammar
from lapwing.annotating.learned.features import FORMS, features_of, spread
from lapwing.annotating.learned.labels import TYPES
from lapwing.annotating.names import Names
from lapwing.records import Span
from lapwing.settings import Settings

GRAMMAR = Grammar(Names({"Chile": {"name"}, "Bolivia": {"name"}}), Settings())


def test_what_the_rules_see():
    """Triggers with types, chunks with forms, and who the rules take for actor and recipient."""
    text = "Chile condemned Bolivia, said Ana Ruiz."
    features = features_of(GRAMMAR.parse_sentence(text), GRAMMAR.lexicon)
    assert [(s.of(text), TYPES[v - 1]) for s, v in features.triggers] == [("condemned", "ACCUSE"), ("said", "SAY")]
    assert [(s.of(text), FORMS[v - 1]) for s, v in features.chunks] == [
        ("Chile", "name"),
        ("Bolivia", "name"),
        ("Ana Ruiz", "person"),
    ]
    assert [(t.of(text), m.of(text), k) for t, m, k in features.roles] == [
        ("condemned", "Chile", 0),
        ("condemned", "Bolivia", 1),
    ]


def test_spread_over_tokens():
    """Each token takes the value of the first range that it touches; empty tokens take none."""
    assert spread([(Span(0, 5), 3), (Span(4, 9), 7)], [(0, 0), (0, 5), (6, 9), (10, 12)]) == [0, 3, 7, 0]
