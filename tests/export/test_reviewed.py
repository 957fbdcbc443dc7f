"""Verdicts reach an export: rejected accounts go, corrections hold, and what follows from a corrected field follows."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import pytest

from lapwing.export import export
from lapwing.export.reviewed import apply_reviews
from lapwing.reviews import Review, Reviews, reviewed
from lapwing.selection import Selection
from making_exports import party, row, telling

AT = datetime(2024, 6, 5, tzinfo=UTC)
ONE, TWO = "0f" * 16, "b0" * 16


def review(verdict="correct", *, kind="reports", number=1, **corrections) -> Review:
    return Review(
        number,
        f"r{number}",
        AT,
        "ana",
        verdict,
        kind,
        ONE,
        (ONE,),
        "CONSULT",
        "visit",
        "actual",
        corrections,
        "",
        "browser",
    )


def applied(reviews, **fields):
    return list(apply_reviews([row(**fields)], reviews))


def test_rejected():
    """An event whose only account is rejected is gone; one of two accounts goes alone, and the counts follow."""
    assert applied({ONE: review("reject")}) == []
    two = [telling(), telling(id=TWO, article_id="cc" * 16, copy_id="cc" * 16)]
    (left,) = applied({ONE: review("reject")}, tellings=two, n_reports=2, n_articles=2, n_independent_sources=2)
    assert [t["id"] for t in left["tellings"]] == left["coded_event_ids"] == [TWO]
    assert (left["n_reports"], left["n_articles"], left["n_independent_sources"]) == (1, 1, 1)


@pytest.mark.parametrize("verdict", ["accept", "unsure"])
def test_other_verdicts_change_nothing(verdict):
    assert applied({ONE: review(verdict)}) == [row()]


def test_a_type_brings_its_quad_score_and_modes():
    """A mode that the new type cannot have goes."""
    (told,) = applied({ONE: review(type="ASSAULT")})
    assert (told["type"], told["mode"], told["quad"], told["intensity"]) == ("ASSAULT", None, 4, -9.0)
    (told,) = applied({ONE: review(mode="phone")})
    assert (told["type"], told["mode"], told["intensity"]) == ("CONSULT", "phone", 1.5)


def test_days_are_days():
    (told,) = applied({ONE: review(first_day="2024-06-01", last_day=None)})
    assert (told["first_day"], told["last_day"]) == (date(2024, 6, 1), None)


def test_another_country_has_another_point():
    """The coordinates were those of the place in the wrong country."""
    (told,) = applied({ONE: review(place_country="DJI")})
    assert (told["place"], told["place_country"], told["latitude"], told["longitude"]) == (
        "Mogadishu",
        "DJI",
        None,
        None,
    )


def test_countries_of_parties():
    """One party gets the one country; of several those of other countries go; a country that no party has stands for itself."""
    (told,) = applied({ONE: review(actor_countries=["UGA"])})
    assert (told["actor_countries"], told["actors"]) == (["UGA"], [party("Kenya", "UGA")])
    (told,) = applied({ONE: review(actor_countries=["KEN", "UNO"])}, actors=[party(), party("Peru", "PER")])
    assert told["actors"] == [party(), party("UNO", "UNO", None)]
    (told,) = applied({ONE: review(recipient_countries=[])})
    assert (told["recipients"], told["recipient_countries"]) == ([], [])


def test_one_account_of_two_does_not_outvote_the_other():
    """A correction of one account stays with it; the same correction of both, or of the event, holds."""
    two = [telling(), telling(id=TWO)]
    assert applied({ONE: review(realis="denied")}, tellings=two)[0]["realis"] == "actual"
    both = {ONE: review(realis="denied"), TWO: review(realis="denied", number=2)}
    assert applied(both, tellings=two)[0]["realis"] == "denied"
    assert applied({ONE: review(kind="events", realis="denied")}, tellings=two)[0]["realis"] == "denied"


def test_through_the_log(tmp_path, coder):
    """Verdicts given to a store are in its export, and the store is as it was."""
    from lapwing.store import Store
    from making_stores import REVIEWED_TEXTS, attack, coded_ids, make_store

    folder = make_store(tmp_path / "store", coder, REVIEWED_TEXTS)
    rejected, killed = next(i for i in coded_ids(folder) if i != attack(folder)), attack(folder)
    log = Reviews(folder)
    log.add(who="ana", at=AT, verdict="reject", looked_at=rejected)
    log.add(who="ana", at=AT, verdict="correct", looked_at=killed, corrections={"realis": "denied"})
    for form in ("csv", "parquet"):
        export(Store(folder), form, tmp_path / f"x.{form}", selection=Selection("reports"), reviews=reviewed(folder))
    told = {r["id"]: r["realis"] for r in csv.DictReader(io.StringIO((tmp_path / "x.csv").read_text("utf-8"), newline=""))}  # fmt: skip
    assert set(told) == set(coded_ids(folder)) - {rejected}
    assert told[killed] == "denied"
    import polars as pl

    assert dict(pl.read_parquet(tmp_path / "x.parquet").select("id", "realis").iter_rows()) == told
