"""Profiles: what a country (or group) and what a place is in the store, in numbers of the selection that a page shows."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from lapwing.explorer.overview import QUADS_SQL
from lapwing.explorer.state import State
from lapwing.figures import Counts
from lapwing.store.index import Index

MOST = 15


@dataclass(frozen=True, slots=True)
class Ranked:
    """A name with its events by quad class, and where it leads."""

    name: str
    counts: Counts
    href: str | None

    @property
    def n(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Profile:
    """What it did, what was done to it, with whom, under which names, where."""

    does: tuple[Ranked, ...]
    suffers: tuple[Ranked, ...]
    partners: tuple[Ranked, ...]
    names: tuple[Ranked, ...]
    places: tuple[Ranked, ...]


def actor_profile(index: Index, state: State, code: str) -> Profile:
    """The profile of a country or group code among the events asked for."""
    by = state.selection.changed(country=None, by=code)
    to = state.selection.changed(country=None, to=code)
    with_ = state.selection.changed(country=code)
    pairs = index.select(with_, f"pair, {QUADS_SQL}", "group by pair")
    partners: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for row in pairs:
        for other in set(row["pair"].replace(">", " ").split()) - {code}:
            partners[other] = [a + b for a, b in zip(partners[other], _counts(row), strict=True)]
    return Profile(
        _ranked(
            index.select(by, f"type as name, {QUADS_SQL}", "group by 1"), lambda n: state.href("/", type=n, by=code)
        ),
        _ranked(
            index.select(to, f"type as name, {QUADS_SQL}", "group by 1"), lambda n: state.href("/", type=n, to=code)
        ),
        _ranked(
            [{"name": k, **_quads(v)} for k, v in partners.items()], lambda n: state.href("/", between=f"{code}-{n}")
        ),
        _names(index, with_, state, code),
        _ranked(
            index.select(with_, f"place as name, {QUADS_SQL}", "and place is not null group by 1"),
            lambda n: state.href("/place", place=n),
        ),
    )


def place_profile(index: Index, state: State) -> Profile:
    """The profile of the place that the state asks for."""
    chosen = state.selection
    parties: Counter[str] = Counter()
    quads: dict[str, list[int]] = {}
    for row in index.select(chosen, f"pair, {QUADS_SQL}", "group by pair"):
        for code in set(row["pair"].replace(">", " ").split()):
            parties[code] += 1
            quads[code] = [a + b for a, b in zip(quads.get(code, [0] * 4), _counts(row), strict=True)]
    return Profile(
        _ranked(index.select(chosen, f"type as name, {QUADS_SQL}", "group by 1"), lambda n: state.href("/", type=n)),
        (),
        _ranked([{"name": k, **_quads(v)} for k, v in quads.items()], lambda n: state.href("/actor/" + n, country=n)),
        _names(index, chosen, state, None),
        (),
    )


def _names(index: Index, selection: Any, state: State, code: str | None) -> tuple[Ranked, ...]:
    """The names of parties. For a country only of events that have no other country, since the index keeps names without codes."""
    alone = "and list_distinct(list_concat(actor_countries, recipient_countries)) = [?]" if code else ""
    sql, parameters = selection.select("unnest(names) as name, quad", alone, source=selection.kind)
    counted = index.rows(
        f"select name, {QUADS_SQL} from ({sql}) group by name", [*parameters, *([code] if code else [])]
    )
    return _ranked(counted, lambda n: state.href("/", who=n))


def _ranked(rows: list[dict[str, Any]], href: Any) -> tuple[Ranked, ...]:
    told = [Ranked(row["name"], _counts(row), None) for row in rows]
    most = sorted(told, key=lambda r: (-r.n, r.name))[:MOST]
    return tuple(Ranked(r.name, r.counts, href(r.name)) for r in most)


def _counts(row: dict[str, Any]) -> Counts:
    return row["q1"], row["q2"], row["q3"], row["q4"]


def _quads(counts: list[int]) -> dict[str, int]:
    return {f"q{n}": value for n, value in enumerate(counts, 1)}
