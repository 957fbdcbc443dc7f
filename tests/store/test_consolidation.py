"""A store consolidates stage by stage to what is told in memory, and to the same whether pages came at once or day by day."""

from __future__ import annotations

from datetime import date

import pytest

from lapwing.consolidating import consolidate
from lapwing.store import Store

WIRE = """NAIROBI (AFP) — Gunmen killed 12 Kenyan soldiers at an army camp near Garissa on Sunday, the defence ministry said in Nairobi.

The attackers came in three lorries before dawn, army spokesman Peter Omondi told reporters at the camp.

Kenya blamed Somali rebels and pledged to rebuild the camp by July 20."""
CUT = (
    "Garissa — "
    + WIRE.split(" — ", 1)[1].rsplit("\n\n", 1)[0]
    + "\n\nTraders in Garissa kept their stalls closed for most of the day."
)
OWN = """Rebels attacked a Kenyan army camp near Garissa on Sunday and killed 15 soldiers, residents said.

Helicopters brought the wounded to Nairobi, where the president called a meeting."""
LATER = """NAIROBI (AFP) — Kenya has rebuilt the army camp near Garissa, its defence minister said on Friday.

Soldiers moved back into the camp a month after the attack."""
ELSEWHERE = "LIMA (AFP) — Peru expelled two Bolivian diplomats on Sunday, the foreign ministry in Lima said in a short note to reporters."
PAGES = [
    (WIRE, date(2024, 6, 3)),
    (CUT, date(2024, 6, 3)),
    (OWN, date(2024, 6, 4)),
    (ELSEWHERE, date(2024, 6, 3)),
    (LATER, date(2024, 7, 5)),
]
VIEWS = ("consolidated_events", "reports", "copies", "stories", "promises")


@pytest.fixture(scope="module")
def coded():
    from lapwing.pipeline import Coder

    coder = Coder(engine="rules")
    return [coder.code_text(text, published=day) for text, day in PAGES]


def filled(folder, batches):
    store = Store.create(folder)
    for batch in batches:
        store.append(batch, coder_digest="c", articles_per_segment=2)
        store.consolidate()
    return store


def told(store):
    return {view: store.query(f"select * from {view} order by all").fetchall() for view in VIEWS}


def test_at_once_or_day_by_day(tmp_path, coded):
    """The views are the same rows, whatever order pages came in and how often the store was consolidated between."""
    at_once = filled(tmp_path / "a", [coded])
    by_day = filled(tmp_path / "b", [[c] for c in reversed(coded)])
    assert told(at_once) == told(by_day)


def test_store_tells_what_memory_tells(tmp_path, coded):
    """The stages in DuckDB and the step in memory are one."""
    found = consolidate(coded)
    store = filled(tmp_path, [coded])
    events = store.query(
        "select id, coded_event_ids, n_articles, n_independent_sources, dead.best from consolidated_events order by id"
    ).fetchall()
    assert events == [
        (e.id, list(e.coded_event_ids), e.n_articles, e.n_independent_sources, e.dead and e.dead.best)
        for e in found.events
    ]
    copies = store.query("select id, article_ids from copies order by id").fetchall()
    assert copies == [(g.id, list(g.article_ids)) for g in found.copies]
    assert store.query("select id from stories order by id").fetchall() == [(s.id,) for s in found.stories]


def test_one_attack_by_two_independent_sources(tmp_path, coded):
    """A wire story, its copy and a reporter's account: three articles, two sources, and counts that differ."""
    rows = filled(tmp_path, [coded]).query(
        "select n_articles, n_independent_sources, dead.low, dead.high, disputed from consolidated_events where type = 'ASSAULT' order by n_articles desc limit 1"
    )
    assert rows.fetchall() == [(3, 2, 12, 15, ["dead"])]


def test_nothing_is_done_twice(tmp_path, coded):
    """A store that has not changed is not consolidated again; one that has is. The files of before stay for who is reading them, and go with the next."""
    store = filled(tmp_path, [coded[:2]])
    stages: list[str] = []
    store.consolidate(stages.append)
    assert stages == []
    before = set((tmp_path / "consolidated").iterdir())
    store.append(coded[2:3], coder_digest="c")
    assert not store.is_consolidated
    store.consolidate(stages.append)
    assert stages != []
    assert store.is_consolidated
    assert before < set((tmp_path / "consolidated").iterdir())
    store.append(coded[3:], coder_digest="c")
    store.consolidate()
    assert set((tmp_path / "consolidated").iterdir()).isdisjoint(before)


def test_stopped_run_goes_on(tmp_path, coded, monkeypatch):
    """What was written before a stop is not written again."""
    from lapwing.store import consolidation

    store = Store.create(tmp_path)
    store.append(coded, coder_digest="c")
    with pytest.raises(KeyboardInterrupt):
        store.consolidate(lambda stage: (_ for _ in ()).throw(KeyboardInterrupt) if stage == "stories" else None)
    assert not store.is_consolidated
    part = next((tmp_path / "consolidated").glob("*.part"))
    written = {p.name: p.stat().st_mtime_ns for p in part.glob("*.parquet")}
    assert written
    store.consolidate()
    assert consolidation is not None
    whole = next(p for p in (tmp_path / "consolidated").iterdir())
    assert {n: (whole / n).stat().st_mtime_ns for n in written} == written


def test_views_are_empty_before(tmp_path, coded):
    """Before the first consolidation the views are there, without rows."""
    store = Store.create(tmp_path)
    store.append(coded, coder_digest="c")
    assert {view: len(rows) for view, rows in told(store).items()} == dict.fromkeys(VIEWS, 0)
