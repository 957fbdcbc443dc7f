"""How PLOVER files what has not happened: the manual gives a planned act another type, or has no rule for it."""

from __future__ import annotations

from dataclasses import dataclass

from lapwing.export.told import Told
from lapwing.ontology import intensity_of, planned_type, quad_of
from lapwing.records import Realis

# The manual's four auxiliary modes, which it writes among the contexts.
AUXILIARY = {"planned": "future", "possible": "hypothetical", "denied": "negation", "background": "historical"}


@dataclass(frozen=True, slots=True)
class Filed:
    """The type, mode, quad and intensity under which an event is filed. `by_plan`: the manual has a rule for this planned act. `auxiliary`: what must be said
    besides, for what is not actual and has no rule. `lost`: reasons."""

    type: str
    mode: str | None
    quad: int
    intensity: float | None
    by_plan: bool = False
    auxiliary: str | None = None
    lost: tuple[str, ...] = ()


def file_event(event: Told) -> Filed:
    """PLOVER's filing of an event. Types other than the literal one carry no mode: the mode was the planned act's."""
    planned_as = planned_type(event.type) if event.realis == Realis.PLANNED else None
    if planned_as is None:
        return Filed(event.type, event.mode, event.quad, event.intensity, auxiliary=AUXILIARY.get(event.realis))
    if planned_as == event.type:
        return Filed(event.type, event.mode, event.quad, event.intensity, by_plan=True)
    return Filed(
        planned_as, None, quad_of(planned_as), intensity_of(planned_as), by_plan=True, lost=("planned_rewritten",)
    )
