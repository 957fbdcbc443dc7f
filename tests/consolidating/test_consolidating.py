"""One account of many articles: the same whatever the order, and whether they come at once or later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from lapwing.consolidating import consolidate, consolidate_reports, find_stories
from lapwing.consolidating.block import candidate_pairs
from lapwing.pipeline import Coder
from lapwing.records import Magnitude, Party, Realis
from making_reports import DAY, HERAT, NAMES, report, source

BOMBING = """KUNDUZ, Afghanistan (AFP) — A suicide bomber killed 12 Afghan soldiers at an army base in Kunduz on Sunday, the defence ministry said.

The attacker drove a lorry into the gate before dawn, spokesman Ahmad Rahimi told reporters in the northern city.

Taliban fighters said in a message that they had carried out the attack on the base."""
ELSEWHERE = """LIMA (AFP) — Peru expelled two Bolivian diplomats on Sunday, the foreign ministry in Lima said in a short note to reporters."""


def one_event(reports, copy_of=None):
    return consolidate_reports(reports, copy_of or {}, lambda _: NAMES)


def test_copies_are_one_source():
    """Three outlets with one wire story and a reporter of their own: four articles, two independent sources."""
    a, b, c, own = (report(n) for n in "abcd")
    own = replace(own, words=report("x", sentence="Insurgents stormed a base in Kunduz, 12 troops died.").words)
    (event,) = one_event([a, b, c, own], {b.article_id: a.article_id, c.article_id: a.article_id})
    assert (event.n_articles, event.n_independent_sources) == (4, 2)
    assert set(event.coded_event_ids) == {a.id, b.id, c.id, own.id}


def test_disagreement_is_shown():
    """12 dead against 15: the most told is best, the range holds both, and both stand with their sources."""
    some = [report("a"), report("b"), report("c", dead=Magnitude(15, 15, 15))]
    (event,) = one_event(some)
    assert event.dead == Magnitude(12, 12, 15)
    assert event.disputed == ("dead",)
    assert [(a.value, a.n_independent_sources) for a in event.accounts["dead"]] == [("12", 2), ("15", 1)]


def test_day_of_another_clause_gives_way():
    """A day read in the clause counts before one borrowed from the lead, however many borrow it."""
    lead = DAY + timedelta(1)
    borrowed = [report(n, first_day=lead, last_day=lead, is_day_read=False) for n in "bc"]
    (event,) = one_event([report("a"), *borrowed])
    assert event.first_day == DAY


def test_planned_is_apart():
    """What is planned is not what happened."""
    assert len(one_event([report("a"), report("b", realis=Realis.PLANNED)])) == 2


def test_id_is_that_of_the_first_report():
    """Reports that come later do not change the id."""
    first = report("a", told_on=date(2024, 6, 2))
    later = [report(n, told_on=date(2024, 6, 4)) for n in "bcd"]
    assert {e.id for e in one_event([first])} == {e.id for e in one_event([first, *later])}


variants = st.builds(
    lambda n, day, city, actor, told: report(
        f"r{n}", first_day=DAY + timedelta(day), last_day=DAY + timedelta(day), spot=[report("x").spot, HERAT, None][city],
        actors=[(), (Party("gunmen", None, "UAF"),), (Party("Taliban fighters", "AFG", "REB"),)][actor], told_on=date(2024, 6, 3) + timedelta(told), article_id=f"article {n % 9}",
    ),
    st.integers(0, 40), st.integers(0, 2), st.integers(0, 2), st.integers(0, 2), st.integers(0, 2),
)  # fmt: skip


@given(st.lists(variants, max_size=14, unique_by=lambda r: r.id), st.randoms())
@settings(max_examples=60, deadline=None)
def test_order_does_not_matter(some, rng):
    """Any order of the same reports gives the same events, and each report stands in one of them."""
    shuffled = list(some)
    rng.shuffle(shuffled)
    found = one_event(some)
    assert found == one_event(shuffled)
    assert sorted(i for e in found for i in e.coded_event_ids) == sorted(r.id for r in some)


@given(st.lists(variants, max_size=20, unique_by=lambda r: r.id))
@settings(max_examples=60, deadline=None)
def test_each_pair_comes_once(some):
    """Blocks overlap; a pair is told once."""
    pairs = list(candidate_pairs(some, {}))
    assert len(pairs) == len(set(pairs))
    assert all(i < j for i, j in pairs)


def test_stories_join_articles_that_share_an_event():
    """Two articles about one event are a story, those of a week later are another, and one that shares nothing is none."""
    early, near, late, alone = (
        source(n, told_on=date(2024, 6, d)) for n, d in (("a", 3), ("b", 4), ("c", 20), ("d", 3))
    )
    stories = find_stories([late, alone, near, early], {"event": [s.article_id for s in (early, near, late)]})
    assert [s.article_ids for s in stories] == [(early.article_id, near.article_id)]


def test_whole_articles():
    """Two outlets with one wire story, one cut and credited anew, and a page about something else."""
    coder = Coder(engine="rules")
    cut = "Kunduz — " + BOMBING.split(" — ", 1)[1].rsplit("\n\n", 1)[0]
    coded = [coder.code_text(t, published=date(2024, 6, 3)) for t in (BOMBING, cut, ELSEWHERE)]
    found = consolidate(coded)
    assert found == consolidate(coded[::-1])
    assert sorted(len(g.article_ids) for g in found.copies) == [1, 2]
    told = max(found.events, key=lambda e: e.n_articles)
    assert (told.type, told.n_articles, told.n_independent_sources) == ("ASSAULT", 2, 1)
    assert told.dead is not None
    assert told.dead.best == 12
