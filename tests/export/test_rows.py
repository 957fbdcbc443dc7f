"""Rows come in the order of days, with their accounts, however many are joined at once."""

from __future__ import annotations

import pytest

from lapwing.export import rows
from lapwing.export.rows import ALL_ACCOUNTS, BEST_ACCOUNT, NO_ACCOUNTS, chosen_rows, texts_of

ALL = {False: "select id from consolidated_events", True: "select id from events"}


def found(store, accounts, *, reports=False, chosen=None, parameters=()):
    views = store.read_only()
    return list(chosen_rows(views, chosen or ALL[reports], parameters, reports=reports, accounts=accounts))


@pytest.mark.parametrize("reports", [False, True])
@pytest.mark.parametrize("accounts", [BEST_ACCOUNT, ALL_ACCOUNTS])
def test_in_pieces_or_at_once(store, monkeypatch, reports, accounts):
    """The same rows in the same order, with accounts or without, two at a time or all."""
    at_once = found(store, accounts, reports=reports)
    monkeypatch.setattr(rows, "_AT_ONCE", 2)
    assert found(store, accounts, reports=reports) == at_once
    bare = found(store, NO_ACCOUNTS, reports=reports)
    assert [{k: v for k, v in r.items() if k != "tellings"} for r in at_once] == bare
    days = [r["first_day"] or (r["story_date"] if reports else r["first_report"]) for r in bare]
    assert days == sorted(days)


def test_every_account_and_the_best(store):
    """All accounts are those of the view `reports`; the best is the first of them."""
    told, best = found(store, ALL_ACCOUNTS), found(store, BEST_ACCOUNT)
    links = store.query("select event_id, id from reports order by event_id, id").fetchall()
    assert sorted((r["id"], t["id"]) for r in told for t in r["tellings"]) == links
    assert max(len(r["tellings"]) for r in told) > 1
    for one, all_of_it in zip(best, told, strict=True):
        (first,) = one["tellings"]
        assert first["id"] == all_of_it["tellings"][0]["id"]


def test_texts(store):
    """The texts of the articles asked for, and offsets into them."""
    (event, *_) = found(store, ALL_ACCOUNTS)
    telling = event["tellings"][0]
    texts = texts_of(store.read_only(), [telling["article_id"]])
    assert list(texts) == [telling["article_id"]]
    assert texts[telling["article_id"]][telling["start"] : telling["end"]] == telling["trigger"]
