from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lapwing.annotating.tokens import tokenize


def words(text: str) -> list[str]:
    return [t.text for t in tokenize(text, 0, len(text))]


def test_news_words():
    """Initialisms, possessives, ranks, compounds and numbers stay whole or come apart as the rules need."""
    assert words("The U.N. envoy's plane left N'Djamena.") == [
        "The",
        "U.N.",
        "envoy",
        "'s",
        "plane",
        "left",
        "N'Djamena",
        ".",
    ]
    assert words("Russia-Ukraine talks") == ["Russia", "-", "Ukraine", "talks"]
    assert words("Lt. Gen. Ueda paid $2.5 million") == ["Lt.", "Gen.", "Ueda", "paid", "$", "2.5", "million"]
    assert words("a Houthi-run prison") == ["a", "Houthi-run", "prison"]


@given(st.text(max_size=200))
def test_tokens_are_where_they_say(text):
    """Every token's offsets give its text; tokens do not overlap; nothing but blanks lies between them."""
    end = 0
    for token in tokenize(text, 0, len(text)):
        assert text[token.start : token.end] == token.text
        assert token.start >= end
        assert not text[end : token.start].strip()
        end = token.end
    assert not text[end:].strip()
