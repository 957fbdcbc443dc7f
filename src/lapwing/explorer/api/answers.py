"""Questions -> rows and counts of an open store. An index answers where there is one: it has events and reports as flat tables."""

from __future__ import annotations

from typing import Any

from lapwing.aggregates import PAGES, Aggregates, count_by
from lapwing.errors import WrongCall
from lapwing.explorer.api.held import Opened
from lapwing.explorer.api.paging import Cursor
from lapwing.explorer.api.problems import Problem
from lapwing.explorer.api.questions import Question
from lapwing.explorer.api.tables import Table


def page_of(opened: Opened, table: Table, question: Question) -> tuple[list[str], Cursor | None]:
    """The ids of a page, the latest day first, and where it ends when there is more. Raises Problem for a cursor of another question or state."""
    name = f"{table.name}-{question.digest}"
    after, values = "true", []
    if question.cursor is not None:
        question.cursor.check(opened.consolidation, name)
        after, values = question.cursor.after("day")
    rest = f"where {after} order by day desc nulls last, id limit {question.limit + 1}"
    keys = _keys(opened, table, question, rest, values)
    page = keys[: question.limit]
    is_last = len(keys) == len(page)
    ends = None if is_last else Cursor(opened.consolidation, name, page[-1]["day"], page[-1]["id"])
    return [key["id"] for key in page], ends


def _keys(opened: Opened, table: Table, question: Question, rest: str, values: list[object]) -> list[dict[str, Any]]:
    """Ids and days of the rows that are asked for."""
    selection = question.selection
    if opened.index is not None and table.kind is not None and question.article is None:
        chosen, parameters = selection.select("id, day", source=table.kind)
        return opened.index.rows(f"select id, day from ({chosen}) {rest}", [*parameters, *values])
    conditions, parameters = ["true"], []
    if selection.asked:
        chosen, parameters = selection.select("id", source=table.source)
        conditions.append(f"id in ({chosen})")
    if question.article is not None:
        conditions.append(f"({table.article})")
        parameters = [*parameters, question.article]
    keys = f"select id, {table.day} as day from {table.view} where {' and '.join(conditions)}"
    with opened.lock:
        return opened.views.rows(f"select id, day from ({keys}) {rest}", [*parameters, *values])


def counts_of(opened: Opened, question: Question) -> Aggregates:
    """What a question counts. Raises Problem for groups that cannot be counted by together."""
    selection, is_indexed = question.selection, opened.index is not None
    source, pages = (selection.kind, "pages") if is_indexed else (None, PAGES)

    def ask(sql: str, parameters: list[object]) -> list[dict[str, Any]]:
        if is_indexed:
            return opened.index.rows(sql, parameters)
        with opened.lock:
            return opened.views.rows(sql, parameters)

    try:
        return count_by(ask, selection, question.groups, limit=question.limit, source=source, pages=pages)
    except WrongCall as fault:
        raise Problem(422, [str(fault)]) from fault
