"""How PLOVER files what has not happened: the manual gives a planned act another type, or has no rule for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lapwing.export.told import Told
from lapwing.ontology import intensity_of, planned_type, quad_of
from lapwing.records import Realis

# The manual's four auxiliary modes, which it writes among the contexts.
AUXILIARY = {"planned": "future", "possible": "hypothetical", "denied": "negation", "background": "historical"}


@dataclass(frozen=True, slots=True)
class Filed:
    """The type, mode, quad, intensity and day under which an event is filed. `by_plan`: the manual has a rule for this planned act. `auxiliary`: what must be
    said besides, for what is not actual and has no rule. `lost`: reasons."""

    type: str
    mode: str | None
    quad: int
    intensity: float | None
    day: date | None
    by_plan: bool = False
    auxiliary: str | None = None
    lost: tuple[str, ...] = ()


def file_event(event: Told) -> Filed:
    """PLOVER's filing of an event. A type other than the literal one carries no mode: the mode was the planned act's. What is filed as a promise is filed on the
    day it was told, since its own day lies ahead."""
    planned_as = planned_type(event.type) if event.realis == Realis.PLANNED else None
    if planned_as is None:
        lost = ("dated_by_report",) if event.first_day is None and event.told_on else ()
        day, auxiliary = event.first_day or event.told_on, AUXILIARY.get(event.realis)
        return Filed(event.type, event.mode, event.quad, event.intensity, day, auxiliary=auxiliary, lost=lost)
    lost = ("planned_day",) if event.first_day and event.told_on else ()
    day = event.told_on or event.first_day
    if planned_as == event.type:
        return Filed(event.type, event.mode, event.quad, event.intensity, day, by_plan=True, lost=lost)
    quad, intensity = quad_of(planned_as), intensity_of(planned_as)
    return Filed(planned_as, None, quad, intensity, day, by_plan=True, lost=("planned_rewritten", *lost))
