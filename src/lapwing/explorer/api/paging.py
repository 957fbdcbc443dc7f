"""Cursors: where a page of rows ends, in a string that means nothing to anybody else."""

from __future__ import annotations

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import date

from lapwing.explorer.api.problems import Problem


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last row of a page by its day and id, in a state of the store and for a question.

    >>> Cursor.read(Cursor("state", "question", date(2024, 5, 7), "id").text)
    Cursor(state='state', question='question', day=datetime.date(2024, 5, 7), id='id')
    """

    state: str
    question: str
    day: date | None
    id: str

    @classmethod
    def read(cls, text: str) -> Cursor:
        """The cursor of a text. Raises Problem 400 for one that no page ended with."""
        try:
            state, question, day, row = json.loads(urlsafe_b64decode(text.encode("ascii")))
            cursor = cls(state, question, None if day is None else date.fromisoformat(day), row)
        except (binascii.Error, ValueError, TypeError, RecursionError) as fault:
            raise Problem(400, ["cursor is none that a page ended with. Take it from 'next'."]) from fault
        if not all(isinstance(part, str) for part in (state, question, row)):
            raise Problem(400, ["cursor is none that a page ended with. Take it from 'next'."])
        return cursor

    @property
    def text(self) -> str:
        parts = [self.state, self.question, self.day.isoformat() if self.day else None, self.id]
        return urlsafe_b64encode(json.dumps(parts, separators=(",", ":")).encode()).decode("ascii")

    def check(self, state: str, question: str) -> None:
        """Raise Problem: 410 when the store has changed since, 400 when another question was asked."""
        if self.question != question:
            raise Problem(400, ["cursor belongs to another question. Keep all other parameters as they were."])
        if self.state != state:
            raise Problem(
                410, ["cursor is of an earlier state of the store, which has changed. Begin again without it."]
            )

    def after(self, day: str) -> tuple[str, list[object]]:
        """The condition on rows that come after it, the latest day first, those without a day last, then by id."""
        if self.day is None:
            return f"{day} is null and id > ?", [self.id]
        return f"{day} < ? or ({day} = ? and id > ?) or {day} is null", [self.day, self.day, self.id]
