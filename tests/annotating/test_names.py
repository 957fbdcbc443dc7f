from __future__ import annotations

from lapwing.annotating.names import Names
from lapwing.annotating.tokens import tokenize

NAMES = Names(
    {
        "Guinea": {"name"},
        "Guinea-Bissau": {"name"},
        "US": {"name"},
        "Côte d'Ivoire": {"name"},
        "foreign minister": {"agent", "title"},
    }
)


def tokens(text: str):
    return tokenize(text, 0, len(text))


def test_longest_wins():
    assert NAMES.longest(tokens("Guinea-Bissau said"), 0) == (3, frozenset({"name"}))
    assert NAMES.longest(tokens("Guinea said"), 0) == (1, frozenset({"name"}))


def test_names_keep_case_and_agents_do_not():
    """ "us" is no country; "Foreign Minister" is a title."""
    assert NAMES.longest(tokens("us"), 0) is None
    assert NAMES.longest_agent(tokens("Foreign Minister Caro"), 0) == (2, frozenset({"agent", "title"}))


def test_curly_apostrophes_match():
    assert NAMES.longest(tokens("Côte d’Ivoire"), 0) is not None
