from __future__ import annotations

from lapwing.opining.words import KINDS, load_words


def test_every_word_weighs_and_has_a_kind():
    """Weights lie in -1..1 and are never 0; forms are in lower case."""
    words = [word for entries in load_words().values() for word in entries]
    assert len({w.word for w in words}) > 400
    assert all(0 < abs(w.weight) <= 1 and w.kind in KINDS for w in words)
    assert all(form == form.lower().strip() for form in load_words())


def test_forms():
    """Verbs are inflected, nouns have plurals, adjectives adverbs; irregular forms come from the table."""
    table = load_words()
    for form in (
        "betrays",
        "betrayed",
        "betraying",
        "stole",
        "stealing",
        "heroes",
        "thieves",
        "bullies",
        "brutally",
        "shamefully",
    ):
        assert form in table, form
    assert "stealed" not in table
    assert {w.form for w in table["lied"]} == {"past"}
