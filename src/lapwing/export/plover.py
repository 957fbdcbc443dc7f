"""PLOVER records, one JSON object a line, as the manual's chapter on the record format names them. What it has no name for stands under `lapwing`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

from lapwing.cells import json_line, plain_value
from lapwing.export.codes import country_name, is_country
from lapwing.export.filing import Filed, file_event
from lapwing.export.job import Format, Job
from lapwing.export.rows import ALL_ACCOUNTS, texts_of
from lapwing.export.told import Named, Telling, Told
from lapwing.records import Party
from lapwing.version import __version__

# Articles whose texts are read at once. Events.
_BATCH = 500
# How exactly a place is known, in the manual's numbers: 1 country, 2 province, 4 city.
_RESOLUTION = {"country": 1, "region": 2, "city": 4}


def write(job: Job, path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        events = job.events(ALL_ACCOUNTS)
        while batch := list(islice(events, _BATCH)):
            wanted = sorted({e.main.article_id for e in batch if e.main}) if job.options.with_text else []
            texts = texts_of(job.views, wanted) if wanted else {}
            file.writelines(json_line(record) for record in _records(job, batch, texts))


def _records(job: Job, events: Iterable[Told], texts: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for event in events:
        filed = file_event(event)
        if filed.day is None:
            job.lost.add(event.id, ["left_out_no_day"])
            continue
        lost = [*filed.lost, *([] if event.actors else ["no_actor"])]
        job.count(event, lost)
        yield record_of(event, filed, lost, texts.get(event.main.article_id) if event.main else None)


def record_of(event: Told, filed: Filed, lost: list[str], text: str | None = None) -> dict[str, Any]:
    """The record of an event. Keys without a value are left out, but for those that the manual requires."""
    main = event.main
    optional = {
        "recipient": [_entity(p, main.recipients if main else ()) for p in event.recipients],
        "mode": [filed.mode] if filed.mode else [],
        "context": [*event.contexts, *([filed.auxiliary] if filed.auxiliary else [])],
        "event_text": [main.trigger] if main else [],
        "enddate": str(event.last_day)
        if event.last_day and not filed.by_plan and event.last_day != filed.day
        else None,
        "event_loc": _location(event),
        "quad_code": filed.quad,
        "event_scale": filed.intensity,
        "size": {k: v.best for k, v in (("dead", event.dead), ("injured", event.injured)) if v and v.best is not None},
        "text": text,
        "text_info": {"start": main.start, "end": main.end, "text_story": main.article_id} if main else None,
        "cite_info": _citation(main) if main else None,
        "coder": f"Lapwing {__version__}",
    }
    return {
        "id": event.id,
        "date": str(filed.day),
        "actor": [_entity(p, main.actors if main else ()) for p in event.actors],
        "event": [filed.type],
        **{k: v for k, v in optional.items() if v not in (None, [], {})},
        "lapwing": plain_value(_extra(event, lost)),
    }


def _entity(party: Party, named: Iterable[Named]) -> dict[str, Any]:
    """A party with the words by which the account names it, when it names it with this name."""
    words = next((n for n in named if n.party == party), None)
    told = {
        "code": party.country,
        "sector": party.sector,
        "identifier_text": party.name,
        "entity_text": words.text if words else None,
        "office": words.title if words else None,
        "start": words.start if words else None,
        "end": words.end if words else None,
    }
    return {k: v for k, v in told.items() if v is not None}


def _location(event: Told) -> dict[str, Any]:
    if event.place is None:
        return {}
    level = event.place_level or ""
    is_part = level == "region" and is_country(
        event.place_country
    )  # a region of no one country, as the Sahel, is no province
    told = {
        "resolved_place": event.place,
        "lat": event.latitude,
        "lon": event.longitude,
        "city": event.place if level == "city" else None,
        "province": event.place if is_part else None,
        "country": country_name(event.place_country) or None,
        "country_code": event.place_country,
        "resolution": _RESOLUTION.get(level) if level != "region" or is_part else None,
    }
    return {k: v for k, v in told.items() if v is not None}


def _citation(telling: Telling) -> dict[str, Any]:
    told = {
        "url": telling.url,
        "title": telling.title,
        "language": telling.language,
        "publication": telling.outlet or telling.agency,
        "codebook": "PLOVER",
        "version": "2.0 draft",
    }
    return {k: v for k, v in told.items() if v is not None}


def _extra(event: Told, lost: list[str]) -> dict[str, Any]:
    """What PLOVER has no field for: the literal type, realis, bounds, and where each account stands."""
    return {
        "type": event.type,
        "mode": event.mode,
        "realis": event.realis,
        "first_day": event.first_day,
        "last_day": event.last_day,
        "dead": asdict(event.dead) if event.dead else None,
        "injured": asdict(event.injured) if event.injured else None,
        "place_level": event.place_level,
        "n_independent_sources": event.n_independent_sources,
        "disputed": event.disputed,
        "score": event.score,
        "reports": [
            {"id": t.id, "article_id": t.article_id, "url": t.url, "told_on": t.told_on, "start": t.start, "end": t.end, "attributed_to": t.attributed_to}
            for t in event.tellings
        ],
        "lost": lost,
    }  # fmt: skip


FORMAT = Format("plover", "PLOVER records as JSON Lines", write, takes=("with_text",))
