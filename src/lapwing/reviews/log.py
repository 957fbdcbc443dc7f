"""The log of reviews beside a store: verdicts on coded events, in the order in which they were given. Nothing in it is changed or deleted."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lapwing.errors import WrongCall
from lapwing.ontology import modes_of
from lapwing.records import FrozenMap, digest
from lapwing.reviews.corrections import FIELDS, check_corrections
from lapwing.store import ReadOnly, Store
from lapwing.store.journal import Journal

VERDICTS = ("accept", "reject", "correct", "unsure")
KINDS = ("reports", "events")
"""What was looked at: a report is a row of the view `events`, an event one of `consolidated_events`."""
CHOICES = ("sample", "type-sample", "uncertain", "browser")
"""How the item came before the reviewer: at random, at random so many of each type, because its score was low, or because somebody opened it."""
_NAME_CHARACTERS, _NOTE_CHARACTERS = 100, 10_000
_TABLES = """
create table reviews (
    number integer primary key, id text not null unique, at text not null, who text not null, verdict text not null, kind text not null, looked_at text not null,
    coded_event_ids text not null, type text not null, mode text, realis text not null, corrections text not null, note text not null, chosen_by text not null,
    undoes text unique references reviews (id)
);
create trigger reviews_stay before delete on reviews begin select raise(abort, 'reviews are never deleted'); end;
create trigger reviews_are_not_changed before update on reviews begin select raise(abort, 'reviews are never changed'); end;
"""
_COLUMNS = "number, id, at, who, verdict, kind, looked_at, coded_event_ids, type, mode, realis, corrections, note, chosen_by, undoes"


@dataclass(frozen=True, slots=True)
class Review:
    """One line of the log. `coded_event_ids` are the rows of the view `events` that it is about: one for a report, all those under a consolidated event. `type`, `mode`
    and `realis` are as coded then; `corrections` holds the fields that differ. A line that takes an earlier one back has the verdict "undo" and its id in `undoes`."""

    number: int
    id: str
    at: datetime
    who: str
    verdict: str
    kind: str
    looked_at: str
    coded_event_ids: tuple[str, ...]
    type: str
    mode: str | None
    realis: str
    corrections: Mapping[str, Any]
    note: str
    chosen_by: str
    undoes: str | None = None

    @property
    def item(self) -> tuple[str, str]:
        """What was looked at."""
        return self.kind, self.looked_at

    @property
    def settled_type(self) -> str:
        """The type after the corrections."""
        return self.corrections.get("type", self.type)

    @property
    def settled_mode(self) -> str | None:
        """The mode after the corrections; None when the type was corrected to one that cannot have the mode as coded."""
        mode = self.corrections.get("mode", self.mode)
        return mode if mode in modes_of(self.settled_type) else None

    @property
    def settled_realis(self) -> str:
        return self.corrections.get("realis", self.realis)

    def as_dict(self) -> dict[str, Any]:
        """As a JSON object."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return {
            **values,
            "at": _instant(self.at),
            "coded_event_ids": list(self.coded_event_ids),
            "corrections": dict(self.corrections),
        }


class Reviews:
    """The reviews of a store: its file `reviews.sqlite`, made with the first verdict. Several processes may write at once."""

    def __init__(self, folder: str | Path) -> None:
        self._store = Store(folder)
        self._journal = Journal(self._store.folder / "reviews.sqlite", _TABLES, "1")

    def add(
        self,
        *,
        who: str,
        at: datetime,
        verdict: str,
        looked_at: str,
        kind: str = "reports",
        corrections: Mapping[str, Any] | None = None,
        note: str = "",
        chosen_by: str = "browser",
        views: ReadOnly | None = None,
    ) -> Review:
        """Keep a verdict on what was looked at: a coded event (`kind` reports) or a consolidated one (`kind` events), which means all coded events under it now.

        `at` is an instant with its time zone. `views` spares opening the store again. Raises WrongCall when the store has no such event, and for corrections that
        change nothing or that its fields cannot hold.
        """
        _refuse(_faults(who, at, verdict, kind, note, chosen_by, bool(corrections)))
        coded, ids = _coded(views or self._store.read_only(), kind, looked_at)
        checked = check_corrections(corrections or {}, coded)
        if verdict == "correct" and not checked:
            raise WrongCall(
                f"Nothing of these corrections differs from what was coded of '{looked_at}'. Accept it instead."
            )
        values = {
            "verdict": verdict, "kind": kind, "looked_at": looked_at, "coded_event_ids": ids, "type": coded["type"], "mode": coded["mode"],
            "realis": coded["realis"], "corrections": checked, "note": note.strip(), "chosen_by": chosen_by, "undoes": None,
        }  # fmt: skip
        with self._journal.writing() as db:
            return _insert(db, at, who.strip(), values)

    def undo(self, *, who: str, at: datetime) -> Review | None:
        """Take back the reviewer's last verdict that was not taken back yet, by a new line. Returns that verdict; None when there is none."""
        _refuse(_faults(who, at, "unsure", "reports", "", "browser", False))
        if not self._journal.exists:
            return None
        with self._journal.writing() as db:
            row = db.execute(
                f"select {_COLUMNS} from reviews where who = ? and verdict <> 'undo' and id not in (select undoes from reviews where undoes is not null)"
                " order by number desc limit 1",
                [who.strip()],
            ).fetchone()
            if row is None:
                return None
            last = _review(row)
            values = {name: getattr(last, name) for name in Review.__slots__}
            _insert(db, at, last.who, {**values, "verdict": "undo", "corrections": {}, "note": "", "undoes": last.id})
            return last

    def log(self) -> list[Review]:
        """Every line, the first given first."""
        with self._journal.reading() as db:
            rows = [] if db is None else db.execute(f"select {_COLUMNS} from reviews order by number").fetchall()
        return [_review(row) for row in rows]

    def standing(self) -> list[Review]:
        """The verdicts that were not taken back, the first given first."""
        lines = self.log()
        undone = {line.undoes for line in lines}
        return [line for line in lines if line.verdict != "undo" and line.id not in undone]


def reviewed(folder: str | Path) -> dict[str, Review]:
    """The latest verdict that stands, by the id of each coded event (a row of the view `events`) that it is about."""
    return {coded_event: review for review in Reviews(folder).standing() for coded_event in review.coded_event_ids}


# --- checks ----------------------------------------------------------------------------------------------


def _refuse(faults: Sequence[str]) -> None:
    if faults:
        raise WrongCall(f"This review cannot be kept: {'; '.join(faults)}.")


def _faults(
    who: str, at: datetime, verdict: str, kind: str, note: str, chosen_by: str, has_corrections: bool
) -> list[str]:
    faults = []
    if not who.strip() or len(who) > _NAME_CHARACTERS or not who.isprintable():
        faults.append(f"a reviewer's name has 1 to {_NAME_CHARACTERS} printable characters")
    if at.tzinfo is None:
        faults.append("the time of a review needs its time zone")
    for name, value, legal in (("verdict", verdict, VERDICTS), ("kind", kind, KINDS), ("choice", chosen_by, CHOICES)):
        if value not in legal:
            faults.append(f"'{value}' is no {name} ({', '.join(legal)})")
    if len(note) > _NOTE_CHARACTERS:
        faults.append(f"a note has {_NOTE_CHARACTERS:,} characters at most")
    if (verdict == "correct") != has_corrections:
        faults.append("the verdict 'correct' needs corrections, and no other verdict has any")
    return faults


def _coded(views: ReadOnly, kind: str, looked_at: str) -> tuple[dict[str, Any], list[str]]:
    """What was coded of the fields that can be corrected, and the coded events that a verdict is about."""
    table = "events" if kind == "reports" else "consolidated_events"
    rows = views.query(f"select {', '.join(FIELDS)} from {table} where id = ?", [looked_at]).fetchall()
    if not rows:
        raise WrongCall(
            f"The store has no such {'coded' if kind == 'reports' else 'consolidated'} event: '{looked_at}'."
        )
    ids = [looked_at]
    if kind == "events":
        ids = [
            i for (i,) in views.query("select id from reports where event_id = ? order by id", [looked_at]).fetchall()
        ]
    return dict(zip(FIELDS, rows[0], strict=True)), ids


# --- rows ------------------------------------------------------------------------------------------------


def _insert(db: sqlite3.Connection, at: datetime, who: str, values: Mapping[str, Any]) -> Review:
    (number,) = db.execute("select coalesce(max(number), 0) + 1 from reviews").fetchone()
    instant = _instant(at)
    line = {**values, "number": number, "at": instant, "who": who,
            "coded_event_ids": json.dumps(list(values["coded_event_ids"])), "corrections": json.dumps(dict(values["corrections"])),
            "id": digest("review", str(number), instant, who, values["verdict"], values["looked_at"])}  # fmt: skip
    names = [name.strip() for name in _COLUMNS.split(",")]
    row = [line[name] for name in names]
    db.execute(f"insert into reviews ({_COLUMNS}) values ({', '.join('?' * len(names))})", row)
    return _review(row)


def _review(row: Iterable[Any]) -> Review:
    values = dict(zip(_COLUMNS.split(", "), row, strict=True))
    values["at"] = datetime.fromisoformat(values["at"])
    values["coded_event_ids"] = tuple(json.loads(values["coded_event_ids"]))
    values["corrections"] = FrozenMap(json.loads(values["corrections"]))
    return Review(**values)


def _instant(at: datetime) -> str:
    """UTC to the second, such as "2024-05-07T10:11:12Z"."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
