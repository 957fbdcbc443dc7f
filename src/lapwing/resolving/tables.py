"""The tables: countries and their names, organisations, agent nouns, cities and regions, each from a TSV beside this file."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from lapwing.errors import BrokenData
from lapwing.resolving.overlay import laid_over


@dataclass(frozen=True, slots=True)
class Country:
    """A state. Degrees north and east of a representative point and of the capital; `regions` are newspaper words."""

    iso3: str
    name: str
    regions: tuple[str, ...]
    latitude: float
    longitude: float
    capital: str
    capital_latitude: float
    capital_longitude: float


@dataclass(frozen=True, slots=True)
class Alias:
    """A string that stands for a country. `kind` is name, adjective, demonym, capital or seat; `sector` is given for
    seats of a government, its houses and forces."""

    text: str
    kind: str
    iso3: str
    sector: str | None
    is_folded: bool


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation, armed group, party or company. `code` is ISO alpha-3 or a PLOVER group code."""

    text: str
    name: str
    code: str | None
    sector: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Agent:
    """A noun for people by role. `is_title` marks offices and ranks that stand before a name."""

    singular: str
    sector: str | None
    kind: str
    is_title: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A city, region or sea. `state` is the key of a first-level division ("USA.TX")."""

    name: str
    iso3: str | None
    latitude: float
    longitude: float
    level: str
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A table entry found in a string, at `start` to `end` of that string."""

    start: int
    end: int
    entry: Alias | Organisation | Agent | Spot


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables, indexed by surface. A surface can have several entries ("Congolese"). The lengths tell, for a first
    word, how many words the longest entry that begins with it has: most words of a text begin none."""

    countries: Mapping[str, Country]
    aliases: Mapping[str, tuple[Alias, ...]]
    organisations: Mapping[str, Organisation]
    agents: Mapping[str, Agent]
    spots: Mapping[str, tuple[Spot, ...]]
    name_lengths: Mapping[str, int]
    agent_lengths: Mapping[str, int]

    def surfaces(self) -> dict[str, frozenset[str]]:
        """Every surface and its kinds, for an annotator to look for."""
        out: dict[str, set[str]] = {}
        for text, rows in self.aliases.items():
            out.setdefault(text, set()).update(row.kind for row in rows)
        for text in self.organisations:
            out.setdefault(text, set()).add("organisation")
        for text, rows in self.spots.items():
            out.setdefault(text, set()).update("city" if row.level == "city" else "region" for row in rows)
        for text, agent in self.agents.items():
            out.setdefault(text, set()).update({"agent", "title"} if agent.is_title else {"agent"})
        return {text: frozenset(kinds) for text, kinds in out.items()}

    def find(self, text: str) -> Iterator[Found]:
        """Country names, organisations and places in a string, the longest at each word. Every row of a surface is found, one
        after the other at the same place."""
        yield from self._scan(text, self.name_lengths, self._names)

    def find_agents(self, text: str) -> Iterator[Found]:
        """Agent nouns in a string, in any case, longest first at each word, without overlap."""
        yield from self._scan(text.lower(), self.agent_lengths, lambda piece: _one(self.agents, piece))

    def _names(self, piece: str) -> tuple:
        return (*self.aliases.get(piece, ()), *_one(self.organisations, piece), *self.spots.get(piece, ()))

    @staticmethod
    def _scan(text: str, lengths: Mapping[str, int], look_up: Callable[[str], tuple]) -> Iterator[Found]:
        bounds = [(m.start(), m.end()) for m in _WORD.finditer(text)]
        i = 0
        while i < len(bounds):
            longest = lengths.get(text[bounds[i][0] : bounds[i][1]].replace("’", "'"), 0)
            for j in range(min(len(bounds), i + longest), i, -1):
                start, end = bounds[i][0], bounds[j - 1][1]
                piece = text[start:end].replace("’", "'")
                entries = look_up(piece) or look_up(piece + ".")
                if entries:
                    yield from (Found(start, end, entry) for entry in entries)
                    i = j
                    break
            else:
                i += 1


_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['’](?![sS]\b)[^\W_]+|\.(?=[A-Z]))*")


def _one(table: Mapping, key: str) -> tuple:
    return (table[key],) if key in table else ()


def _lengths(surfaces: Iterable[str]) -> dict[str, int]:
    out: dict[str, int] = {}
    for surface in surfaces:
        words = _WORD.findall(surface)
        if words:
            out[words[0]] = max(out.get(words[0], 0), len(words))
    return out


@cache
def load_tables() -> Tables:
    """The tables that ship. Raises BrokenData when a row contradicts another."""
    countries = {
        row["iso3"]: Country(
            row["iso3"],
            row["name"],
            tuple(dict.fromkeys([row["continent"], *row["region"].split("|")])),
            float(row["latitude"]),
            float(row["longitude"]),
            row["capital"],
            float(row["capital_latitude"] or row["latitude"]),
            float(row["capital_longitude"] or row["longitude"]),
        )
        for row in table_rows("countries.tsv")
    }
    aliases = _grouped(
        (
            row["alias"],
            Alias(
                row["alias"],
                row["kind"],
                row["iso3"],
                row["note"] if row["kind"] == "seat" else None,
                row["note"] == "folded",
            ),
        )
        for row in table_rows("aliases.tsv")
    )
    missing = sorted({row.iso3 for rows in aliases.values() for row in rows} - countries.keys())
    if missing:
        raise BrokenData(f"aliases.tsv names countries that countries.tsv lacks: {', '.join(missing)}.")
    organisations = {
        row["alias"]: Organisation(row["alias"], row["name"], row["code"] or None, row["sector"] or None, row["kind"])
        for row in table_rows("organisations.tsv")
        # A name that several countries' parties or papers share ("the Labour Party", "Dawn") says nothing by itself.
        if not row["note"].startswith("ambiguous")
    }
    agents = {}
    for row in table_rows("agents.tsv"):
        agent = Agent(row["singular"], row["sector"] or None, row["kind"], row["title"] == "yes")
        agents |= {row["singular"]: agent, row["plural"] or row["singular"]: agent}
    spots = _grouped(
        [
            (r["name"], Spot(r["name"], r["iso3"], float(r["latitude"]), float(r["longitude"]), "city"))
            for r in table_rows("cities.tsv")
        ]
        + [
            (r["name"], Spot(r["name"], None, float(r["latitude"]), float(r["longitude"]), r["kind"]))
            for r in table_rows("regions.tsv")
        ]
        + list(_divisions())
    )
    lengths = _lengths([*aliases, *organisations, *spots]), _lengths(agents)
    return Tables(*map(MappingProxyType, (countries, aliases, organisations, agents, spots, *lengths)))


def _divisions() -> Iterator[tuple[str, Spot]]:
    """First-level divisions under each of their names. Their state key is that of their seat in GeoNames, so that cities can be told to lie in
    them."""
    for row in table_rows("divisions.tsv"):
        spot = Spot(
            row["name"],
            row["iso3"],
            float(row["latitude"]),
            float(row["longitude"]),
            "region",
            state_key(row["iso3"], row["admin1"]),
        )
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            yield name, spot


def state_key(iso3: str | None, admin1: str | None) -> str | None:
    """The key of a first-level division: country and GeoNames code."""
    return f"{iso3}.{admin1}" if iso3 and admin1 else None


def table_rows(name: str) -> list[dict[str, str]]:
    """The rows of a table that ships, by column, with the site's and the user's own laid over them."""
    text = files(__package__).joinpath("data", name).read_text("utf-8")
    return laid_over(name, list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)))


def shipped_tables() -> list[tuple[str, int, str]]:
    """Every table with its rows, overlays included, and where it is from."""
    own = "Lapwing, Apache-2.0"
    names = (
        "countries",
        "aliases",
        "organisations",
        "organisation_terms",
        "agents",
        "offices",
        "holders",
        "divisions",
        "regions",
        "cities",
    )
    found = [(name, len(table_rows(f"{name}.tsv")), own) for name in names]
    return [*found, ("gazetteer", len(data_lines("cities.txt")), "GeoNames, CC BY 4.0")]


def data_lines(name: str) -> list[str]:
    """The lines of a list beside this file."""
    return files(__package__).joinpath("data", name).read_text("utf-8").splitlines()


def _grouped(pairs: Iterable[tuple[str, object]]) -> dict[str, tuple]:
    out: dict[str, tuple] = {}
    for key, value in pairs:
        out[key] = (*out.get(key, ()), value)
    return out
