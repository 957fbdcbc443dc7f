from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from lapwing.errors import BrokenData, WrongCall
from lapwing.records import Skipped, SkipReason, SourceRef
from lapwing.store import Store
from lapwing.store.rows import SCHEMAS


@pytest.fixture
def results(coder, make_article):
    texts = ["Chile and Peru condemned Bolivia.", "Kenyan police arrested two miners in Nairobi."]
    skipped = Skipped(SourceRef("x.txt"), "reading", SkipReason.EMPTY, "no text in it")
    return [*(coder.code_article(make_article(t)) for t in texts), skipped]


def append(store: Store, results, coder="c1") -> None:
    store.append(results, coder_digest=coder)


def count(store: Store, table: str) -> int:
    return store.query(f"select count(*) from {table}").fetchall()[0][0]


def test_every_view_has_id(tmp_path, results):
    """An empty store has all views, a filled one the rows; each row has an id of its own."""
    store = Store.create(tmp_path / "s")
    for table in SCHEMAS:
        assert count(store, table) == 0
    append(store, results)
    assert (count(store, "articles"), count(store, "events"), count(store, "skipped")) == (2, 2, 1)
    for table in SCHEMAS:
        n, ids = store.query(f"select count(*), count(distinct id) from {table}").fetchall()[0]
        assert n == ids


def test_nothing_twice(tmp_path, results):
    """The same pages coded again add nothing, also when they come in another company."""
    store = Store.create(tmp_path / "s")
    append(store, results)
    append(store, results)
    append(store, results[1:])
    assert [count(store, t) for t in ("articles", "events", "skipped")] == [2, 2, 1]
    assert store.append(results, coder_digest="c1") == 0


def test_what_came_before_a_fault_is_stored(tmp_path, results):
    """A run that is stopped keeps what it has done."""

    def stopped():
        yield results[0]
        raise KeyboardInterrupt

    store = Store.create(tmp_path / "s")
    with pytest.raises(KeyboardInterrupt):
        store.append(stopped(), coder_digest="c1")
    assert count(store, "articles") == 1


def test_coding_again_with_the_first_coder_makes_it_current(tmp_path, results):
    store = Store.create(tmp_path / "s")
    for coder in ("c1", "c2", "c1"):
        append(store, results, coder)
    assert store.query("select distinct coder from events").fetchall() == [("c1",)]


def test_a_foreign_ledger_is_said_to_be_one(tmp_path):
    (tmp_path / "ledger.sqlite").write_text("no database")
    with pytest.raises(BrokenData, match="no ledger"):
        Store(tmp_path).query("select 1")


def test_another_coder_supersedes_in_the_views_and_keeps_the_old(tmp_path, results):
    store = Store.create(tmp_path / "s")
    append(store, results)
    append(store, results[:1], coder="c2")
    assert store.query("select coder, count(*) from events group by coder order by coder").fetchall() == [
        ("c1", 1),
        ("c2", 1),
    ]
    assert len(list((tmp_path / "s" / "segments" / "events").glob("*.parquet"))) == 2


def test_types_of_columns(tmp_path, results):
    """Days are days, countries lists, parties structs: what pandas, R and DuckDB users expect."""
    store = Store.create(tmp_path / "s")
    append(store, results)
    answer = store.query("select first_day, actor_countries, actors[1].country from events where type = 'ACCUSE'")
    assert [str(t) for t in answer.types][:2] == ["DATE", "VARCHAR[]"]
    assert answer.fetchall()[0][1:] == (["CHL", "PER"], "CHL")


def test_same_results_same_bytes(tmp_path, results):
    """Two stores of the same results have the same segment names and the same bytes in them."""
    for name in ("a", "b"):
        append(Store.create(tmp_path / name), results)

    def files(name: str) -> dict[str, bytes]:
        return {
            str(p.relative_to(tmp_path / name)): p.read_bytes()
            for p in sorted((tmp_path / name / "segments").rglob("*.parquet"))
        }

    assert files("a") == files("b")


def test_unlisted_files_are_not_read(tmp_path, results):
    """A file that the ledger does not list, such as what a killed run left, is not part of the store."""
    store = Store.create(tmp_path / "s")
    append(store, results)
    with sqlite3.connect(tmp_path / "s" / "ledger.sqlite") as db:
        db.execute("delete from segments")
    assert count(Store(tmp_path / "s"), "events") == 0
    assert not list(Path(tmp_path / "s").rglob("*.tmp"))


def test_wrong_folders(tmp_path):
    """A folder with other things in it is left alone; a store that is not there is said so."""
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(WrongCall, match="no Lapwing store"):
        Store.create(tmp_path)
    with pytest.raises(WrongCall, match="lapwing code"):
        Store(tmp_path / "nothing")
    with pytest.raises(WrongCall, match="is a file"):
        Store.create(tmp_path / "mine.txt")


def test_a_folder_name_with_a_quote(tmp_path, results):
    store = Store.create(tmp_path / "it's mine")
    append(store, results)
    assert count(store, "events") == 2


def test_opinions_are_a_table_of_their_own(tmp_path, coder, make_page):
    """Opinions and marked copies can be queried, joined to the comments by their id, and never lie among the events."""
    tail = "Nemo\nAfter all these years it is plain that Peru is corrupt.\nrio9\nAfter all these years it is plain that Peru is corrupt.\n"
    page = make_page(
        " date 2025-07-15 Ecuador condemned Peru on Tuesday over a dam.\nIt was built in 1971.© AFP\n" + tail
    )
    store = Store.create(tmp_path / "s")
    append(store, [coder.code_page(page)])
    query = (
        "select target, target_country, polarity, clause, cues[1].text, o.copy_of = c.copy_of, c.n_copies "
        "from opinions o join comments c on c.id = o.comment_id order by o.copy_of nulls first"
    )
    clause = "After all these years it is plain that Peru is corrupt"
    assert store.query(query).fetchall() == [
        ("Peru", "PER", -0.8, clause, "corrupt", None, 2),
        ("Peru", "PER", -0.8, clause, "corrupt", True, 2),
    ]
    assert count(store, "events") == 1


def test_evidence_of_events(tmp_path, coder, make_page):
    """Each event keeps the words that its fields were read from, as spans of the article's text."""
    text = "Gunmen killed 12 Kenyan soldiers near Garissa on Sunday, Kenya's defence ministry said."
    store = Store.create(tmp_path / "out")
    store.append([coder.code_page(make_page(text), published=date(2024, 6, 3))], coder_digest=coder.digest)
    ((spans,),) = store.query("select evidence from events where type = 'ASSAULT'").fetchall()
    words = {s["field"]: text[s["start"] : s["end"]] for s in spans}
    assert words == {
        "trigger": "killed", "actors": "Gunmen", "recipients": "12 Kenyan soldiers", "place": "Garissa", "period": "Sunday", "contexts": "soldiers",
        "dead": "12 Kenyan soldiers", "attributed_to": "Kenya's defence ministry",
    }  # fmt: skip
