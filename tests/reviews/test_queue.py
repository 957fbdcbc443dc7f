from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from lapwing.errors import WrongCall
from lapwing.reviews import Reviews, Session, for_a_second_opinion, ids_in_order, load_item, without_reviewed
from lapwing.selection import Selection
from lapwing.store import Store
from making_stores import attack, coded_ids, make_store

AT = datetime(2024, 6, 4, tzinfo=UTC)
REPORTS = Selection.parse({"kind": ["reports"]})


def test_random_order_is_that_of_the_seed_and_stays_when_events_are_added(store, coder):
    """The same seed gives the same order; another gives another; later events come in between and change nothing else."""
    views = Store(store).read_only()
    first = ids_in_order(views, REPORTS, seed="1")
    assert sorted(first) == sorted(coded_ids(store))
    assert len({tuple(ids_in_order(views, REPORTS, seed=str(n))) for n in range(8)}) > 1
    make_store(store, coder, ["Peru expelled the Chilean ambassador on Monday.", "Ghana condemned Togo on Monday."])
    later = ids_in_order(Store(store).read_only(), REPORTS, seed="1")
    assert len(later) == len(first) + 2
    assert [i for i in later if i in first] == first


def test_so_many_of_each_type_and_low_scores_first(store):
    views = Store(store).read_only()
    types = dict(views.query("select id, type from events").fetchall())
    assert sorted(types[i] for i in ids_in_order(views, REPORTS, per_type=1)) == ["ACCUSE", "ASSAULT"]
    scores = dict(views.query("select id, score from events").fetchall())
    found = [scores[i] for i in ids_in_order(views, REPORTS, low_scores_first=True)]
    assert found == sorted(found)
    only = Selection.parse({"kind": ["reports"], "type": ["ASSAULT"]})
    assert ids_in_order(views, only) == [attack(store)]
    with pytest.raises(WrongCall, match="one by one"):
        ids_in_order(views, Selection())


def test_item_shows_the_paragraph_with_its_words(store):
    text = "Gunmen killed 12 Kenyan soldiers near Garissa on Sunday. Kenya condemned Somalia on Monday."
    item = load_item(Store(store).read_only(), attack(store))
    assert item.paragraph.of(item.text) == text
    assert {(span.of(item.text), role) for span, role in item.marks} == {
        ("Gunmen", "actor"), ("killed", "trigger"), ("12 Kenyan soldiers", "recipient"), ("Garissa", "place"), ("Sunday", "time"),
    }  # fmt: skip
    assert (item.story_date, item.recipients) == (date(2024, 6, 4), ("12 Kenyan soldiers [KEN MIL]",))
    assert load_item(Store(store).read_only(), "0") is None


def test_who_has_judged_what(store):
    """Nobody's, and others' that are not one's own yet."""
    first, second, third = coded_ids(store)
    reviews = Reviews(store)
    reviews.add(who="ana", at=AT, verdict="accept", looked_at=first)
    reviews.add(who="ana", at=AT, verdict="accept", looked_at=second)
    reviews.add(who="ben", at=AT, verdict="unsure", looked_at=second)
    ids, standing = [first, second, third], reviews.standing()
    assert without_reviewed(ids, standing) == [third]
    assert for_a_second_opinion(ids, standing, "ben") == [first]


def test_session_goes_back_as_far_as_there_are_verdicts(store):
    """Undoing asks again about what was judged last, also in an earlier session, in the order of before."""
    ids, views, reviews = coded_ids(store), Store(store).read_only(), Reviews(store)

    def session(asked) -> Session:
        return Session(reviews, views, asked, who="ana", chosen_by="sample", clock=lambda: AT)

    earlier = session(ids)
    for _ in ids:
        earlier.judge("accept")
    assert earlier.current() is None
    later = session([])
    assert [later.undo().looked_at for _ in ids] == ids[::-1]
    assert later.undo() is None
    assert (later.current().id, later.n_ahead) == (ids[0], 3)
    later.judge("reject")
    assert later.current().id == ids[1]
    assert [r.verdict for r in reviews.standing()] == ["reject"]
