"""Exceptions: a broken installation or a wrong call. A page that cannot be coded is a `Skipped`, never one of these."""

from __future__ import annotations


class LapwingError(Exception):
    """Anything Lapwing raises on purpose. The message says what happened, to what, and what to do."""


class WrongCall(LapwingError):
    """The caller asked for something that cannot be done as asked."""


class BrokenData(LapwingError):
    """A table, an ontology file or a store does not hold what it must."""
