"""Shares and agreement, counted by hand."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from lapwing.records import FrozenMap
from lapwing.reviews import Agreement, Review, Share, agreements, precision

AT = datetime(2024, 6, 4, tzinfo=UTC)


def review(
    number: int, verdict: str, item: str, *, who="ana", mode=None, chosen_by="sample", corrections=None
) -> Review:
    """A verdict on a coded event that was coded as an ASSAULT."""
    return Review(
        number, f"r{number}", AT, who, verdict, "reports", item, (item,), "ASSAULT", mode, "actual", FrozenMap(corrections or {}), "", chosen_by
    )  # fmt: skip


def shares(standing) -> dict[tuple[str, str], tuple[int, int]]:
    return {(s.measure, s.value): (s.n_reviewed, s.n_right) for s in precision(standing).shares}


def test_what_counts_as_right():
    """A corrected type is a wrong type and takes its mode with it; other corrections count for their field alone; what was rejected has no fields."""
    found = shares([
        review(1, "accept", "a", mode="aerial"),
        review(2, "reject", "b", mode="aerial"),
        review(3, "correct", "c", mode="aerial", corrections={"type": "CONSULT"}),
        review(4, "correct", "d", mode="aerial", corrections={"realis": "planned"}),
    ])  # fmt: skip
    assert found["all", "all types"] == found["type", "ASSAULT"] == found["mode", "ASSAULT aerial"] == (4, 2)
    assert found["realis", "actual"] == (4, 2)
    assert (found["field", "type"], found["field", "mode"], found["field", "realis"]) == ((3, 2), (3, 2), (3, 2))
    assert found["field", "first_day"] == (3, 3)


def test_only_what_was_chosen_at_random_measures():
    """Low scores and finds of a browser are set aside and told; so many of each type measure types and modes, and nothing else; unsure is told."""
    found = precision([
        review(1, "reject", "a", chosen_by="uncertain"),
        review(2, "reject", "b", chosen_by="browser"),
        review(3, "accept", "c", chosen_by="type-sample"),
        review(4, "unsure", "d"),
        review(5, "accept", "e"),
    ])  # fmt: skip
    assert (found.n_not_random, found.n_unsure) == (2, 1)
    by_name = {(s.measure, s.value): s for s in found.shares}
    assert by_name["type", "ASSAULT"] == Share("type", "ASSAULT", 2, 2, 1.0, 0.342, 1.0)
    assert by_name["all", "all types"].n_reviewed == by_name["realis", "actual"].n_reviewed == 1


def test_the_latest_verdict_on_an_item_counts_once():
    assert shares([review(1, "reject", "a"), review(2, "accept", "a", who="ben")])["type", "ASSAULT"] == (1, 1)


def test_agreement():
    """On items that both judged, each by their own latest verdict. Kappa is that of the textbook's table: 20, 5, 10, 15 of 50."""
    table = (
        [("accept", "accept")] * 20
        + [("accept", "reject")] * 5
        + [("reject", "accept")] * 10
        + [("reject", "reject")] * 15
    )
    standing = [review(0, "reject", "0")]  # changed below
    for n, (ana, ben) in enumerate(table):
        standing += [review(2 * n + 1, ana, str(n)), review(2 * n + 2, ben, str(n), who="ben")]
    standing += [review(900, "accept", "only ana"), review(901, "unsure", "x"), review(902, "accept", "x", who="ben")]
    assert agreements(standing) == [Agreement(("ana", "ben"), 50, 0.7, 0.4)]


def test_agreement_by_chance_alone():
    """Where both always say the same there is nothing to tell from chance."""
    assert agreements([review(1, "accept", "a"), review(2, "accept", "a", who="ben")]) == [
        Agreement(("ana", "ben"), 1, 1.0, None)
    ]


@pytest.mark.parametrize("standing", [[], [review(1, "unsure", "a")]])
def test_nothing_judged(standing):
    assert (precision(standing).shares, agreements(standing)) == ((), [])
