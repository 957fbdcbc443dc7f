from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lapwing.opining.clauses import clauses_of
from lapwing.resolving import find_targets, load_tables


def clauses(text: str) -> list[str]:
    return [c.span.of(text) for c in clauses_of(text, find_targets(text, load_tables(), day=None, people={}))]


def test_cut_at_new_subjects_and_openers():
    """A clause ends where another subject begins, and not between names that stand together."""
    assert clauses("Peru is late but Chile is early.") == ["Peru is late", "but Chile is early"]
    assert clauses("Peru is corrupt and Chile is early.") == ["Peru is corrupt", "and Chile is early"]
    assert clauses("Peru and Chile are early.") == ["Peru and Chile are early"]


def test_a_point_within_a_name_ends_nothing():
    assert clauses("The U.S. is early.") == ["The U.S. is early"]


def test_questions_are_known():
    text = "Peru? Chile is early."
    assert [c.is_question for c in clauses_of(text, ())] == [True, False]


@given(st.text(alphabet='abc .,!?"\n>-—but and Peru', max_size=120))
def test_clauses_are_in_order_and_apart(text):
    """Clauses follow one another without overlap."""
    spans = [c.span for c in clauses_of(text, find_targets(text, load_tables(), day=None, people={}))]
    assert all(a.end <= b.start for a, b in pairwise(spans))
