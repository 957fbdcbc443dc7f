"""What the tests of exports share: a store of coded pages, and a way to write rows made by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from lapwing.export.job import Job
from lapwing.store import Store
from making_exports import written

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


@pytest.fixture
def write() -> Callable[..., tuple[str, Job]]:
    return written
