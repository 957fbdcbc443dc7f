"""What a format could not hold: reasons counted for the summary, and written event by event where the format has no room for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TextIO

from lapwing.cells import json_line

LEFT_OUT = {
    "left_out_planned": "not exported: planned, and PLOVER has no rule that files it as something that has happened",
    "left_out_possible": "not exported: told as possible only",
    "left_out_denied": "not exported: denied",
    "left_out_background": "not exported: background, told to explain something newer",
    "left_out_no_day": "not exported: the format needs a day, and neither the event's nor that of a report is known",
    "left_out_no_pair": "not exported: a graph needs two ends, and the event has no actor or no recipient",
}
REASONS = {
    **LEFT_OUT,
    "planned_rewritten": "a planned act filed under the type that PLOVER's manual gives it; its literal type and mode are not told, or only in an extra field",
    "realis": "not actual, and the format cannot say so",
    "dated_by_report": "the event's own day is unknown; the day is that of its first report",
    "planned_day": "the day for which it is planned; it is filed on the day it was told, as a promise",
    "last_day": "the event lasted, or is known to some days only; the format has its first day alone",
    "mode": "the mode has no place in the code",
    "mode_without_cameo": "PLOVER's mode has no counterpart in CAMEO; the nearest broader code stands for it",
    "contexts": "contexts that the code does not say",
    "split": "several actors or recipients: one row for each pair, all with the event's id",
    "no_actor": "no actor is known",
    "no_recipient": "no recipient is known",
    "country_without_code": "a country or group that the format's list of codes does not have",
    "sector_without_code": "a sector that CAMEO has no type for",
    "harm": "dead or injured, for which there is no column",
    "disputed": "fields on which sources contradict one another; the format has room for one value",
    "reports": "the accounts but for one; the format names one source",
    "place": "a place that is no city, province or country",
}
"""Reason -> what it means. docs/reference/export.md has the same list."""


class Lost:
    """Collects what was lost. `lines`, if given, gets one line of JSON for each event that lost something."""

    def __init__(self, lines: TextIO | None = None) -> None:
        self.counts: Counter[str] = Counter()
        self._lines = lines

    def add(self, event_id: str, reasons: Iterable[str]) -> None:
        """Count the reasons of one event, once each."""
        told = list(dict.fromkeys(reasons))
        if unknown := [r for r in told if r not in REASONS]:
            raise AssertionError(f"no such reason in lost.py: {unknown}")
        self.counts.update(told)
        if told and self._lines is not None:
            self._lines.write(json_line({"id": event_id, "lost": told}))

    def summary(self) -> dict[str, dict[str, object]]:
        """Reason -> how many events, and what it means; in the order of REASONS."""
        return {r: {"events": self.counts[r], "meaning": REASONS[r]} for r in REASONS if self.counts[r]}
