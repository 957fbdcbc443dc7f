"""Exceptions: a broken installation or a wrong call. A page that cannot be coded is a `Skipped`, never one of these."""

from __future__ import annotations

from collections.abc import Sequence


class LapwingError(Exception):
    """Anything Lapwing raises on purpose. The message says what happened, to what, and what to do."""


class WrongCall(LapwingError):
    """The caller asked for something that cannot be done as asked. `faults` has what is wrong one by one, where several things are."""

    def __init__(self, message: str, *, faults: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.faults = tuple(faults) or (message,)


class BrokenData(LapwingError):
    """A table, an ontology file or a store does not hold what it must."""
