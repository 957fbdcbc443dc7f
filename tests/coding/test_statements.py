from __future__ import annotations


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
