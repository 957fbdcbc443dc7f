"""What a reviewer says a field should hold: words and values -> checked values, each of a field that differs from what was coded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from lapwing.errors import WrongCall
from lapwing.ontology import FACTS, GROUP_CODES, modes_of
from lapwing.records import Realis


def check_corrections(corrections: Mapping[str, Any], coded: Mapping[str, Any]) -> dict[str, Any]:
    """The corrections that change something, as values that JSON has: codes in their usual case, days as ISO 8601, None for unknown.

    `coded` holds what was coded, by the names of FIELDS. Raises WrongCall with all faults at once.
    """
    checked: dict[str, Any] = {}
    faults: list[str] = []
    for field, value in corrections.items():
        try:
            checked[field] = check_field(field, value)
        except WrongCall as fault:
            faults.append(str(fault))
    faults += _contradictions(checked, coded) if not faults else ()
    if faults:
        raise WrongCall(" ".join(faults))
    return {field: value for field, value in checked.items() if not _same(value, coded[field])}


def check_field(field: str, value: Any) -> Any:
    """One checked value. Raises WrongCall for an unknown field and for what it cannot hold."""
    if field not in _CHECKS:
        raise WrongCall(f"'{field}' is no field that can be corrected. These can: {', '.join(FIELDS)}.")
    return _CHECKS[field](value)


def read_field(field: str, words: str) -> Any:
    """A value as somebody types it: "-" for unknown or none, countries with commas or blanks between.

    >>> read_field("actor_countries", "ken, uno"), read_field("mode", "-")
    (['KEN', 'UNO'], None)
    """
    words = words.strip()
    if field in ("actor_countries", "recipient_countries"):
        return check_field(field, [] if words == "-" else words.replace(",", " ").split())
    return check_field(field, None if words == "-" else words)


# --- each field ------------------------------------------------------------------------------------------


def _type(value: Any) -> str:
    name = str(value).upper()
    if name not in FACTS:
        raise WrongCall(f"'{value}' is no PLOVER type. The 16 types: {', '.join(FACTS)}.")
    return name


def _mode(value: Any) -> str | None:
    if value is None:
        return None
    name = str(value).lower()
    if not any(name in facts.mode_scores for facts in FACTS.values()):
        raise WrongCall(f"'{value}' is no mode of any PLOVER type.")
    return name


def _realis(value: Any) -> str:
    name = str(value).lower()
    if name not in set(Realis):
        raise WrongCall(f"'{value}' is none of {', '.join(Realis)}.")
    return name


def _day(value: Any) -> str | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError as fault:
        raise WrongCall(f"'{value}' is no day. Write it as 2024-05-07.") from fault


def _country(value: Any) -> str | None:
    if value is None:
        return None
    code = str(value).upper()
    if code not in _country_codes():
        raise WrongCall(
            f"'{value}' is no country (ISO 3166, three letters) and no group code ({', '.join(GROUP_CODES)})."
        )
    return code


def _countries(value: Any) -> list[str]:
    if not isinstance(value, list | tuple):
        raise WrongCall(f"'{value}' is no list of countries.")
    return list(dict.fromkeys(_country(code) or "" for code in value if code is not None))


_CHECKS: dict[str, Callable[[Any], Any]] = {
    "type": _type,
    "mode": _mode,
    "realis": _realis,
    "first_day": _day,
    "last_day": _day,
    "place_country": _country,
    "actor_countries": _countries,
    "recipient_countries": _countries,
}
FIELDS = tuple(_CHECKS)
"""The fields that a reviewer can correct, in the order in which they are asked for."""


@cache
def _country_codes() -> frozenset[str]:
    from lapwing.resolving.tables import table_rows

    return frozenset(row["iso3"] for row in table_rows("countries.tsv")) | frozenset(GROUP_CODES)


# --- fields together -------------------------------------------------------------------------------------


def _contradictions(checked: Mapping[str, Any], coded: Mapping[str, Any]) -> Iterator[str]:
    event_type, mode = checked.get("type", coded["type"]), checked.get("mode")
    if mode is not None and mode not in modes_of(event_type):
        yield f"'{mode}' is no mode of {event_type}. Its modes: {', '.join(sorted(modes_of(event_type))) or 'none'}."
    if not {"first_day", "last_day"} & checked.keys():
        return
    first, last = (checked[f] if f in checked else _plain(coded[f]) for f in ("first_day", "last_day"))
    if (first is None) != (last is None):
        yield "A first day needs a last day, and a last day a first; correct both."
    elif first is not None and last < first:
        yield f"The last day, {last}, is before the first, {first}."


def _same(value: Any, coded: Any) -> bool:
    if isinstance(value, list):
        return set(value) == set(coded or ())
    return value == _plain(coded)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else value
