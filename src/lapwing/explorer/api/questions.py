"""The query of an address -> Question: what is asked for, how much, and how it is written. All faults are told together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lapwing.aggregates import GROUPS
from lapwing.errors import WrongCall
from lapwing.explorer.api.formats import MEDIA_TYPES
from lapwing.explorer.api.paging import Cursor
from lapwing.explorer.api.problems import Problem
from lapwing.explorer.api.tables import Table
from lapwing.records import digest
from lapwing.selection import KINDS, TERMS, Selection

# Rows of one answer when nothing is said, and at most: a thousand events are 2 MB. Rows.
LIMIT, MOST = 100, 1_000


@dataclass(frozen=True, slots=True)
class Parameter:
    """One name in a query: what it means and what a value looks like."""

    name: str
    doc: str
    schema: Mapping[str, object]
    is_many: bool = False
    is_required: bool = False
    is_term: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What one request asks for."""

    selection: Selection
    article: str | None
    limit: int
    cursor: Cursor | None
    form: str | None
    groups: tuple[str, ...]

    @property
    def digest(self) -> str:
        """The same for every page of the answer."""
        return digest(self.selection.kind, self.selection.query_string, self.article or "", *self.groups)[:16]


def _term(name: str, doc: str = "") -> Parameter:
    term = TERMS[name]
    several = " Several, also with commas: any of them." if term.is_many else ""
    return Parameter(name, (doc or term.doc) + "." + several, term.json_schema, term.is_many, is_term=True)


_ID = {"type": "string", "minLength": 1, "maxLength": 64}
_LIMIT = Parameter("limit", "Rows at most.", {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT})
_CURSOR = Parameter("cursor", "Where the page before ended: its `next`.", {"type": "string", "minLength": 1})


def _format(*names: str) -> Parameter:
    return Parameter("format", "Over the header Accept.", {"type": "string", "enum": list(names)})


def parameters_of(table: Table) -> tuple[Parameter, ...]:
    """What can be asked of a table."""
    article = Parameter("article", "Those of the article with this id.", _ID)
    return (*(_term(name, doc) for name, doc in table.terms.items()), article, _LIMIT, _CURSOR, _format(*MEDIA_TYPES))


AGGREGATE_PARAMETERS = (
    Parameter("group", "What to count by, up to three: " + "; ".join(f"{g.name}: {g.doc}" for g in GROUPS.values()) + ".", {"type": "string", "enum": list(GROUPS)}, True, True),
    Parameter("kind", "Events, each once, or reports, as each article tells them.", {"type": "string", "enum": list(KINDS), "default": KINDS[0]}),
    *map(_term, TERMS),
    _LIMIT,
    _format("json", "csv"),
)  # fmt: skip


def read_question(pairs: Iterable[tuple[str, str]], parameters: Sequence[Parameter], kind: str = "events") -> Question:
    """The question of a query. `kind` is what the terms are about where the query does not say. Raises Problem 422 with everything that is wrong, and 400 for a broken cursor."""
    known = {p.name: p for p in parameters}
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    faults = [f for name, values in given.items() for f in _faults(name, values, known)]
    terms = {name: values for name, values in given.items() if name in known and known[name].is_term}
    try:
        selection = Selection.parse({**terms, "kind": [_one(given, "kind") or kind]})
    except WrongCall as fault:
        faults += fault.faults
    faults += [f"{p.name} is missing" for p in parameters if p.is_required and p.name not in given]
    if faults:
        raise Problem(422, faults)
    cursor = _one(given, "cursor")
    groups = [name for value in given.get("group", ()) for name in value.split(",")]
    return Question(
        selection,
        _one(given, "article"),
        int(_one(given, "limit") or LIMIT),
        Cursor.read(cursor) if cursor else None,
        _one(given, "format"),
        tuple(dict.fromkeys(groups)),
    )


def _one(given: Mapping[str, Sequence[str]], name: str) -> str | None:
    return next(iter(given.get(name, ())), None)


def _faults(name: str, values: Sequence[str], known: Mapping[str, Parameter]) -> list[str]:
    """What is wrong with the values of a name, beside what a selection tells of its terms."""
    if name not in known:
        return [f"unknown: {name[:80]}. Known: {', '.join(known) or 'nothing'}"]
    parameter = known[name]
    faults = [f"{name} is empty"] if not all(v.strip() for v in values) else []
    if parameter.is_term or faults:
        return faults
    if len(values) > 1 and not parameter.is_many:
        faults.append(f"{name} takes one value")
    texts = [part for value in values for part in value.split(",")] if parameter.is_many else values
    return faults + [f"{name} '{text[:80]}' {why}" for text in texts if (why := _why_not(text, parameter.schema))]


def _why_not(text: str, schema: Mapping[str, object]) -> str:
    """Why a value does not fit, or nothing."""
    if "enum" in schema:
        return "" if text in schema["enum"] else f"is none of {', '.join(schema['enum'])}"
    if schema["type"] == "integer":
        low, high = schema["minimum"], schema["maximum"]
        fits = re.fullmatch(r"[0-9]{1,9}", text) and low <= int(text) <= high
        return "" if fits else f"is no whole number from {low} to {high}"
    return f"is longer than {schema['maxLength']} characters" if len(text) > schema.get("maxLength", len(text)) else ""
