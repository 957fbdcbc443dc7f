"""Rows of consolidated_events made by hand, with what tells them."""

from __future__ import annotations

from datetime import date
from typing import Any


def party(name: str = "Kenya", country: str | None = "KEN", sector: str | None = "GOV") -> dict[str, Any]:
    return {"name": name, "country": country, "sector": sector}


def telling(**fields: Any) -> dict[str, Any]:
    """An account of the event that `row` makes."""
    values = {
        "id": "0f" * 16, "article_id": "aa" * 16, "url": "https://news.example/1", "title": "A title", "outlet": "news.example", "agency": None, "language": "en",
        "told_on": date(2024, 6, 4), "trigger": "visited", "start": 10, "end": 17, "sentence": "Kenya visited Somalia.", "attributed_to": None,
        "actors": [{**party(), "person": None, "text": "Nairobi", "start": 2, "end": 9, "score": 0.9}], "recipients": [],
        "titles": [{"role": "actor", "start": 2, "office": "president"}], "copy_id": "aa" * 16,
    }  # fmt: skip
    return {**values, **fields}


def row(**fields: Any) -> dict[str, Any]:
    """A row of consolidated_events: Kenya's government visits Somalia's in Mogadishu on 2024-06-03, as an article of the next day tells."""
    values: dict[str, Any] = {
        "id": "4b333662b8f44e1660b2b19274f93a95", "type": "CONSULT", "mode": "visit", "contexts": ["diplomatic"], "realis": "actual", "first_day": date(2024, 6, 3),
        "last_day": date(2024, 6, 3), "quad": 1, "intensity": 4.0, "actors": [party()], "recipients": [party("Somalia", "SOM")], "place": "Mogadishu",
        "place_country": "SOM", "latitude": 2.04, "longitude": 45.34, "place_level": "city", "dead": None, "injured": None, "n_reports": 1, "n_articles": 1,
        "n_independent_sources": 1, "first_report": date(2024, 6, 4), "last_report": date(2024, 6, 4), "disputed": [], "accounts": [], "score": 0.8,
        "tellings": [telling()],
    }  # fmt: skip
    values |= fields
    values.setdefault("coded_event_ids", sorted(t["id"] for t in values["tellings"]))
    values.setdefault("article_ids", sorted({t["article_id"] for t in values["tellings"]}))
    for role in ("actor", "recipient"):
        values.setdefault(f"{role}_countries", [p["country"] for p in values[f"{role}s"] if p["country"]])
    return values
