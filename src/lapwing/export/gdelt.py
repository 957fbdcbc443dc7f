"""GDELT 2.0's event export: 61 tab-separated columns, no header. Quads are those of the CAMEO root, countries of places FIPS."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from lapwing.cells import field
from lapwing.export.cameo import Cameo, cameo_of
from lapwing.export.codes import cameo_sector, country_code, country_name
from lapwing.export.dyads import lost_in_pairs, pairs_of
from lapwing.export.filing import Filed
from lapwing.export.job import Format, Job, lost_beside_code
from lapwing.export.rows import BEST_ACCOUNT
from lapwing.export.told import Told
from lapwing.records import Party

_ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code", "Type2Code", "Type3Code")  # fmt: skip
_GEO = ("Type", "Fullname", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    "GlobalEventID", "Day", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{c}" for c in _ACTOR), *(f"Actor2{c}" for c in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"Actor1Geo_{c}" for c in _GEO), *(f"Actor2Geo_{c}" for c in _GEO), *(f"ActionGeo_{c}" for c in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
# CAMEO's groups as GDELT writes them: as a known group, and as a type.
_KNOWN_GROUPS = {"UNO": "UNO", "EUR": "EEC"}
_GROUP_TYPES = {"UNO": "IGO", "EUR": "IGO", "IGO": "IGO", "NGO": "NGO", "MNC": "MNC", "IMG": "IMG"}
_NO_PLACE = (0, "", "", "", "", "", "", "")


def write(job: Job, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        for event, filed, lost in job.actual_events(BEST_ACCOUNT):
            cameo = cameo_of(event, filed)
            for source, target in pairs_of(event):
                file.write("\t".join(map(field, _row(event, filed, cameo, source, target))) + "\n")
            more = [*_without_code(event), *_without_place(event), *lost_beside_code(event)]
            job.count(event, [*lost, *cameo.lost, *lost_in_pairs(event), *more])


def _row(event: Told, filed: Filed, cameo: Cameo, source: Party | None, target: Party | None) -> Iterable[object]:
    day = filed.day
    assert day is not None  # actual_events leaves out what has none
    url = event.main.url if event.main else None
    return (
        number_of(event.id), f"{day:%Y%m%d}", f"{day:%Y%m}", day.year, fraction_of(day), *_actor(source), *_actor(target),
        "", cameo.code, cameo.base, cameo.root, cameo.quad, "", event.n_reports, event.n_independent_sources, event.n_articles, "",
        *_NO_PLACE, *_NO_PLACE, *_action_place(event), f"{event.told_on:%Y%m%d}000000" if event.told_on else "", url,
    )  # fmt: skip


def number_of(event_id: str) -> int:
    """The id as a whole number, as GDELT's readers expect: the first 15 hexadecimal digits, so that it fits into 64 bits.

    >>> number_of("4b333662b8f44e1660b2b19274f93a95")
    338670910893409505
    """
    return int(event_id[:15], 16)


def fraction_of(day: date) -> str:
    """The year and the share of it that has passed, months counted as 30 days.

    >>> fraction_of(date(2015, 2, 18))
    '2015.1315'
    """
    return f"{day.year + ((day.month - 1) * 30 + day.day) / 365:.4f}"


def _actor(party: Party | None) -> tuple[object, ...]:
    if party is None:
        return ("",) * 10
    country, sector = country_code(party.country, "cameo"), cameo_sector(party.sector)
    group, kind = _KNOWN_GROUPS.get(party.country or "", ""), _GROUP_TYPES.get(party.country or "", "")
    types = [t for t in (kind, sector) if t]
    # As GDELT writes it: IGOUNO for the United Nations, USAGOV for a government.
    code = kind + group + sector if group else (country or kind) + sector
    return (code, party.name.upper(), country, group, "", "", "", *[*types, "", "", ""][:3])


def _action_place(event: Told) -> tuple[object, ...]:
    """Type 1 a country, 3 and 4 a city in the United States and elsewhere, 2 and 5 a state there and elsewhere. Other places have no type in GDELT."""
    is_us, level = event.place_country == "USA", event.place_level
    kind = {"country": 1, "city": 3 if is_us else 4, "region": 2 if is_us else 5}.get(level or "", 0)
    fips = country_code(event.place_country, "fips")
    if not event.place or not kind or not fips:
        return _NO_PLACE
    name = event.place if kind == 1 else f"{event.place}, {country_name(event.place_country)}"
    return (kind, name, fips, fips if kind == 1 else "", "", event.latitude, event.longitude, "")


def _without_place(event: Told) -> list[str]:
    return ["place"] if event.place and _action_place(event) == _NO_PLACE else []


def _without_code(event: Told) -> list[str]:
    parties = (*event.actors, *event.recipients)
    no_country = any(
        p.country and not country_code(p.country, "cameo") and p.country not in _GROUP_TYPES for p in parties
    )
    no_sector = any(p.sector and not cameo_sector(p.sector) for p in parties)
    return (["country_without_code"] if no_country else []) + (["sector_without_code"] if no_sector else [])


FORMAT = Format(
    "gdelt",
    "GDELT 2.0's 61 columns, tab-separated, no header",
    write,
    never=("IsRootEvent", "GoldsteinScale", "AvgTone", "Actor1Geo", "Actor2Geo", "ADM1Code of what is no country", "ADM2Code", "FeatureID", "ethnic and religious codes", "dead", "injured", "sentence", "score"),
)  # fmt: skip
