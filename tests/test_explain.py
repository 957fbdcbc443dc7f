from __future__ import annotations

from datetime import date

from lapwing.explain import explain


def test_rule_row_and_runners_up(coder):
    """An actor, a place and a time each with the reason, and the others that the name could have meant."""
    coded = coder.code_text("President Bush flew to Paris, Texas, on Thursday.", published=date(2005, 2, 14))
    found = {(r.words, r.role): r for r in explain(coded, coder.tables)}
    bush = found["President Bush", "actor"]
    assert "George W. Bush" in bush.means
    assert bush.reason == "office"
    assert any("Jeb Bush" in other for other in bush.runners_up)
    assert "[USA city]" in found["Paris", "place"].means
    assert any("[FRA city]" in other for other in found["Paris", "place"].runners_up)
    assert found["Thursday", "time"].means == "2005-02-10"
    assert all(coded.article.text[r.start : r.end] == r.words for r in found.values())
