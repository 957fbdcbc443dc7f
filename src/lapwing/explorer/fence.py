"""The fence around the explorer: who may ask, and what a page may do."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_COOKIE = "lapwing"
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types lapwing",
    )
)


class Fence:
    """Who may ask, and what a page may do. Wraps every answer.

    A request for a host that is not listed is refused: a page elsewhere whose name was made to point here (DNS rebinding) names its own. A request that changes something must come from
    a page of ours. With a token every request needs it: once in the address, then in a cookie that scripts cannot read.
    """

    def __init__(self, app: ASGIApp, *, hosts: Sequence[str], token: str | None) -> None:
        self._app, self._hosts, self._token = app, hosts, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        answer = self._refusal(request) or self._greeting(request)
        if answer is not None:
            await answer(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = _POLICY
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
                headers["Cross-Origin-Resource-Policy"] = "same-origin"
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, sending)

    def _refusal(self, request: Request) -> Response | None:
        host = request.headers.get("host", "")
        name = re.sub(r":\d+$", "", host)
        if name not in self._hosts:
            return PlainTextResponse("This host is not served here.", 400)
        if self._token is not None:
            given = request.query_params.get("token") or request.cookies.get(_COOKIE) or _bearer(request)
            if not secrets.compare_digest(given.encode(), self._token.encode()):
                return PlainTextResponse("A token is needed: open the address that `lapwing explore` printed.", 401)
        if request.method not in ("GET", "HEAD"):
            origin = request.headers.get("origin")
            if origin is not None and urlsplit(origin).netloc != host:
                return PlainTextResponse("Changes are made from pages of this explorer only.", 403)
            if origin is None and request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
                return PlainTextResponse("Changes are made from pages of this explorer only.", 403)
        return None

    def _greeting(self, request: Request) -> Response | None:
        """Who brings the token in the address gets the cookie, and the address without it: so that it stands in no bookmark and no link that is passed on."""
        if self._token is None or "token" not in request.query_params:
            return None
        clean = request.url.remove_query_params("token")
        answer = RedirectResponse(clean.path + (f"?{clean.query}" if clean.query else ""), 303)
        answer.set_cookie(_COOKIE, self._token, httponly=True, samesite="strict")
        return answer


def _bearer(request: Request) -> str:
    return request.headers.get("authorization", "").removeprefix("Bearer ")
