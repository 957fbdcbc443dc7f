"""Ontology: PLOVER's types, modes, contexts, quads, scores and sectors, read from plover.toml into enums."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

from lapwing.errors import BrokenData
from lapwing.records import Realis

_TOML = tomllib.loads(files(__package__).joinpath("plover.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class TypeFacts:
    """What PLOVER says of one type. Scores run from -10 (most hostile) to +10; `quad` is 1 to 4. `planned_as` is None where the manual has no rule for plans."""

    name: str
    quad: int
    score: float
    covers: str
    needs_recipient: bool
    planned_as: str | None
    mode_scores: dict[str, float]


def _facts(row: dict) -> TypeFacts:
    return TypeFacts(
        row["name"],
        row["quad"],
        row["score"],
        row["covers"],
        row.get("needs_recipient", False),
        row.get("planned_as"),
        row.get("modes", {}),
    )


FACTS: dict[str, TypeFacts] = {row["name"]: _facts(row) for row in _TOML["type"]}

EventType = StrEnum("EventType", {name: name for name in FACTS})
"""The 16 types."""

Mode = StrEnum(
    "Mode",
    {m.upper().replace("-", "_"): m for m in sorted({m for f in FACTS.values() for m in f.mode_scores})},
)
"""Every mode of every type; `modes_of` tells which belong together."""

Context = StrEnum("Context", {c.upper(): c for c in _TOML["contexts"]["names"]})
"""The 37 contexts."""

Sector = StrEnum("Sector", {code: code for code in _TOML["sectors"]})
"""Sector codes of actors."""

QUADS: dict[int, str] = {int(number): name for number, name in _TOML["quads"].items()}
GROUP_CODES: dict[str, str] = _TOML["group_codes"]
SECTOR_NAMES: dict[str, str] = _TOML["sectors"]


def modes_of(event_type: str) -> frozenset[str]:
    """The modes a type may carry.

    >>> sorted(modes_of("CONSULT"))
    ['multilateral', 'phone', 'third-party', 'visit']
    """
    return frozenset(FACTS[event_type].mode_scores)


def quad_of(event_type: str) -> int:
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    return FACTS[event_type].quad


def intensity_of(event_type: str, modes: tuple[str, ...] = ()) -> float:
    """The score of the strongest mode, or of the type when it has none. -10 to +10.

    >>> intensity_of("ASSAULT"), intensity_of("ASSAULT", ("beat", "primitive"))
    (-9.0, -8.0)
    """
    facts = FACTS[event_type]
    return max((facts.mode_scores[mode] for mode in modes), key=abs, default=facts.score)


def plover_type(event_type: str, realis: Realis) -> str:
    """The type under which PLOVER files an event that has not happened yet (manual: auxiliary modes).

    >>> plover_type("CONSULT", Realis.PLANNED), plover_type("RETREAT", Realis.PLANNED)
    ('AGREE', 'CONCEDE')
    """
    return (planned_type(event_type) or event_type) if realis is Realis.PLANNED else event_type


def planned_type(event_type: str) -> str | None:
    """The type under which the manual files a planned act of this type, or None where it has no rule.

    >>> planned_type("AID"), planned_type("AGREE"), planned_type("ASSAULT")
    ('AGREE', 'AGREE', None)
    """
    return FACTS[event_type].planned_as


def check_type(event_type: str, mode: str | None = None) -> None:
    """Raise BrokenData unless the type exists and may carry the mode."""
    if event_type not in FACTS:
        raise BrokenData(f"'{event_type}' is no PLOVER type. The 16 types: {', '.join(FACTS)}.")
    if mode is not None and mode not in FACTS[event_type].mode_scores:
        raise BrokenData(f"'{mode}' is no mode of {event_type}. Its modes: {', '.join(sorted(modes_of(event_type)))}.")
