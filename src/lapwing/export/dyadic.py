"""A plain table of pairs with CAMEO codes, for those who work with day, source, target and code. Commas when the file is named .csv, tabs otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lapwing.cells import csv_line, field
from lapwing.export.cameo import Cameo, cameo_of
from lapwing.export.codes import cameo_sector, country_code
from lapwing.export.dyads import lost_in_pairs, pairs_of
from lapwing.export.filing import Filed
from lapwing.export.job import Format, Job, lost_beside_code
from lapwing.export.told import Told
from lapwing.records import Party

COLUMNS = ("event_id", "date", "source", "source_country", "source_sector", "target", "target_country", "target_sector", "cameo_code", "cameo_root", "quad_class", "realis", "lost")  # fmt: skip


def write(job: Job, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(_line(COLUMNS, job))
        for event, filed, lost in job.actual_events():
            cameo = cameo_of(event, filed)
            reasons = [r for r in (*lost, *cameo.lost, *lost_in_pairs(event), *lost_beside_code(event), *lost_codes(event)) if r != "realis"]  # fmt: skip
            reasons = list(dict.fromkeys(reasons))
            for source, target in pairs_of(event):
                file.write(_line(_row(event, filed, cameo, source, target, ";".join(reasons)), job))
            job.count(event, reasons)


def _line(row: Iterable[object], job: Job) -> str:
    if job.suffix.lower() == ".csv":
        return csv_line(row, raw=job.options.raw_csv)
    return "\t".join(map(field, row)) + "\n"


def _row(
    event: Told, filed: Filed, cameo: Cameo, source: Party | None, target: Party | None, lost: str
) -> tuple[object, ...]:
    return (
        event.id,
        filed.day,
        *_party(source),
        *_party(target),
        cameo.code,
        cameo.root,
        cameo.quad,
        event.realis,
        lost,
    )


def _party(party: Party | None) -> tuple[object, ...]:
    if party is None:
        return ("", "", "")
    return (party.name, actor_country(party.country), cameo_sector(party.sector))


def actor_country(code: str | None) -> str:
    """CAMEO's code of a country or group as an actor."""
    return country_code(code, "cameo") or GROUPS.get(code or "", "")


GROUPS = {"UNO": "UNO", "EUR": "EEC", "IGO": "IGO", "NGO": "NGO", "MNC": "MNC", "IMG": "IMG"}
"""PLOVER's group codes in CAMEO. CAMEO's EEC is the European Union, and it has no code for a movement of no one country (ISM)."""


def lost_codes(event: Told) -> list[str]:
    parties = (*event.actors, *event.recipients)
    lost = ["country_without_code"] if any(p.country and not actor_country(p.country) for p in parties) else []
    return lost + (["sector_without_code"] if any(p.sector and not cameo_sector(p.sector) for p in parties) else [])


FORMAT = Format(
    "cameo",
    "pairs with CAMEO codes, comma- or tab-separated",
    write,
    never=("Goldstein's scale (there is no table of it in PLOVER)", "place", "dead", "injured", "sentence", "score"),
    takes=("raw_csv",),
)
