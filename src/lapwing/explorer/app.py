"""The explorer's web application: pages made here, a few lines of script that make them quicker to use, and nothing that leaves the machine."""

from __future__ import annotations

import math
import re
import shutil
import tempfile
import threading
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route

from lapwing.errors import LapwingError, WrongCall
from lapwing.explorer.api import make_api
from lapwing.explorer.evidence import article_pieces, evidence_of
from lapwing.explorer.fence import Fence
from lapwing.explorer.overview import FEW, overview, shown_parties
from lapwing.explorer.panels import ROWS as PANEL_ROWS
from lapwing.explorer.panels import panel, reader_targets
from lapwing.explorer.profiles import actor_profile, place_profile
from lapwing.explorer.state import State
from lapwing.explorer.templating import asset, environment, style_sheet
from lapwing.export import export
from lapwing.figures import Spot, calendar_svg, matrix_svg, network_svg, timeline_svg, world_svg
from lapwing.reviews import FIELDS, Reviews, agreements, precision, read_field, reviewed
from lapwing.selection import Selection
from lapwing.store import ReadOnly, Store
from lapwing.store.index import Index, open_index

# What the table offers for download, with the ending of each file.
DOWNLOADS = {
    "csv": "csv",
    "parquet": "parquet",
    "jsonl": "jsonl",
    "geojson": "geojson",
    "plover": "jsonl",
    "bundle": "zip",
}
# A verdict with a long note. Bytes.
_LONGEST_FORM = 60_000
# The last lines of the log of reviews that a page shows.
MOST_LINES = 100
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")


@dataclass(slots=True)
class Explored:
    """An open store: what every request reads. `views` answers one question at a time, hence the lock. Verdicts are given in the name of `reviewer`."""

    store: Store
    index: Index
    views: ReadOnly
    consolidation: str
    reviewer: str
    lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def open(cls, store: Store, index: Index, reviewer: str = "somebody") -> Explored:
        return cls(store, index, store.read_only(), store.consolidation_name, reviewer)

    def reopen(self) -> None:
        """What the store holds now, from the next request on."""
        index = open_index(self.store)
        with self.lock:
            self.index, self.views, self.consolidation = index, self.store.read_only(), self.store.consolidation_name

    @property
    def reviews(self) -> Reviews:
        return Reviews(self.store.folder)

    @property
    def is_stale(self) -> bool:
        """Whether pages were coded into the store since it was opened."""
        return self.store.consolidation_name != self.consolidation


def make_app(explored: Explored, *, hosts: Sequence[str] = LOCAL_HOSTS, token: str | None = None) -> Starlette:
    """The application for one store. Requests for other hosts than `hosts` are refused; with a `token`, those that do not bring it too."""
    routes = [
        Route("/", _overview),
        Route("/actor/{code}", _actor),
        Route("/place", _place),
        Route("/statements", _records("statements", "statements.html")),
        Route("/commitments", _records("promises", "commitments.html")),
        Route("/notices", _records("notices", "notices.html")),
        Route("/readers", _records("opinions", "readers.html")),
        Route("/article/{article_id}", _article),
        Route("/reviews", _reviews),
        Route("/review", _review, methods=["POST"]),
        Route("/download/{form}", _download),
        Route("/refresh", _refresh, methods=["POST"]),
        Route("/help", _help),
        Route("/static/{name}", _static),
        Mount("/api/v1", make_api(explored)),
    ]
    middleware = [Middleware(Fence, hosts=tuple(hosts), token=token)]
    if token is not None:  # on this machine compressing takes longer than it saves
        middleware.append(Middleware(GZipMiddleware, minimum_size=2_000, compresslevel=5))
    app = Starlette(
        routes=routes, exception_handlers={WrongCall: _wrong_call, LapwingError: _wrong_call}, middleware=middleware
    )
    app.state.explored = explored
    return app


# --- pages -----------------------------------------------------------------------------------------------


def _overview(request: Request) -> Response:
    explored, state = _explored(request), _state(request)
    return _page(request, "overview.html", state, **_figures(explored, state), few=FEW)


def _figures(explored: Explored, state: State, path: str = "") -> dict[str, Any]:
    """The numbers of a state and their drawings."""
    shown = overview(explored.index, state, path)
    noun, directed = state.selection.kind.removesuffix("s"), state.ties == "directed"
    party_href = {code: state.href(f"/actor/{code}", country=code) for code in shown_parties(shown.dyads)}
    if state.draw == "matrix":
        ties = matrix_svg(shown.dyads, directed=directed, noun=noun)
    else:
        ties = network_svg(shown.dyads, directed=directed, noun=noun, party_href=party_href)
    return {
        "shown": shown,
        "world": world_svg(shown.spots, state.linker(path, "in", "place"), noun, fit=_is_local(state)),
        "timeline": timeline_svg(shown.bars, per_page=state.per == "pages", noun=noun),
        "ties": ties,
    }


def _is_local(state: State) -> bool:
    """Whether something is asked for that lies somewhere: then the map shows where."""
    return any(
        state.selection.values(name) for name in ("country", "by", "to", "dyad", "between", "in", "place", "box", "who")
    )


def _actor(request: Request) -> Response:
    explored, code = _explored(request), request.path_params["code"].upper()
    state = _state(request)
    state = replace(state, selection=state.selection.changed(country=code))
    with explored.lock:
        said = panel(explored.views, "statements", state.selection)
        promised = panel(explored.views, "promises", state.selection)
    return _page(
        request,
        "actor.html",
        state,
        code=code,
        profile=actor_profile(explored.index, state, code),
        said=said,
        promised=promised,
        **_figures(explored, state, f"/actor/{code}"),
    )


def _place(request: Request) -> Response:
    explored, state = _explored(request), _state(request)
    if not state.selection.values("place"):
        return RedirectResponse(state.href("/"), 303)
    profile = place_profile(explored.index, state)
    return _page(request, "place.html", state, profile=profile, **_figures(explored, state, "/place"))


def _records(table: str, template: str) -> Callable[[Request], Response]:
    def page(request: Request) -> Response:
        explored, state = _explored(request), _state(request)
        with explored.lock:
            n, rows, deaf = panel(explored.views, table, state.selection, state.page)
            targets = reader_targets(explored.views, state.selection) if table == "opinions" else ()
        figures = _RECORD_FIGURES.get(table, lambda *_: {})(rows, state)
        n_pages = math.ceil(n / PANEL_ROWS)
        return _page(request, template, state, n=n, rows=rows, deaf=deaf, n_pages=n_pages, targets=targets, **figures)

    return page


def _notice_figures(notices: Sequence[dict[str, Any]], state: State) -> dict[str, Any]:
    """The points of the notices on a map, and the days on which they hold."""
    spots = [
        Spot(n["hazard"], n["issuer_country"], p["latitude"], p["longitude"], "point", (0, 0, 1, 0))
        for n in notices
        for p in n["points"] or ()
    ]
    held = Counter(
        day for n in notices if n["first_day"] for day in _days_between(n["first_day"], n["last_day"] or n["first_day"])
    )
    calendar = calendar_svg(held, "notice", lambda day: state.href("/notices", since=str(day), until=str(day)))
    n_unplaced = sum(not n["points"] for n in notices)
    return {
        "world": world_svg(spots, noun="point", fit=True) if spots else "",
        "calendar": calendar,
        "n_unplaced": n_unplaced,
    }


def _promise_figures(promises: Sequence[dict[str, Any]], state: State) -> dict[str, Any]:
    """The days on which commitments fall due."""
    return {
        "calendar": calendar_svg(
            Counter(p["deadline_last_day"] for p in promises if p["deadline_last_day"]), "deadline"
        )
    }


def _days_between(first: date, last: date) -> Iterator[date]:
    """Both included, and no more than a year of them."""
    return (first + timedelta(n) for n in range(min((last - first).days, 366) + 1))


_RECORD_FIGURES = {"notices": _notice_figures, "promises": _promise_figures}


def _article(request: Request) -> Response:
    explored = _explored(request)
    with explored.lock:
        found = article_pieces(explored.views, request.path_params["article_id"])
    if found is None:
        return _page(request, "missing.html", _state(request), status=404, what="article")
    article, paragraphs, events = found
    return _page(request, "article.html", _state(request), article=article, paragraphs=paragraphs, events=events)


def _reviews(request: Request) -> Response:
    explored = _explored(request)
    standing, log = explored.reviews.standing(), explored.reviews.log()
    return _page(
        request,
        "reviews.html",
        _state(request),
        precision=precision(standing),
        agreements=agreements(standing),
        log=log[: -MOST_LINES - 1 : -1],
        n_log=len(log),
    )


async def _review(request: Request) -> Response:
    """Keep a verdict, or take the last one back, and return to where it was given."""
    body = await request.body()
    if len(body) > _LONGEST_FORM:
        return PlainTextResponse("A note is too long.", 413)
    given = {name: values[-1] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
    await run_in_threadpool(_keep_verdict, _explored(request), given)
    back = given.get("back", "/")
    # Only to a page of ours: "//elsewhere" is another host.
    return RedirectResponse(back if re.match(r"/(?![/\\])", back) else "/", 303)


def _keep_verdict(explored: Explored, given: Mapping[str, str]) -> None:
    now, verdict = datetime.now(UTC), given.get("verdict", "")
    if verdict == "undo":
        explored.reviews.undo(who=explored.reviewer, at=now)
        return
    corrections = {f: read_field(f, given[f]) for f in FIELDS if f in given} if verdict == "correct" else {}
    with explored.lock:
        explored.reviews.add(
            who=explored.reviewer,
            at=now,
            verdict=verdict,
            kind=given.get("kind", "events"),
            looked_at=given.get("sel", ""),
            corrections=corrections,
            note=given.get("note", ""),
            views=explored.views,
        )


def _download(request: Request) -> Response:
    """What is asked for as a file; with what the format loses beside it, in a zip archive."""
    explored, form = _explored(request), request.path_params["form"]
    query = request.query_params
    selection = Selection.parse({name: query.getlist(name) for name in query})
    if form not in DOWNLOADS:
        raise WrongCall(
            f"There is no download '{form}'. Choose one of: {', '.join(DOWNLOADS)}; lapwing export has more formats."
        )
    folder = Path(tempfile.mkdtemp(prefix="lapwing-"))
    try:
        done = export(explored.store, form, folder / f"{selection.kind}.{DOWNLOADS[form]}", selection=selection)
        sent = done.path
        if done.side_files:
            sent = folder / f"{selection.kind}-{form}.zip"
            with zipfile.ZipFile(sent, "w", zipfile.ZIP_DEFLATED) as archive:
                for path in (done.path, *done.side_files):
                    archive.write(path, path.name)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return FileResponse(sent, filename=sent.name, background=BackgroundTask(shutil.rmtree, folder, ignore_errors=True))


def _refresh(request: Request) -> Response:
    """Show what was coded since: consolidates the store first when nobody has."""
    _explored(request).reopen()
    return RedirectResponse("/?realis=actual", 303)


def _help(request: Request) -> Response:
    return _page(request, "help.html", _state(request))


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name == "explorer.css":
        return Response(style_sheet(), media_type="text/css")
    if name in ("explorer.js", "icon.svg"):
        kind = "text/javascript" if name.endswith("js") else "image/svg+xml"
        return Response(asset(name), media_type=kind)
    return PlainTextResponse("There is no such file.", status_code=404)


# --- what pages share ------------------------------------------------------------------------------------


def _explored(request: Request) -> Explored:
    return request.app.state.explored


def _state(request: Request) -> State:
    query = request.query_params
    return State.parse({name: query.getlist(name) for name in query})


def _page(request: Request, template: str, state: State, *, status: int = 200, **more: Any) -> Response:
    explored, evidence = _explored(request), None
    if state.sel is not None:
        with explored.lock:
            evidence = evidence_of(explored.views, state.selection.kind, state.sel)
    verdicts = reviewed(explored.store.folder)
    html = environment().get_template(template).render(
        verdicts=verdicts, downloads=list(DOWNLOADS), reviewer=explored.reviewer, fields=FIELDS, state=state, path=request.url.path, store=explored.store.folder.name, is_stale=explored.is_stale, evidence=evidence, **more,
    )  # fmt: skip
    return HTMLResponse(html, status)


def _wrong_call(request: Request, fault: Exception) -> Response:
    html = (
        environment().get_template("wrong.html").render(message=str(fault), store=_explored(request).store.folder.name)
    )
    return HTMLResponse(html, 400)
