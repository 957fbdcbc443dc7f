from __future__ import annotations

from itertools import permutations

import pytest

from lapwing.store.ledger import Ledger, Segment


def segment(name: str, coder: str = "c") -> Segment:
    return Segment(f"{name}-0000-{coder}", coder, {"articles": 1}, {"articles": "0"})


@pytest.fixture
def ledger(tmp_path) -> Ledger:
    return Ledger.create(tmp_path / "ledger.sqlite")


@pytest.mark.parametrize("order", list(permutations("abc")))
def test_article_belongs_to_the_segment_of_the_smallest_name(ledger, order):
    """Whichever was listed first, and also when one is listed again."""
    for name in (*order, order[0]):
        ledger.add_shard(name, "c", "{}", [(segment(name), ["x", name])])
    assert ledger.repeats() == [("x", "c", "b-0000-c"), ("x", "c", "c-0000-c")]
    assert ledger.known("c", ["x", "a", "z"]) == {"x", "a"}
    assert ledger.superseded() == []


def test_shards_that_are_done(ledger):
    ledger.add_shard("a", "c1", "one", [])
    ledger.add_shard("a", "c2", "two", [])
    ledger.add_shard("b", "c2", "three", [])
    assert ledger.done_shards("c2") == {"a", "b"}
    assert ledger.shards() == {("a", "c1"): "one", ("a", "c2"): "two", ("b", "c2"): "three"}


def test_a_coder_is_made_current_for_its_shards_only(ledger):
    """The first coder's coding of one shard is wanted again, that of the other stays replaced."""
    for coder in ("c1", "c2"):
        for name in "ab":
            ledger.add_shard(name, coder, "{}", [(segment(name, coder), [f"article {name}"])])
    assert ledger.superseded() == [("article a", "c1"), ("article b", "c1")]
    ledger.make_current("c1", ["a"])
    assert ledger.superseded() == [("article a", "c2"), ("article b", "c1")]


def test_ledger_of_an_earlier_version_is_read(tmp_path, ledger):
    """One without the tables that came later."""
    import sqlite3

    with sqlite3.connect(tmp_path / "ledger.sqlite") as db:
        db.executescript("drop table repeats; drop table shards")
    assert (ledger.repeats(), ledger.shards(), ledger.done_shards("c")) == ([], {}, set())
