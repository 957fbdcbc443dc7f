from __future__ import annotations

import pytest

from lapwing.alerts import RiseRule, read_rule
from lapwing.errors import WrongCall
from lapwing.selection import Selection


@pytest.mark.parametrize(
    ("when", "given"),
    [
        ("type=ASSAULT and country=SDN", {"type": ["ASSAULT"], "country": ["SDN"]}),
        ("type=assault,protest AND realis=actual", {"type": ["ASSAULT", "PROTEST"], "realis": ["actual"]}),
        ('words="bread and peace" and kind=reports', {"words": ["bread and peace"], "kind": ["reports"]}),
        ("who=Côte_d'Ivoire and by=RUS", {"who": ["Côte_d'Ivoire"], "by": ["RUS"]}),
        ("words=a=b", {"words": ["a=b"]}),
    ],
)  # fmt: skip
def test_terms_joined_by_and(when, given):
    rule = read_rule(when)
    assert rule.selection == Selection.parse(given)
    assert read_rule(rule.words) == rule


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("", "no rule"), ("type", "no term"), ("type=ASSAULT and", "no rule"), ("and type=ASSAULT", "no rule"), ("type=ASSAULT country=SDN", "no rule"),
        ("type=ASSAULT or country=SDN", "no rule"), ("words=border post", "no rule"), ("type=ASSAULT and type=AID", "stands twice"),
        ('words="border', "not closed"), ("type= and country=SDN", "no term"), ("type=FIGHT and colour=red", "colour.*FIGHT"),
        ("who=') or 1=1 --", "no rule"),
    ],
)  # fmt: skip
def test_what_is_no_rule(when, told):
    with pytest.raises(WrongCall, match=f"(?s){told}"):
        read_rule(when)


def test_id_is_that_of_what_is_waited_for():
    """However it is written; another rise is another rule."""
    assert read_rule("country=SDN and type=assault").id == read_rule("type=ASSAULT and country=sdn").id
    ids = {
        read_rule("type=ASSAULT", rise).id
        for rise in (None, RiseRule(2), RiseRule(2, 12), RiseRule(2, 8, 0.05), RiseRule(3))
    }
    assert len(ids | {read_rule("type=ASSAULT and kind=reports").id}) == 6


@pytest.mark.parametrize("wrong", [{"factor": 1.0}, {"factor": 2, "weeks": 3}, {"factor": 2, "chance": 0.0}])
def test_rises_that_cannot_be(wrong):
    with pytest.raises(WrongCall, match="factor above 1"):
        RiseRule(**wrong)
