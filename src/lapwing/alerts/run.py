"""One look at a store: what meets the rule and is new goes to each destination, once; what did not arrive before is tried again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from lapwing.alerts.deliver import DeliveryFailed, Destination
from lapwing.alerts.find import Met, events_met, told_of, weeks_of
from lapwing.alerts.outbox import Outbox
from lapwing.alerts.rise import Rise, measure_rise
from lapwing.alerts.rules import Rule
from lapwing.records import digest
from lapwing.store import ReadOnly, Store

# A destination that failed so often in a row is left in peace until the next call.
_GIVE_UP_AFTER = 3


@dataclass(frozen=True, slots=True)
class Alert:
    """What there is to tell: an event that meets the rule, or a rise. The id is the same whenever the same is told."""

    id: str
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a look for one destination. `n_known` events were taken as known, which happens at the first look alone; `waiting` alerts did not arrive, because
    of `fault`. `rise` is what was measured, if the rule asks for one."""

    destination: str
    delivered: tuple[Alert, ...]
    waiting: int = 0
    fault: str | None = None
    n_known: int = 0
    rise: Rise | None = None


def run_alerts(
    store: Store,
    rule: Rule,
    destinations: Sequence[Destination],
    *,
    on: date,
    at: datetime,
    since: date | None = None,
    backlog: bool = False,
    is_dry: bool = False,
    views: ReadOnly | None = None,
) -> list[Outcome]:
    """Look at a consolidated store as of a day, and deliver what is new. With `is_dry` nothing is sent or kept: what would be sent counts as delivered.

    At the first look for a destination the events that meet the rule are taken as known; with `since` those first told from that day on are not, with `backlog`
    none are.
    """
    views = views or store.read_only()
    outbox = Outbox(store.folder)
    if is_dry:
        return [_look(views, outbox, rule, d, on, since, backlog).outcome(d) for d in destinations]
    outcomes = []
    with outbox.alone():
        for destination in destinations:
            look = _look(views, outbox, rule, destination, on, since, backlog)
            outbox.add(
                rule.id, destination.name, rule.words, at, known=look.known, alerts={a.id: a.told for a in look.alerts}
            )
            outcomes.append(_deliver(outbox, rule, destination, at, look))
    return outcomes


@dataclass(frozen=True, slots=True)
class _Look:
    """What a look found: new alerts, the coded events that are known from now on, and how many events were taken as known."""

    alerts: tuple[Alert, ...]
    known: tuple[str, ...]
    n_known: int = 0
    rise: Rise | None = None
    waiting: tuple[Alert, ...] = ()

    def outcome(self, destination: Destination) -> Outcome:
        return Outcome(destination.name, (*self.waiting, *self.alerts), 0, None, self.n_known, self.rise)


def _look(
    views: ReadOnly, outbox: Outbox, rule: Rule, destination: Destination, on: date, since: date | None, backlog: bool
) -> _Look:
    waiting = tuple(Alert(w.id, w.told) for w in outbox.waiting(rule.id, destination.name))
    if rule.rise is not None:
        last, *before = weeks_of(views, rule, on, rule.rise.weeks)
        rise = measure_rise(last, before, rule.rise)
        alert = _alert_of_rise(rule, rise, on)
        is_new = rise.fires and not outbox.holds(alert.id, destination.name)
        return _Look((alert,) if is_new else (), (), 0, rise, waiting)
    met = events_met(views, rule, on)
    if outbox.has_begun(rule.id, destination.name):
        known = outbox.known(rule.id, destination.name)
        new = [m for m in met if known.isdisjoint(m.coded_event_ids)]
    else:
        new = [m for m in met if backlog or (since is not None and m.told_on is not None and m.told_on >= since)]
    is_first = not outbox.has_begun(rule.id, destination.name)
    alerts = tuple(_alerts_of_events(views, rule, new))
    return _Look(
        alerts, tuple(i for m in met for i in m.coded_event_ids), len(met) - len(new) if is_first else 0, None, waiting
    )


def _alerts_of_events(views: ReadOnly, rule: Rule, met: Sequence[Met]) -> Iterator[Alert]:
    told = told_of(views, rule, [m.id for m in met]) if met else {}
    for event in met:
        alert = digest("alert", rule.id, event.id)
        yield Alert(alert, {"alert": alert, "rule": rule.words, "event": told[event.id], "rise": None})


def _alert_of_rise(rule: Rule, rise: Rise, on: date) -> Alert:
    """One for each calendar week (ISO 8601), however often it is looked at."""
    year, week, _ = on.isocalendar()
    alert = digest("alert", rule.id, f"{year}-W{week:02d}")
    measured = {"first_day": (on - timedelta(6)).isoformat(), "last_day": on.isoformat(), **asdict(rise)}
    told = {name: value for name, value in measured.items() if name not in ("fires", "why_not")}
    return Alert(alert, {"alert": alert, "rule": rule.words, "event": None, "rise": told})


def _deliver(outbox: Outbox, rule: Rule, destination: Destination, at: datetime, look: _Look) -> Outcome:
    """Send what waits, the oldest first. What arrives is kept as delivered at once."""
    delivered: list[Alert] = []
    fault, n_failed = None, 0
    todo = outbox.waiting(rule.id, destination.name)
    for waiting in todo:
        told_why = _send(destination.send, waiting.id, waiting.told, at)
        outbox.tried(waiting.id, destination.name, at, told_why)
        if told_why is None:
            delivered.append(Alert(waiting.id, waiting.told))
            n_failed = 0
            continue
        fault, n_failed = told_why, n_failed + 1
        if n_failed == _GIVE_UP_AFTER:
            break
    return Outcome(destination.name, tuple(delivered), len(todo) - len(delivered), fault, look.n_known, look.rise)


def _send(
    send: Callable[[str, Mapping[str, Any], datetime], None], alert: str, told: Mapping[str, Any], at: datetime
) -> str | None:
    try:
        send(alert, told, at)
    except DeliveryFailed as fault:
        return str(fault)
    return None
