"""The columns of POLECAT's files, tab-separated: one row for each pair of an actor and a recipient."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lapwing.cells import field
from lapwing.export.codes import country_code, country_name, is_country
from lapwing.export.dyads import lost_in_pairs, pairs_of
from lapwing.export.filing import Filed
from lapwing.export.job import Format, Job, lost_beside_code
from lapwing.export.rows import BEST_ACCOUNT
from lapwing.export.told import Named, Told
from lapwing.ontology import QUADS
from lapwing.records import Party
from lapwing.version import __version__

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip


def write(job: Job, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("\t".join(COLUMNS) + "\n")
        for event, filed, lost in job.actual_events(BEST_ACCOUNT):
            lost = [r for r in lost if r != "realis"]  # the manual's auxiliary modes stand among the contexts
            for actor, recipient in pairs_of(event):
                file.write("\t".join(map(field, _row(event, filed, actor, recipient))) + "\n")
            job.count(event, [*lost, *lost_in_pairs(event), *lost_beside_code(event)])


def _row(event: Told, filed: Filed, actor: Party | None, recipient: Party | None) -> Iterable[object]:
    main, level = event.main, event.place_level
    contexts = (*event.contexts, *([filed.auxiliary] if filed.auxiliary else []))
    return (
        event.id, filed.day, filed.type, filed.mode, filed.intensity, QUADS[filed.quad].upper(), ";".join(contexts),
        *_party(actor, main.actors if main else ()),
        *_party(recipient, main.recipients if main else ()),
        event.place, event.place if level == "city" else "", "", event.place if level == "region" and is_country(event.place_country) else "",
        country_name(event.place_country), event.latitude, event.longitude, "", "", level,
        (main.outlet or main.agency) if main else "", event.told_on, "", "", "", main.language if main else "", f"Lapwing {__version__}",
    )  # fmt: skip


def _party(party: Party | None, named: Iterable[Named]) -> Iterable[object]:
    if party is None:
        return ("",) * 8
    words = next((n for n in named if n.party == party), None)
    return (
        party.name,
        party.country,
        country_code(party.country, "cow"),
        party.sector,
        party.sector,
        words.title if words else "",
        words.text if words else "",
        "",
    )


FORMAT = Format(
    "polecat",
    "POLECAT's 40 columns, tab-separated",
    write,
    never=("Wikipedia Actor ID", "Wikipedia Recipient ID", "District", "GeoNames ID", "Raw Placename", "Story People", "Story Organizations", "Story Locations", "dead", "injured", "sentence", "score"),
)  # fmt: skip
