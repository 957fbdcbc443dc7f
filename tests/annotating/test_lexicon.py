from __future__ import annotations

import pytest

from lapwing.annotating.lexicon import NONE, Frame, Lexicon, load_lexicon, verb_forms
from lapwing.annotating.tokens import tokenize
from lapwing.errors import BrokenData
from lapwing.ontology import FACTS


def frame(pattern: str, pos: str = "v", **more) -> Frame:
    fields = {"type": "CONSULT", "mode": None, "actor": ("subj",), "recipient": ("with",), "needs": ""} | more
    return Frame(pattern, pos, **fields)


def hits(lexicon: Lexicon, text: str) -> list[tuple[str, str]]:
    tokens = tokenize(text, 0, len(text))
    return [
        (text[tokens[h.start].start : tokens[h.end - 1].end], h.form)
        for i in range(len(tokens))
        for h in lexicon.hits(tokens, i)
    ]


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("condemn", "condemn condemns condemned condemning"),
        ("pledge", "pledge pledges pledged pledging"),
        ("deny", "deny denies denied denying"),
        ("veto", "veto vetoes vetoed vetoing"),
        ("free", "free frees freed freeing"),
    ],
)
def test_regular_forms(base, forms):
    assert list(verb_forms(base, {})) == forms.split()


def test_irregular_forms():
    assert verb_forms("hold", {"hold": {"past": "held", "participle": "held"}})["held"] == "past"


def test_gap_takes_few_words_and_stops_at_clauses():
    """ "hold ~ talk" matches over adjectives, in every form, singular and plural, and not over a clause."""
    lexicon = Lexicon([frame("hold ~ talk")], {"hold": {"past": "held", "participle": "held"}})
    assert hits(lexicon, "They held two long talks.") == [("held two long talks", "past")]
    assert hits(lexicon, "They held that talks were useless.") == []
    assert hits(lexicon, "They held one, two, three, four, talks.") == []


def test_passive():
    """ "talks were held": the noun stands before the participle."""
    lexicon = Lexicon([frame("hold ~ talk|meeting in")], {"hold": {"past": "held", "participle": "held"}})
    tokens = tokenize("Talks were held in Lima", 0, 23)
    assert [(h.start, h.end) for h in lexicon.passive_hits(tokens, 2, ["talks"])] == [(2, 4)]
    assert list(lexicon.passive_hits(tokens, 2, ["elections"])) == []


def test_the_lexicon_that_ships():
    """It loads, every row is legal, every type has verbs and nouns."""
    lexicon = load_lexicon()
    frames = {f for rows in lexicon._by_first.values() for f, _, _ in rows}
    for event_type in FACTS:
        assert sum(f.type == event_type and f.pos == "v" for f in frames) >= 30
        assert sum(f.type == event_type and f.pos == "n" for f in frames) >= 20
    assert any(f.type == NONE for f in frames)


def test_an_illegal_row_is_named():
    from lapwing.annotating.lexicon import _frame

    row = {"pattern": "x", "pos": "v", "type": "FIGHT", "mode": "", "actor": "subj", "recipient": "obj", "needs": ""}
    with pytest.raises(BrokenData, match="line 7"):
        _frame(row, 7)
