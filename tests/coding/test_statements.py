from __future__ import annotations

from datetime import date


def test_statement_with_speaker_and_event(coder, make_article):
    """The speaker is resolved, and a quotation that asserts an event points at it."""
    text = 'Kenyan President Ana Ouro said on Monday: "Uganda attacked our soldiers at the lake."'
    coded = coder.code_article(make_article(text))
    (statement,) = coded.statements
    assert statement.span.of(text) == "Uganda attacked our soldiers at the lake."
    assert statement.speaker.actor.country == "KEN"
    assert statement.event_id in {e.id for e in coded.events}
    (event,) = [e for e in coded.events if e.id == statement.event_id]
    assert event.attributed_to.actor.country == "KEN"


def test_unknown_speaker_is_none(coder, make_article):
    coded = coder.code_article(
        make_article('On a wall somebody had written "the river belongs to nobody" in red paint.')
    )
    assert [s.speaker for s in coded.statements] == [None]


def test_channel_setting_and_topics(coder):
    """Who passed it on, where it was said, and whom the words name, without the speaker."""
    text = '"Uganda and Rwanda must leave the border town," Kenyan President Ana Ouro said at a news conference in Nairobi, according to the Kenya News Agency.'
    coded = coder.code_text(text, published=date(2024, 5, 10))
    (said,) = [s for s in coded.statements if s.direct]
    words = coded.article.text
    assert said.setting.of(words) == "at a news conference"
    assert [p.actor.country for p in said.about] == ["UGA", "RWA"]
    assert said.via is None or said.via.span.of(words).endswith("Kenya News Agency")
