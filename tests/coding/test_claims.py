from __future__ import annotations


def test_a_count_is_no_number_of_events(coder, make_article):
    """A count of the dead belongs to the one event, with its bounds and who says so."""
    text = "Rebels killed at least 26 soldiers in Mali, the Malian army said."
    coded = coder.code_article(make_article(text))
    assert len(coded.events) == 1
    (claim,) = coded.claims
    assert (claim.span.of(text), claim.number.of(text)) == ("at least 26 soldiers", "26")
    assert (claim.value, claim.low, claim.high) == (26, 26, None)
    assert claim.event_id == coded.events[0].id
    assert claim.source.span.of(text) == "the Malian army"


def test_conflicting_counts_stand_side_by_side(coder, make_article):
    text = "The army said 12 rebels were killed in Mali. The rebels said three fighters were killed."
    coded = coder.code_article(make_article(text))
    assert [(c.value, c.source.span.of(text)) for c in coded.claims] == [(12, "The army"), (3, "The rebels")]
