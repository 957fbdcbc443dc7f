"""What went wrong, as problem+json (RFC 9457): a title, every fault, and what to do."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """A request that cannot be answered. `faults` has everything that is wrong with it."""

    def __init__(self, status: int, faults: Sequence[str], *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__("; ".join(faults))
        self.status, self.faults, self.headers = status, tuple(faults), dict(headers or {})


def problem_response(request: Request, problem: Exception) -> Response:
    """The answer to a request that cannot be answered."""
    if isinstance(problem, HTTPException):
        told = f"There is no {request.method} {request.url.path[:200]}. What there is: /api/v1"
        problem = Problem(problem.status_code, [told], headers=problem.headers)
    elif not isinstance(problem, Problem):
        problem = Problem(500, ["Something is broken here. The server's log says what."])
    title = HTTPStatus(problem.status).phrase
    body = {"type": "about:blank", "title": title, "status": problem.status, "detail": "; ".join(problem.faults), "faults": list(problem.faults)}  # fmt: skip
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", **problem.headers}
    content = json.dumps(body, ensure_ascii=True).encode()
    return Response(content, problem.status, headers=headers, media_type=MEDIA_TYPE)


SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "faults"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "faults": {"type": "array", "items": {"type": "string"}, "minItems": 1},
    },
}
"""A problem as JSON Schema."""
