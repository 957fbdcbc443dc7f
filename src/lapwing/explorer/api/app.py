"""The routes of the API, and what each answers. Everything under here reads; POST /code codes a text and stores nothing."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lapwing.explorer.api.answers import counts_of, page_of
from lapwing.explorer.api.formats import (
    ARROW,
    CSV,
    JSON,
    MEDIA_TYPES,
    arrow_bytes,
    csv_bytes,
    json_bytes,
    media_type_of,
)
from lapwing.explorer.api.held import HeldCoder, Opened
from lapwing.explorer.api.openapi import PREFIX, describe_api
from lapwing.explorer.api.paging import Cursor
from lapwing.explorer.api.problems import Problem, problem_response
from lapwing.explorer.api.questions import AGGREGATE_PARAMETERS, Question, parameters_of, read_question
from lapwing.explorer.api.tables import TABLES, Table
from lapwing.explorer.api.texts import read_text
from lapwing.pipeline import Coder
from lapwing.records import digest
from lapwing.version import __version__

# An article of 100,000 characters takes the learned engine about 20 seconds on one core. Seconds.
CODE_TIMEOUT_SECONDS = 30.0
_HEADERS = {"X-Content-Type-Options": "nosniff", "Vary": "Accept"}


def make_api(
    opened: Opened, *, make_coder: Callable[[], Coder] = Coder, code_timeout_seconds: float = CODE_TIMEOUT_SECONDS
) -> Starlette:
    """The API of an open store, to be mounted at /api/v1."""
    coder = HeldCoder(make_coder, timeout_seconds=code_timeout_seconds)
    routes = [
        Route("/", lambda request: _described(request, _index())),
        Route("/openapi.json", lambda request: _described(request, describe_api())),
        Route("/aggregates", lambda request: _aggregates(request, opened)),
        Route("/code", _code_endpoint(coder), methods=["POST"]),
    ]
    for table in TABLES.values():
        routes += [
            Route(f"/{table.name}", lambda request, table=table: _rows(request, table, opened)),
            Route(f"/{table.name}/{{id}}", lambda request, table=table: _row(request, table, opened)),
        ]
    handlers = {Problem: problem_response, HTTPException: problem_response, Exception: problem_response}
    return Starlette(routes=routes, exception_handlers=handlers)


def _index() -> dict:
    return {
        "name": "lapwing",
        "version": __version__,
        "openapi": f"{PREFIX}/openapi.json",
        "tables": {name: {"about": table.doc, "at": f"{PREFIX}/{name}"} for name, table in TABLES.items()},
        "aggregates": f"{PREFIX}/aggregates",
        "code": f"{PREFIX}/code",
    }


def _described(request: Request, value: dict) -> Response:
    read_question(request.query_params.multi_items(), ())
    media_type_of(request.headers.get("accept", ""), (JSON,))
    content = json_bytes(value)
    return _answer(request, f'"{digest(content.decode())[:20]}"', JSON, content)


# --- tables ----------------------------------------------------------------------------------------------


def _rows(request: Request, table: Table, opened: Opened) -> Response:
    question = read_question(request.query_params.multi_items(), parameters_of(table), table.kind or "events")
    media_type = _media_type(request, question, (JSON, CSV, ARROW))
    ids, ends = page_of(opened, table, question)
    tag = _tag(request, opened.consolidation, media_type)
    if _is_known(request, tag):
        return _unchanged(tag)
    following = _address_of_next(request, ends) if ends else None
    content = _page_bytes(opened, table, ids, media_type, following)
    headers = {"Link": f'<{following}>; rel="next"'} if following else {}
    return Response(content, headers={**_HEADERS, "ETag": tag, "Cache-Control": "no-cache", **headers}, media_type=media_type)  # fmt: skip


def _page_bytes(opened: Opened, table: Table, ids: list[str], media_type: str, following: str | None) -> bytes:
    columns = ", ".join(f'"{name}"' for name in table.schema)
    sql = f"select {columns} from {table.view} where id in (select unnest(?::varchar[])) order by {table.day} desc nulls last, id"
    with opened.lock:
        answer = opened.views.query(sql, [ids])
        if media_type == ARROW:
            return arrow_bytes(answer)
        rows = answer.fetchall()
    if media_type == CSV:
        return csv_bytes(answer.columns, rows)
    items = [dict(zip(answer.columns, row, strict=True)) for row in rows]
    return json_bytes({"items": items, "next": following, "state": opened.consolidation})


def _address_of_next(request: Request, cursor: Cursor) -> str:
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    return f"{PREFIX}/{request.url.path.rsplit('/', 1)[-1]}?{urlencode([*kept, ('cursor', cursor.text)])}"


def _row(request: Request, table: Table, opened: Opened) -> Response:
    read_question(request.query_params.multi_items(), ())
    media_type_of(request.headers.get("accept", ""), (JSON,))
    tag = _tag(request, opened.consolidation, JSON)
    row_id = request.path_params["id"]
    columns = ", ".join(f'"{name}"' for name in table.schema)
    with opened.lock:
        rows = opened.views.rows(f"select {columns} from {table.view} where id = ? limit 1", [row_id])
    if not rows:
        raise Problem(404, [f"There is no '{row_id[:80]}' among the {table.name}."])
    content = json_bytes(rows[0])
    return _answer(request, tag, JSON, content)


# --- counts ----------------------------------------------------------------------------------------------


def _aggregates(request: Request, opened: Opened) -> Response:
    question = read_question(request.query_params.multi_items(), AGGREGATE_PARAMETERS)
    media_type = _media_type(request, question, (JSON, CSV))
    tag = _tag(request, opened.consolidation, media_type)
    if _is_known(request, tag):
        return _unchanged(tag)
    told = counts_of(opened, question)
    if media_type == CSV:
        columns = list(told.rows[0]) if told.rows else [*question.groups, "n"]
        content = csv_bytes(columns, [list(row.values()) for row in told.rows])
    else:
        content = json_bytes({"n": told.n, "n_pages": told.n_pages, "rows": told.rows, "is_cut": told.is_cut, "state": opened.consolidation})  # fmt: skip
    return _answer(request, tag, media_type, content)


# --- coding ----------------------------------------------------------------------------------------------


def _code_endpoint(coder: HeldCoder) -> Callable:
    async def code(request: Request) -> Response:
        read_question(request.query_params.multi_items(), ())
        media_type_of(request.headers.get("accept", ""), (JSON,))
        text = await read_text(request)
        coded = await coder.code(text.text, title=text.title, published_on=text.published_on)
        return Response(json_bytes(coded), headers={**_HEADERS, "Cache-Control": "no-store"}, media_type=JSON)

    return code


# --- what they share -------------------------------------------------------------------------------------


def _media_type(request: Request, question: Question, offered: tuple[str, ...]) -> str:
    if question.form is not None:
        return MEDIA_TYPES[question.form]
    return media_type_of(request.headers.get("accept", ""), offered)


def _tag(request: Request, state: str, media_type: str) -> str:
    """An ETag: another one when the store, the question or the format is another."""
    asked = urlencode(sorted(request.query_params.multi_items()))
    return f'"{digest(state, __version__, request.url.path, asked, media_type)[:20]}"'


def _is_known(request: Request, tag: str) -> bool:
    told = request.headers.get("if-none-match", "")
    return tag in (part.strip().removeprefix("W/") for part in told.split(","))


def _unchanged(tag: str) -> Response:
    return Response(status_code=304, headers={**_HEADERS, "ETag": tag, "Cache-Control": "no-cache"})


def _answer(request: Request, tag: str, media_type: str, content: bytes) -> Response:
    if _is_known(request, tag):
        return _unchanged(tag)
    headers = {**_HEADERS, "ETag": tag, "Cache-Control": "no-cache"}
    return Response(content, headers=headers, media_type=media_type)
