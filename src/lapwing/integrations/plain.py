"""Records as lists, texts and numbers, and back: what travels to another process or a file without being pickled."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints


def to_plain(value: Any) -> Any:
    """A record as the list of its fields, a map as a list of pairs, a day as ISO 8601.

    >>> from lapwing.records import Span
    >>> to_plain((Span(0, 5),)), from_plain(tuple[Span, ...], [[0, 5]])
    ([[0, 5]], (Span(start=0, end=5),))
    """
    if is_dataclass(value):
        return [to_plain(getattr(value, f.name)) for f in fields(value)]
    if isinstance(value, Mapping):
        return [[to_plain(k), to_plain(v)] for k, v in value.items()]
    if isinstance(value, tuple | list):
        return [to_plain(v) for v in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, StrEnum) else value


def from_plain(kind: Any, value: Any) -> Any:
    """The value of a type that `to_plain` made plain. Raises ValueError or TypeError when it is none of that type."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        (kind,) = (k for k in inner if k is not type(None))
        return None if value is None else from_plain(kind, value)
    if origin is tuple:
        kinds = [inner[0]] * len(value) if inner[1:] == (...,) else inner
        return tuple(from_plain(k, v) for k, v in zip(kinds, value, strict=True))
    if origin is Mapping:
        return {from_plain(inner[0], k): from_plain(inner[1], v) for k, v in value}
    if is_dataclass(kind):
        return kind(*(from_plain(k, v) for k, v in zip(_field_types(kind), value, strict=True)))
    if kind is date:
        return date.fromisoformat(value)
    if issubclass(kind, StrEnum):
        return kind(value)
    if not isinstance(value, (int, float) if kind is float else kind):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


@cache
def _field_types(kind: type) -> tuple[Any, ...]:
    hints = get_type_hints(kind)
    return tuple(hints[f.name] for f in fields(kind))
