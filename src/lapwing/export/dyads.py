"""Events -> pairs of one actor and one recipient. Made here and nowhere else: an event keeps its lists everywhere else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lapwing.export.cameo import cameo_of
from lapwing.export.filing import Filed, file_event
from lapwing.export.told import Told
from lapwing.records import Party


def pairs_of(event: Told) -> list[tuple[Party | None, Party | None]]:
    """Every actor with every recipient, in their order; None stands for the side on which nobody is known."""
    return [(actor, recipient) for actor in event.actors or (None,) for recipient in event.recipients or (None,)]


def lost_in_pairs(event: Told) -> Iterator[str]:
    if len(event.actors) > 1 or len(event.recipients) > 1:
        yield "split"
    if not event.actors:
        yield "no_actor"
    if not event.recipients:
        yield "no_recipient"


DYADS: dict[str, object] = {
    "event_id": "VARCHAR", "first_day": "DATE", "last_day": "DATE", "told_on": "DATE", "source_name": "VARCHAR", "source_country": "VARCHAR",
    "source_sector": "VARCHAR", "target_name": "VARCHAR", "target_country": "VARCHAR", "target_sector": "VARCHAR", "type": "VARCHAR", "mode": "VARCHAR", "realis": "VARCHAR",
    "quad": "INTEGER", "intensity": "DOUBLE", "cameo_code": "VARCHAR", "cameo_quad": "INTEGER", "place_country": "VARCHAR", "latitude": "DOUBLE", "longitude": "DOUBLE",
    "n_independent_sources": "INTEGER", "score": "DOUBLE",
}  # fmt: skip
"""Columns of a table of dyads and their DuckDB types. Type, mode and quad are the literal ones; the CAMEO code is of the event as PLOVER files it."""


def dyad_rows(event: Told) -> Iterator[dict[str, Any]]:
    """One row for each pair, with every realis: the table has a column for it."""
    filed: Filed = file_event(event)
    cameo = cameo_of(event, filed)
    for source, target in pairs_of(event):
        yield {
            "event_id": event.id,
            "first_day": event.first_day,
            "last_day": event.last_day,
            "told_on": event.told_on,
            **_party("source", source),
            **_party("target", target),
            "type": event.type,
            "mode": event.mode,
            "realis": event.realis,
            "quad": event.quad,
            "intensity": event.intensity,
            "cameo_code": cameo.code,
            "cameo_quad": cameo.quad,
            "place_country": event.place_country,
            "latitude": event.latitude,
            "longitude": event.longitude,
            "n_independent_sources": event.n_independent_sources,
            "score": event.score,
        }


def _party(side: str, party: Party | None) -> dict[str, Any]:
    values = (party.name, party.country, party.sector) if party else (None, None, None)
    return dict(zip((f"{side}_name", f"{side}_country", f"{side}_sector"), values, strict=True))
