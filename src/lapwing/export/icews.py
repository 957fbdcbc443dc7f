"""The 20 columns of ICEWS's files, tab-separated: one row for each pair, CAMEO codes as strings."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lapwing.cells import field
from lapwing.export.cameo import Cameo, cameo_of
from lapwing.export.codes import country_name, is_country
from lapwing.export.dyads import lost_in_pairs, pairs_of
from lapwing.export.filing import Filed
from lapwing.export.job import Format, Job, lost_beside_code
from lapwing.export.rows import BEST_ACCOUNT
from lapwing.export.told import Told
from lapwing.ontology import SECTOR_NAMES
from lapwing.records import Party

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity", "Target Name", "Target Sectors",
    "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip


def write(job: Job, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("\t".join(COLUMNS) + "\n")
        for event, filed, lost in job.actual_events(BEST_ACCOUNT):
            cameo = cameo_of(event, filed)
            for source, target in pairs_of(event):
                file.write("\t".join(map(field, _row(event, filed, cameo, source, target))) + "\n")
            more = [*_without_country(event), *_without_column(event), *lost_beside_code(event)]
            job.count(event, [*lost, *cameo.lost, *lost_in_pairs(event), *more])


def _row(event: Told, filed: Filed, cameo: Cameo, source: Party | None, target: Party | None) -> Iterable[object]:
    main, level = event.main, event.place_level
    return (
        event.id, filed.day, *_party(source), f"{filed.type} {filed.mode}" if filed.mode else filed.type, cameo.code, "", *_party(target),
        main.article_id if main else "", "", (main.outlet or main.agency) if main else "",
        event.place if level == "city" else "", "", event.place if level == "region" and is_country(event.place_country) else "",
        country_name(event.place_country), event.latitude, event.longitude,
    )  # fmt: skip


def _party(party: Party | None) -> tuple[object, object, object]:
    if party is None:
        return ("", "", "")
    return (party.name, SECTOR_NAMES.get(party.sector or "", ""), country_name(party.country))


def _without_country(event: Told) -> list[str]:
    codes = [p.country for p in (*event.actors, *event.recipients) if p.country]
    return [] if all(map(is_country, codes)) else ["country_without_code"]


def _without_column(event: Told) -> list[str]:
    known = event.place_level in ("city", "country") or (
        event.place_level == "region" and is_country(event.place_country)
    )
    return ["place"] if event.place and not known else []


FORMAT = Format(
    "icews",
    "ICEWS's 20 columns, tab-separated",
    write,
    never=("Intensity (ICEWS's scale belongs to CAMEO codes, and there is no open table of it)", "Sentence Number", "District", "dead", "injured", "sentence", "score"),
)  # fmt: skip
