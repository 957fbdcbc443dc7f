"""What commands that list a store's records share: filters as SQL with parameters, tables for people, JSON Lines for pipes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from lapwing.cli.output import console, json_line, plain
from lapwing.selection import TERMS, Selection

if TYPE_CHECKING:
    from lapwing.store import ReadOnly, Store

DAY = click.DateTime(["%Y-%m-%d"])
# A terminal is read, not scrolled. Rows.
TABLE_ROWS = 100


class Conditions:
    """Conditions of a WHERE, each with its parameters: values of the user never stand in the SQL."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.parameters: list[Any] = []

    def add(self, sql: str, *parameters: object) -> None:
        self._parts.append(f"({sql})")
        self.parameters += parameters

    def add_if(self, value: object, sql: str) -> None:
        """A condition on one value, when the user gave it."""
        if value is not None:
            self.add(sql, *[value] * sql.count("?"))

    @property
    def where(self) -> str:
        return " where " + " and ".join(self._parts) if self._parts else ""


def selection_options(*left_out: str) -> Callable[[Callable], Callable]:
    """An option for every term of a selection. The command gets their values as `**asked`, for `selection_of`."""

    def decorate(command: Callable) -> Callable:
        for name, term in reversed(TERMS.items()):
            if name in left_out:
                continue
            several = " Several with commas." if term.is_many else ""
            option = "--" + name.replace("_", "-")
            command = click.option(option, name, multiple=True, metavar=term.example, help=f"{term.doc}.{several}")(command)
        return command

    return decorate


def selection_of(kind: str, asked: Mapping[str, Sequence[str]]) -> Selection:
    """The selection that the options of `selection_options` make."""
    return Selection.parse({"kind": [kind], **asked})


def consolidated_views(folder: str) -> ReadOnly:
    """The views of a store, consolidated first when it has changed; at a terminal the stages are told."""
    return consolidated_store(folder).read_only()


def consolidated_store(folder: str) -> Store:
    from lapwing.store import Store

    store = Store(folder)
    store.consolidate(tell_stage)
    return store


def tell_stage(stage: str) -> None:
    """What a long preparation is at, when somebody watches."""
    if sys.stderr.isatty():
        click.echo(f"preparing: {stage}", err=True)


def rows(views: ReadOnly, sql: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
    """The answer to a SELECT as dicts."""
    answer = views.query(sql, parameters)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.fetchall()]


def print_rows(
    found: Sequence[Mapping[str, Any]], columns: Mapping[str, Callable[[Mapping[str, Any]], str]], *, nothing: str
) -> None:
    """A table at a terminal, JSON Lines otherwise. `columns` gives each column's text of a row."""
    if not sys.stdout.isatty():
        for row in found:
            click.echo(json_line(plain_values(row)), nl=False)
        return
    if not found:
        click.echo(nothing, err=True)
        return
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=False)
    for name in columns:
        table.add_column(name, overflow="fold")
    for row in found[:TABLE_ROWS]:
        table.add_row(*(Text(plain(text_of(row))) for text_of in columns.values()))
    console().print(table)
    if len(found) > TABLE_ROWS:
        click.echo(
            f"The first {TABLE_ROWS} of {len(found):,}. Narrow the question, or send it through a pipe for all.",
            err=True,
        )


def plain_values(value: Any) -> Any:
    """A value that JSON has: days as ISO 8601."""
    if isinstance(value, Mapping):
        return {k: plain_values(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain_values(v) for v in value]
    return value.isoformat() if isinstance(value, date) else value


def day_of(value: datetime | None) -> date | None:
    return value.date() if value else None


def days_text(first: date | None, last: date | None) -> str:
    """ "2024-05-07", "2024-05 to ..." or nothing."""
    if first is None:
        return ""
    return str(first) if first == last or last is None else f"{first} to {last}"


def names(parties: Iterable[Mapping[str, Any]] | None) -> str:
    """Parties by name and country."""
    return ", ".join(f"{p['name']} [{p['country'] or '?'}]" for p in parties or ())
