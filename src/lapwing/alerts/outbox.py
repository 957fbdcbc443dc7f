"""The outbox of a store: what each rule has told to whom, what is still to be delivered, and which events are known already."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lapwing.store.journal import Journal

_TABLES = """
create table watches (rule text not null, destination text not null, words text not null, begun_at text not null, primary key (rule, destination));
create table known (rule text not null, destination text not null, coded_event_id text not null, primary key (rule, destination, coded_event_id)) without rowid;
create table alerts (
    id text not null, destination text not null, rule text not null, told text not null, found_at text not null, n_tries integer not null default 0,
    fault text, delivered_at text, primary key (id, destination)
);
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An alert that is to be delivered: its id, what it tells, and how often it was tried."""

    id: str
    told: Mapping[str, Any]
    n_tries: int


class Outbox:
    """The file `alerts.sqlite` of a store, made with the first alert or rule. `destination` is a name that gives no secret away."""

    def __init__(self, folder: Path) -> None:
        self._journal = Journal(folder / "alerts.sqlite", _TABLES, "1")
        self._lock = folder / "alerts.lock"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Waits until no other process delivers, so that two calls at once deliver nothing twice. The lock ends with the process."""
        with self._lock.open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def has_begun(self, rule: str, destination: str) -> bool:
        """Whether this rule was looked at for this destination before."""
        with self._journal.reading() as db:
            find = "select 1 from watches where rule = ? and destination = ?"
            return db is not None and db.execute(find, [rule, destination]).fetchone() is not None

    def known(self, rule: str, destination: str) -> set[str]:
        """The coded events that were told or taken as known."""
        with self._journal.reading() as db:
            find = "select coded_event_id from known where rule = ? and destination = ?"
            return set() if db is None else {i for (i,) in db.execute(find, [rule, destination])}

    def add(
        self,
        rule: str,
        destination: str,
        words: str,
        at: datetime,
        *,
        known: Iterable[str],
        alerts: Mapping[str, Mapping[str, Any]],
    ) -> None:
        """Keep in one transaction that a rule was looked at, which coded events are known now, and what is to be delivered. An alert that is there already stays."""
        with self._journal.writing() as db:
            db.execute("insert or ignore into watches values (?, ?, ?, ?)", [rule, destination, words, _instant(at)])
            db.executemany("insert or ignore into known values (?, ?, ?)", ([rule, destination, i] for i in known))
            db.executemany(
                "insert or ignore into alerts (id, destination, rule, told, found_at) values (?, ?, ?, ?, ?)",
                ([i, destination, rule, json.dumps(told), _instant(at)] for i, told in alerts.items()),
            )

    def waiting(self, rule: str, destination: str) -> list[Waiting]:
        """What is to be delivered, in the order in which it was found."""
        with self._journal.reading() as db:
            find = "select id, told, n_tries from alerts where rule = ? and destination = ? and delivered_at is null order by rowid"
            rows = [] if db is None else db.execute(find, [rule, destination]).fetchall()
        return [Waiting(i, json.loads(told), n) for i, told, n in rows]

    def holds(self, alert: str, destination: str) -> bool:
        """Whether an alert was delivered or waits."""
        with self._journal.reading() as db:
            find = "select 1 from alerts where id = ? and destination = ?"
            return db is not None and db.execute(find, [alert, destination]).fetchone() is not None

    def tried(self, alert: str, destination: str, at: datetime, fault: str | None) -> None:
        """Keep how a delivery went."""
        with self._journal.writing() as db:
            done = None if fault else _instant(at)
            change = (
                "update alerts set n_tries = n_tries + 1, fault = ?, delivered_at = ? where id = ? and destination = ?"
            )
            db.execute(change, [fault, done, alert, destination])


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
