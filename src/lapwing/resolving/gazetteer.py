"""Cities of the world by name (GeoNames, CC BY 4.0), looked up in a sorted file: nothing is loaded, and processes share its pages."""

from __future__ import annotations

import mmap
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files

from lapwing.resolving.tables import table_rows


@dataclass(frozen=True, slots=True)
class City:
    """A city of 5,000 inhabitants or more. Degrees north and east; `thousands` of inhabitants; `admin1` is the code of its state or
    province in GeoNames ("TX"), which for the United States is the postal one."""

    name: str
    iso2: str
    latitude: float
    longitude: float
    thousands: int
    admin1: str
    geonames: int


class Gazetteer:
    """The sorted file, held in memory by the system and not by us."""

    def __init__(self, content: bytes | mmap.mmap) -> None:
        self._content = content

    def find(self, name: str) -> tuple[City, ...]:
        """The cities of a name, the largest first.

        >>> [(c.name, c.iso2) for c in load_gazetteer().find("Donetsk")][:1]
        [('Donetsk', 'UA')]
        """
        return _cities_of(self, city_key(name))

    def lines(self, key: str) -> list[bytes]:
        """The lines of a key, found by halving."""
        wanted = key.encode() + b"\t"
        content = self._content
        low, high = 0, len(content)
        while low < high:
            middle = (low + high) // 2
            start = content.rfind(b"\n", 0, middle) + 1
            end = content.find(b"\n", middle)
            if content[start : start + len(wanted)] < wanted:
                low = end + 1
            else:
                high = start
        found = []
        while content[low : low + len(wanted)] == wanted:
            end = content.find(b"\n", low)
            found.append(content[low:end])
            low = end + 1
        return found


@lru_cache(maxsize=1 << 14)
def _cities_of(gazetteer: Gazetteer, key: str) -> tuple[City, ...]:
    cities = {}
    for line in gazetteer.lines(key) if key else ():
        _, name, iso2, latitude, longitude, thousands, admin1, number = line.decode().split("\t")
        cities[number] = City(name, iso2, float(latitude), float(longitude), int(thousands), admin1, int(number))
    return tuple(sorted(cities.values(), key=lambda c: (-c.thousands, c.geonames)))


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer that ships."""
    with as_file(files(__package__) / "data" / "cities.txt") as path, path.open("rb") as file:
        return Gazetteer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


@lru_cache(maxsize=1 << 14)
def city_key(name: str) -> str:
    """A name without case, diacritics, hyphens and points, and with "Saint" for "St".

    >>> city_key("São Paulo"), city_key("St. Louis"), city_key("Port-au-Prince")
    ('sao paulo', 'saint louis', 'port au prince')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()
    words = re.findall(
        r"[^\W_]+", plain.replace("'", "").replace("’", "").replace("ł", "l").replace("ø", "o").replace("ı", "i")
    )
    return " ".join("saint" if w == "st" else "fort" if w == "ft" else w for w in words)


@cache
def iso3_of() -> dict[str, str]:
    """ISO alpha-2 -> alpha-3 of the countries of the tables."""
    return {row["iso2"]: row["iso3"] for row in table_rows("countries.tsv")}
