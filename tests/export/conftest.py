"""What the tests of exports share: a store of coded pages, and rows made by hand behind a store that is none."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from lapwing.export.job import Job, Options
from lapwing.export.lost import Lost
from lapwing.selection import Selection
from lapwing.store import Store

WIRE = """NAIROBI (AFP) — Gunmen killed 12 Kenyan soldiers at an army camp near Garissa on Sunday, the defence ministry said in Nairobi.

The attackers came in three lorries before dawn, army spokesman Peter Omondi told reporters at the camp.

Kenya blamed Somali rebels and pledged to rebuild the camp by July 20."""
OWN = """Rebels attacked a Kenyan army camp near Garissa on Sunday and killed 15 soldiers, residents said.

Kenya's president will visit Somalia on Thursday."""
ELSEWHERE = """LIMA (AFP) — Peru expelled two Bolivian diplomats on Sunday, the foreign ministry in Lima said in a short note to reporters.

Brazil and Chile condemned Peru and Bolivia on Monday. Romania denied that its police had arrested a Chilean journalist."""
PAGES = [(WIRE, date(2024, 6, 3)), (OWN, date(2024, 6, 4)), (ELSEWHERE, date(2024, 6, 4))]


@pytest.fixture(scope="session")
def store(tmp_path_factory, coder) -> Store:
    """A consolidated store of three pages, coded by the rules."""
    made = Store.create(tmp_path_factory.mktemp("export") / "store")
    made.append([coder.code_text(text, published=day) for text, day in PAGES], coder_digest="c")
    made.consolidate()
    return made


class Views:
    """Stands for a store's views: whatever is asked, the rows are these."""

    def __init__(self, *rows: dict[str, Any]) -> None:
        self._rows = rows

    def rows(self, sql: str, parameters: object = ()) -> Any:
        return iter([dict(r) for r in self._rows])


@pytest.fixture
def write(tmp_path) -> Callable[..., tuple[str, Job]]:
    """Write rows made by hand in a format; what stands in the file, and the job with what was lost."""

    def make(form: Any, *rows: dict[str, Any], suffix: str = ".txt", asked: dict | None = None, **options: Any) -> tuple[str, Job]:
        selection = Selection.parse(asked or {})
        job = Job(None, Views(*rows), selection, Options(**options), {}, Lost(io.StringIO()), suffix)  # type: ignore[arg-type]
        path = tmp_path / f"file{suffix}"
        form.write(job, path)
        with path.open(encoding="utf-8", newline="") as file:
            return file.read(), job

    return make
