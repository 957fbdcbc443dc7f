"""The log of reviews: what is kept, what stands, what is refused, and who may write at once."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lapwing.errors import WrongCall
from lapwing.reviews import Review, Reviews, reviewed
from lapwing.store import Store
from making_stores import attack, coded_ids

AT = datetime(2024, 6, 4, 10, 11, 12, tzinfo=UTC)


def test_a_verdict_is_kept_whole(store):
    """What was said, of what, as what it was coded, when in UTC; days and codes in their usual form."""
    event = attack(store)
    at = AT.astimezone(timezone(timedelta(hours=3)))
    given = {"mode": "Firearms", "first_day": "2024-06-02", "last_day": "2024-06-01", "realis": "actual"}
    reviews = Reviews(store)
    with pytest.raises(WrongCall, match="before the first"):
        reviews.add(who="ana", at=at, verdict="correct", looked_at=event, corrections=given)
    kept = reviews.add(
        who=" ana ", at=at, verdict="correct", looked_at=event, corrections={**given, "last_day": "2024-06-03"}, note=" by means ",
        chosen_by="sample",
    )  # fmt: skip
    assert reviews.log() == [kept]
    assert kept == Review(
        1, kept.id, AT, "ana", "correct", "reports", event, (event,), "ASSAULT", None, "actual",
        {"mode": "firearms", "last_day": "2024-06-03"}, "by means", "sample",
    )  # fmt: skip
    assert kept.as_dict()["at"] == "2024-06-04T10:11:12Z"
    assert (kept.settled_type, kept.settled_mode, kept.settled_realis) == ("ASSAULT", "firearms", "actual")


def test_nothing_is_made_before_the_first_verdict(store):
    reviews = Reviews(store)
    assert (reviews.log(), reviews.undo(who="ana", at=AT), reviewed(store)) == ([], None, {})
    assert not (store / "reviews.sqlite").exists()


def test_a_consolidated_event_is_reviewed_through_what_lies_under_it(store):
    """The verdict is about coded events, so it stands when the store is consolidated anew."""
    opened = Store(store)
    opened.consolidate()
    event, under = opened.query(
        "select event_id, list(id order by id) from reports group by event_id order by 1"
    ).fetchall()[0]
    review = Reviews(store).add(who="ana", at=AT, verdict="accept", looked_at=event, kind="events")
    assert review.coded_event_ids == tuple(under)
    assert set(reviewed(store)) == set(under)


def test_undo_takes_back_the_last_verdict_of_a_reviewer(store):
    """Not that of another; again and again further back; the log only grows."""
    first, second, third = coded_ids(store)[:3]
    reviews = Reviews(store)
    for event, who in ((first, "ana"), (second, "ben"), (third, "ana")):
        reviews.add(who=who, at=AT, verdict="accept", looked_at=event)
    assert [reviews.undo(who="ana", at=AT).looked_at for _ in range(2)] == [third, first]
    assert reviews.undo(who="ana", at=AT) is None
    assert set(reviewed(store)) == {second}
    assert [line.verdict for line in reviews.log()] == ["accept"] * 3 + ["undo"] * 2


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"verdict": "maybe", "who": " ", "at": datetime(2024, 6, 4)}, "name has 1 to 100.*time zone.*'maybe' is no verdict"),
        ({"looked_at": "0"}, "no such coded event: '0'"),
        ({"looked_at": "0", "kind": "events"}, "no such consolidated event"),
        ({"verdict": "correct"}, "needs corrections"),
        ({"corrections": {"type": "ASSAULT"}}, "no other verdict has any"),
        ({"verdict": "correct", "corrections": {"type": "assault", "actor_countries": []}}, "Nothing of these"),
        ({"verdict": "correct", "corrections": {"type": "FIGHT", "realis": "so", "colour": "red"}}, "no PLOVER type.*none of.*no field"),
        ({"verdict": "correct", "corrections": {"type": "CONSULT", "mode": "aerial"}}, "no mode of CONSULT"),
        ({"verdict": "correct", "corrections": {"first_day": "yesterday"}}, "no day"),
        ({"verdict": "correct", "corrections": {"first_day": None}}, "correct both"),
        ({"verdict": "correct", "corrections": {"place_country": "XXQ"}}, "no country"),
        ({"verdict": "correct", "corrections": {"actor_countries": "KEN"}}, "no list"),
        ({"who": "ana\x1b[2J"}, "printable"),
        ({"chosen_by": "fate"}, "'fate' is no choice"),
    ],
)  # fmt: skip
def test_what_is_refused(store, wrong, told):
    """All faults of a review are told together, and nothing of it is kept."""
    good = {"who": "ana", "at": AT, "verdict": "accept", "looked_at": attack(store)}
    with pytest.raises(WrongCall, match=f"(?s){told}"):
        Reviews(store).add(**{**good, **wrong})
    assert Reviews(store).log() == []


def test_a_line_cannot_be_changed_or_deleted(store):
    Reviews(store).add(who="ana", at=AT, verdict="accept", looked_at=attack(store))
    db = sqlite3.connect(store / "reviews.sqlite")
    for sql in ("delete from reviews", "update reviews set verdict = 'reject'"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            db.execute(sql)


def test_two_writers_at_once(store):
    """A browser and a terminal that judge and take back at once lose nothing, and nothing is taken back twice."""
    events = coded_ids(store)

    def judge(who: str) -> None:
        own = Reviews(store)
        for n in range(12):
            own.add(who=who, at=AT, verdict="accept", looked_at=events[n % len(events)])
            if n % 3 == 2:
                own.undo(who=who, at=AT)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(judge, ["ana", "ben", "ana", "ben"]))
    log = Reviews(store).log()
    assert [line.number for line in log] == list(range(1, 4 * 16 + 1))
    undone = [line.undoes for line in log if line.verdict == "undo"]
    assert len(set(undone)) == len(undone) == 16
    assert len(Reviews(store).standing()) == 4 * 12 - 16


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["ana", "ben"]), st.sampled_from(["accept", "reject", "unsure", "undo"]), st.integers(0, 2)
    ),
    max_size=14,
)


@settings(max_examples=15, deadline=None)
@given(acts=ACTS)
def test_what_stands_is_what_a_plain_replay_gives(coded_store, tmp_path_factory, acts):
    """Any sequence of verdicts and undos, also a verdict given again after its undo: the log has a line for each and keeps the lines it had."""
    folder = tmp_path_factory.mktemp("replay")
    for name in ("ledger.sqlite", "segments"):
        (folder / name).symlink_to(coded_store / name)
    events, reviews, stacks, before = coded_ids(coded_store)[:3], Reviews(folder), {"ana": [], "ben": []}, []
    views = Store(folder).read_only()
    given_in_order: list[tuple[int, str, str]] = []
    for clock, (who, act, n) in enumerate(acts):
        at = AT + timedelta(seconds=clock)
        if act == "undo":
            taken = reviews.undo(who=who, at=at)
            expected = stacks[who].pop() if stacks[who] else None
            assert (taken and (taken.number, taken.looked_at, taken.verdict)) == expected
            given_in_order = [entry for entry in given_in_order if entry != expected]
            assert len(reviews.log()) == len(before) + (expected is not None)
        else:
            line = reviews.add(who=who, at=at, verdict=act, looked_at=events[n], views=views)
            stacks[who].append((line.number, events[n], act))
            given_in_order.append((line.number, events[n], act))
        log = reviews.log()
        assert log[: len(before)] == before
        before = log
    naive = {event: verdict for _, event, verdict in sorted(given_in_order)}
    assert {event: review.verdict for event, review in reviewed(folder).items()} == naive
