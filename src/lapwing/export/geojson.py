"""GeoJSON (RFC 7946): a feature for each event, with a null geometry where no place is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from lapwing.cells import json_line, plain_value
from lapwing.export.job import Format, Job
from lapwing.export.rows import BEST_ACCOUNT
from lapwing.export.told import Told


def write(job: Job, path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write('{"type": "FeatureCollection", "features": [\n')
        before = ""
        for event in job.events(BEST_ACCOUNT):
            file.write(before + json_line(feature_of(event)).rstrip("\n"))
            before = ",\n"
            job.count(event, [])
        file.write("\n]}\n")


def feature_of(event: Told) -> Mapping[str, Any]:
    """The feature of an event. A point stands where the gazetteer has the place: `place_level` says how much of a place it is."""
    has_point = event.latitude is not None and event.longitude is not None
    main = event.main
    told = {
        "type": event.type,
        "mode": event.mode,
        "realis": event.realis,
        "first_day": event.first_day,
        "last_day": event.last_day,
        "told_on": event.told_on,
        "quad": event.quad,
        "intensity": event.intensity,
        "actors": [asdict(p) for p in event.actors],
        "recipients": [asdict(p) for p in event.recipients],
        "place": event.place,
        "place_country": event.place_country,
        "place_level": event.place_level,
        "dead": asdict(event.dead) if event.dead else None,
        "injured": asdict(event.injured) if event.injured else None,
        "n_articles": event.n_articles,
        "n_independent_sources": event.n_independent_sources,
        "disputed": event.disputed,
        "score": event.score,
        "url": main.url if main else None,
        "sentence": main.sentence if main else None,
    }
    geometry = {"type": "Point", "coordinates": [event.longitude, event.latitude]} if has_point else None
    return {"type": "Feature", "id": event.id, "geometry": geometry, "properties": plain_value(told)}


FORMAT = Format(
    "geojson",
    "a map: one feature for each event, with its properties",
    write,
    never=("contexts", "the accounts but for one", "days of reports but for the first"),
)
