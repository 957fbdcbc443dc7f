"""Rows of consolidated_events made by hand, with what tells them."""

from __future__ import annotations

import io
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from lapwing.export.job import Format, Job, Options
from lapwing.export.lost import Lost
from lapwing.selection import Selection


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


class Views:
    """Stands for a store's views: whatever is asked, the rows are these."""

    def __init__(self, *rows: dict[str, Any]) -> None:
        self._rows = rows

    def stream(self, sql: str, parameters: object = ()) -> Any:
        return iter([dict(r) for r in self._rows])


def written(
    form: Format, *rows: dict[str, Any], suffix: str = ".txt", asked: dict | None = None, **options: Any
) -> tuple[str, Job]:
    """What stands in the file when rows made by hand are written in a format, and the job with what was lost."""
    lost = Lost(io.StringIO())
    job = Job(None, Views(*rows), Selection.parse(asked or {}), Options(**options), {}, lost, suffix)  # type: ignore[arg-type]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file{suffix}"
        form.write(job, path)
        with path.open(encoding="utf-8", newline="") as file:
            return file.read(), job
