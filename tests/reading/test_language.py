from __future__ import annotations

import pytest

from lapwing.reading.language import language_of


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
