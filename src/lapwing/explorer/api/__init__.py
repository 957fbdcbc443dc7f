"""The REST API: a store's tables, counts and a coder over HTTP, described by /api/v1/openapi.json (docs/reference/api.md)."""

from __future__ import annotations

from lapwing.explorer.api.app import make_api

__all__ = ["make_api"]
