"""Each event is told once to each destination, whatever fails, whoever calls at once, and whatever consolidating makes of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest

from lapwing.alerts import DeliveryFailed, Destination, RiseRule, last_story_day, read_rule, run_alerts
from lapwing.errors import WrongCall
from lapwing.records import digest
from lapwing.store import Store
from making_stores import make_store

AT = datetime(2024, 6, 4, 10, 11, 12, tzinfo=UTC)
ON = date(2024, 6, 30)
RULE = read_rule("type=ASSAULT")
FIRST = "Gunmen killed 12 Kenyan soldiers at an army camp near Garissa on Sunday."
SECOND = "Rebels shelled a Sudanese army base near Omdurman on Monday."


class Desk:
    """A destination that keeps what comes, and fails as often as it is told to."""

    def __init__(self, name: str = "desk", fails: int = 0) -> None:
        self.got, self.tried, self.fails = [], [], fails
        self.destination = Destination(name, self.send)

    def send(self, alert, told, at) -> None:
        self.tried.append(alert)
        if self.fails:
            self.fails -= 1
            raise DeliveryFailed("the desk is closed")
        self.got.append(told)

    @property
    def places(self) -> list[str]:
        return [told["event"]["place"] for told in self.got]


@pytest.fixture
def store(tmp_path, coder) -> Store:
    make_store(tmp_path / "out", coder, [FIRST])
    return Store(tmp_path / "out")


@pytest.fixture
def add(store, coder):
    """Code more texts into the store."""

    def add(texts: str | list[str], published: date = date(2024, 6, 4)) -> None:
        make_store(store.folder, coder, [texts] if isinstance(texts, str) else texts, published=published)

    return add


def look(store: Store, *desks: Desk, rule=RULE, **options):
    store.consolidate()
    return run_alerts(store, rule, [d.destination for d in desks], **{"on": ON, "at": AT, **options})


def test_what_is_there_is_known_and_what_comes_is_told_once(store, add):
    """The first look says how much is known. An alert holds the event with its words, its page, and an id of rule and event."""
    desk = Desk()
    (first,) = look(store, desk)
    assert (first.n_known, first.delivered, desk.got) == (1, (), [])
    add(SECOND)
    assert [o.n_known for o in look(store, desk)] == [0]
    look(store, desk)
    (told,) = desk.got
    assert told["alert"] == desk.tried[0] == digest("alert", RULE.id, told["event"]["id"])
    assert (told["rule"], told["rise"]) == ("type=ASSAULT", None)
    event = told["event"]
    assert (event["sentence"], event["place"], event["told_on"], event["n_articles"]) == (
        SECOND,
        "Omdurman",
        "2024-06-04",
        1,
    )


def test_backlog_and_since(store, add):
    """At the first look everything, or what was first told from a day on."""
    add(SECOND, date(2024, 6, 11))
    everything, recent = Desk("all"), Desk("recent")
    look(store, everything, backlog=True)
    (outcome,) = look(store, recent, since=date(2024, 6, 11))
    assert (everything.places, recent.places, outcome.n_known) == (["Garissa", "Omdurman"], ["Omdurman"], 1)
    look(store, everything, backlog=True)
    look(store, recent, backlog=True)
    assert (len(everything.got), len(recent.got)) == (2, 1)


def test_each_destination_and_each_rule_has_its_own(store):
    one, other = Desk("one"), Desk("other")
    look(store, one, other, backlog=True)
    look(store, one, rule=read_rule("country=KEN and type=ASSAULT"), backlog=True)
    assert (len(one.got), len(other.got), len(set(one.tried))) == (2, 1, 2)


def test_what_failed_is_tried_again_with_the_same_id(store, add):
    """And never after it arrived. What arrives later does not hold up what failed."""
    desk = Desk(fails=1)
    add(SECOND)
    (outcome,) = look(store, desk, backlog=True)
    assert (outcome.waiting, outcome.fault, len(outcome.delivered)) == (1, "the desk is closed", 1)
    (outcome,) = look(store, desk)
    assert (outcome.waiting, outcome.fault, len(outcome.delivered)) == (0, None, 1)
    look(store, desk)
    assert [desk.tried.count(a) for a in dict.fromkeys(desk.tried)] == [2, 1]
    assert sorted(desk.places) == ["Garissa", "Omdurman"]


def test_a_closed_desk_is_left_in_peace(store, add):
    """After three failures in a row; nothing is lost."""
    for n in range(4):
        add(f"Police in Peru shot dead {n + 3} miners near Puno on Monday.", date(2024, 6, 4 + 6 * n))
    desk = Desk(fails=3)
    (outcome,) = look(store, desk, backlog=True)
    n_events = outcome.waiting
    assert (len(desk.tried), desk.got) == (3, [])
    assert n_events > 3
    look(store, desk)
    assert len(desk.got) == len(set(desk.tried)) == n_events


def test_an_event_that_gets_another_report_is_told_no_more(store, add):
    """Also when the new report is the earlier one, so that consolidating gives the event another id."""
    desk = Desk()
    look(store, desk, backlog=True)
    before = store.query("select id from consolidated_events where type = 'ASSAULT'").fetchall()
    add(FIRST.replace("near Garissa", "outside Garissa"), date(2024, 6, 3))
    look(store, desk)
    ((after, n_reports),) = store.query(
        "select id, n_reports from consolidated_events where type = 'ASSAULT'"
    ).fetchall()
    assert n_reports == 2
    assert before != [(after,)]
    assert len(desk.got) == 1


def test_dry_run_keeps_nothing(store):
    desk = Desk()
    (outcome,) = look(store, desk, backlog=True, is_dry=True)
    assert (len(outcome.delivered), desk.tried) == (1, [])
    assert [p.name for p in store.folder.glob("alerts*")] == []
    look(store, desk, backlog=True)
    assert len(desk.got) == 1


def test_an_alert_that_could_not_be_sent_at_all_waits(store):
    """A call that is stopped while it sends loses nothing."""

    class Stopped(Exception):
        pass

    def stop(alert, told, at):
        raise Stopped

    with pytest.raises(Stopped):
        run_alerts_with(store, Destination("desk", stop))
    desk = Desk()
    look(store, desk)
    assert len(desk.got) == 1


def run_alerts_with(store, destination):
    store.consolidate()
    return run_alerts(store, RULE, [destination], on=ON, at=AT, backlog=True)


def test_two_calls_at_once_tell_once(store, add):
    add(SECOND)
    store.consolidate()
    desk = Desk()
    with ThreadPoolExecutor(4) as pool:
        list(
            pool.map(
                lambda _: run_alerts(Store(store.folder), RULE, [desk.destination], on=ON, at=AT, backlog=True),
                range(4),
            )
        )
    assert sorted(desk.places) == ["Garissa", "Omdurman"]


def test_as_of_a_day(store, add):
    """What was told later is not there yet; without a day it is the last that a page is told from."""
    desk = Desk()
    add(SECOND, date(2024, 6, 11))
    look(store, desk, backlog=True, on=date(2024, 6, 10))
    assert desk.places == ["Garissa"]
    assert last_story_day(store.read_only()) == date(2024, 6, 11)
    look(store, desk, on=date(2024, 6, 11))
    assert desk.places == ["Garissa", "Omdurman"]


def test_no_story_day(tmp_path, coder):
    with pytest.raises(WrongCall, match="--on"):
        last_story_day(Store.create(tmp_path / "empty").read_only())


def test_reports(store, add):
    """With kind=reports each telling is told."""
    desk = Desk()
    add(FIRST.replace("near Garissa", "outside Garissa"))
    look(store, desk, rule=read_rule("kind=reports and type=ASSAULT"), backlog=True)
    assert len(desk.got) == 2


def test_a_rise_is_told_once_a_week(store, add):
    """Eight weeks of pages without an attack, then one in each of five pages; before, too little history."""
    desk, rule = Desk(), read_rule("type=ASSAULT", RiseRule(2, chance=0.2))
    for week in range(8):
        add(
            [
                f"Minister {name} Ruiz of Peru met Chilean envoys in Lima for round {week} of talks."
                for name in ("Ana", "Eva", "Ida")
            ],
            date(2024, 4, 9) + timedelta(7 * week),
        )
    (short,) = look(store, desk, rule=rule, on=date(2024, 4, 20))
    assert "too little history: 1 of the 8 weeks" in short.rise.why_not
    add([f"Police in Peru shot dead three miners in {town} on Monday." for town in ("Puno", "Cusco", "Tacna", "Piura")])
    (outcome,) = look(store, desk, rule=rule, on=date(2024, 6, 5))
    (told,) = desk.got
    assert (told["event"], told["rise"]["n_events"], told["rise"]["n_pages"], told["rise"]["n_weeks"]) == (
        None,
        5,
        5,
        8,
    )
    assert (told["rise"]["first_day"], told["rise"]["last_day"], outcome.rise.fires) == (
        "2024-05-30",
        "2024-06-05",
        True,
    )
    look(store, desk, rule=rule, on=date(2024, 6, 6))
    assert len(desk.got) == 1
