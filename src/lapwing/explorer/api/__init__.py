"""The REST API: a store's tables, counts and a coder over HTTP, described by /api/v1/openapi.json (docs/reference/api.md)."""

from __future__ import annotations

from lapwing.explorer.api.app import make_api
from lapwing.explorer.api.held import OpenStore

__all__ = ["OpenStore", "make_api"]
