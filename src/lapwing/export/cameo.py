"""PLOVER -> CAMEO, by the table data/cameo.tsv. Codes are strings; the quad is that of the code's root, never PLOVER's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from lapwing.export.codes import rows_of
from lapwing.export.filing import Filed
from lapwing.export.told import Told

# Sectors whose use of force CAMEO counts as conventional fighting (19) rather than assault (18).
_ARMED = {"MIL", "REB", "PRM"}


@dataclass(frozen=True, slots=True)
class Cameo:
    """A CAMEO code. `lost` are reasons for docs/reference/export.md: what the code does not say of the event."""

    code: str
    lost: tuple[str, ...] = ()

    @property
    def base(self) -> str:
        """The three digits of a code of four; otherwise the code."""
        return self.code[:3]

    @property
    def root(self) -> str:
        return self.code[:2]

    @property
    def quad(self) -> int:
        """1 to 4 as GDELT counts them. PROTEST is verbal conflict (3) there and material (4) in PLOVER; an investigation and every concession are material
        cooperation (2).

        >>> Cameo("141").quad, Cameo("090").quad, Cameo("0841").quad, Cameo("190").quad
        (3, 2, 2, 4)
        """
        root = int(self.root)
        return 1 if root <= 5 else 2 if root <= 9 else 3 if root <= 14 else 4


def cameo_of(event: Told, filed: Filed) -> Cameo:
    """The code of an event. A planned act that the manual files as another type has the code of the intention."""
    row = _fitting(event, filed)
    lost = []
    if row["source"] == "none":
        lost.append("mode_without_cameo")
    elif event.mode and not row["mode"]:
        lost.append("mode")
    if any(c != row["context"] for c in event.contexts):
        lost.append("contexts")
    return Cameo(row["code"], tuple(lost))


def _fitting(event: Told, filed: Filed) -> Mapping[str, str]:
    planned = "yes" if filed.by_plan else ""
    mode = event.mode or ""
    rows = _by_type()[planned, event.type]
    for row in (*(r for r in rows if r["mode"] == mode), *(r for r in rows if not r["mode"])):
        has_context = not row["context"] or row["context"] in event.contexts
        if has_context and (not row["armed"] or any(p.sector in _ARMED for p in event.actors)):
            return row
    raise AssertionError(
        f"data/cameo.tsv has no row for {event.type}"
    )  # every type ends with a row without conditions: tests/export/test_cameo.py


@cache
def _by_type() -> Mapping[tuple[str, str], tuple[Mapping[str, str], ...]]:
    found: dict[tuple[str, str], list[Mapping[str, str]]] = {}
    for row in rows_of("cameo.tsv"):
        found.setdefault((row["planned"], row["type"]), []).append(row)
    # What is already AGREE stays: a plan to agree is an offer to.
    found["yes", "AGREE"] = found["", "AGREE"]
    return {key: tuple(rows) for key, rows in found.items()}
