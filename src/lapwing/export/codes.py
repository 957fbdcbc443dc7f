"""The small tables of codes beside this file, read once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def rows_of(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a table of data/ as dicts of strings."""
    header, *lines = files(__package__).joinpath("data", name).read_text("utf-8").splitlines()
    columns = header.split("\t")
    return tuple(dict(zip(columns, line.split("\t"), strict=True)) for line in lines)


@cache
def _countries() -> Mapping[str, Mapping[str, str]]:
    return {row["iso3"]: row for row in rows_of("countries.tsv")}


@cache
def _names() -> Mapping[str, str]:
    table = files("lapwing").joinpath("resolving", "data", "countries.tsv").read_text("utf-8").splitlines()
    columns = table[0].split("\t")
    code, name = columns.index("iso3"), columns.index("name")
    return {row[code]: row[name] for row in (line.split("\t") for line in table[1:])}


@cache
def _sectors() -> Mapping[str, str]:
    return {row["plover"]: row["cameo"] for row in rows_of("sectors.tsv")}


def country_code(iso3: str | None, scheme: str) -> str:
    """A country's code in another scheme (fips, cow, cameo), empty where it has none.

    >>> country_code("ROU", "fips"), country_code("ROU", "cow"), country_code("ROU", "cameo"), country_code(None, "fips")
    ('RO', '360', 'ROM', '')
    """
    return _countries().get(iso3 or "", {}).get(scheme, "")


def country_name(iso3: str | None) -> str:
    """The usual English name of a country, empty for what is none."""
    return _names().get(iso3 or "", "")


def is_country(code: str | None) -> bool:
    """Whether a code is a country's, rather than a group's (IGO, UNO, ...) or none."""
    return (code or "") in _countries()


def cameo_sector(sector: str | None) -> str:
    """CAMEO's type code for a PLOVER sector, empty where it has none.

    >>> cameo_sector("JRN"), cameo_sector("MED"), cameo_sector("PTY")
    ('MED', 'HLH', '')
    """
    return _sectors().get(sector or "", "")
