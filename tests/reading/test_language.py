from __future__ import annotations

import pytest

from lapwing.reading import read_page
from lapwing.reading.language import comment_language, language_of
from lapwing.settings import Settings


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ministers said that they would meet again in Lima after the election, which is due in May.", "en"),
        ("Die Ministerin sagte am Montag, dass die Gespräche über die Grenze im Mai fortgesetzt würden.", "de"),
        ("La ministre a déclaré lundi que les pourparlers sur la frontière reprendraient au mois de mai.", "fr"),
        ("El ministro dijo el lunes que las conversaciones sobre la frontera seguirían en mayo en Lima.", "es"),
        ("Министр заявил в понедельник, что переговоры о границе будут продолжены в мае.", "ru"),
    ],
)
def test_languages(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text", ["Havana rejoins terror list", "Tripoli denies arming rebels", "", "1 2 3", "Bananas cost 89p."]
)
def test_short_texts_have_none(text):
    """A headline is too little to call it foreign."""
    assert language_of(text) in (None, "en")


def test_comments_have_a_language_when_they_have_words(make_page):
    """A comment of a few words has none; others have theirs, whatever that of the article is."""
    assert comment_language("Russia is evil.") is None
    assert comment_language("You all know what will come of this, and it is not good.") == "en"
    assert comment_language("Das haben wir doch alle gewusst, und niemand hat etwas dagegen getan.") == "de"
    page = make_page(
        " date 2025-07-15 Ecuador condemned Peru on Tuesday over a dam on the river.\nIt was built in 1971.© AFP\n"
        "Nemo\nYou all know what will come of this, and it is not good.\nrio9\nHa.\n"
    )
    assert [c.language for c in read_page(page, Settings()).comments] == ["en", None]
