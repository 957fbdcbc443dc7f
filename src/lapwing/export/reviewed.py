"""Reviewers' verdicts applied to rows: the one place where a correction reaches an export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from lapwing.export.codes import country_name
from lapwing.ontology import intensity_of, modes_of, quad_of
from lapwing.reviews import Review


def apply_reviews(rows: Iterable[dict[str, Any]], reviews: Mapping[str, Review]) -> Iterator[dict[str, Any]]:
    """Rows with all their accounts, as reviewers left them. A rejected account is gone, and an event all of whose accounts were rejected. A correction of the
    event holds; one of a single account holds when all accounts that are left are corrected so: consolidating weighs the others."""
    for row in rows:
        kept = [t for t in row["tellings"] or () if not _is_rejected(reviews.get(t["id"]))]
        if row["tellings"] and not kept:
            continue
        found = [reviews.get(t["id"]) for t in kept]
        corrected = corrected_row(row, _corrections([r for r in found if r], len(kept)))
        yield _recounted({**corrected, "tellings": kept}, row)


def _is_rejected(review: Review | None) -> bool:
    return review is not None and review.verdict == "reject"


def _corrections(found: list[Review], n_accounts: int) -> dict[str, Any]:
    """What holds for an event of so many accounts: corrections given to the event, the latest last, and what every account is corrected to."""
    corrected: dict[str, Any] = {}
    for review in sorted(found, key=lambda r: r.number):
        if review.kind == "events":
            corrected.update(review.corrections)
    for field, value in found[0].corrections.items() if len(found) == n_accounts and found else ():
        if all(field in r.corrections and r.corrections[field] == value for r in found):
            corrected[field] = value
    return corrected


def corrected_row(row: Mapping[str, Any], corrections: Mapping[str, Any]) -> dict[str, Any]:
    """A row with corrections of reviews.FIELDS, and the columns that follow from them."""
    new = {**row, **corrections}
    for field in ("first_day", "last_day"):
        if isinstance(corrections.get(field), str):
            new[field] = date.fromisoformat(corrections[field])
    if {"type", "mode"} & corrections.keys():
        new["mode"] = new["mode"] if new["mode"] in modes_of(new["type"]) else None
        new |= {"quad": quad_of(new["type"]), "intensity": intensity_of(new["type"], (new["mode"],) if new["mode"] else ())}  # fmt: skip
    if "place_country" in corrections:  # the point lies in the country that was wrong
        new |= {"latitude": None, "longitude": None}
    for role in ("actor", "recipient"):
        if f"{role}_countries" in corrections:
            new[f"{role}s"] = _parties(row[f"{role}s"] or [], list(corrections[f"{role}_countries"]))
    return new


def _parties(parties: list[dict[str, Any]], countries: list[str]) -> list[dict[str, Any]]:
    """Parties of these countries: those that have one of them stay, one alone gets the one country, and a country that none has stands for itself."""
    if len(parties) == len(countries) == 1:
        return [{**parties[0], "country": countries[0]}]
    kept = [p for p in parties if p["country"] is None or p["country"] in countries]
    missing = [c for c in countries if all(p["country"] != c for p in kept)]
    blank = dict.fromkeys(parties[0]) if parties else {"sector": None}
    return kept + [{**blank, "name": country_name(c) or c, "country": c} for c in missing]


def _recounted(row: dict[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Counts of an event that lost accounts."""
    tellings = row["tellings"]
    if "coded_event_ids" in row and len(tellings) != len(before["tellings"] or ()):
        articles = sorted({t["article_id"] for t in tellings})
        row |= {"coded_event_ids": sorted(t["id"] for t in tellings), "article_ids": articles}
        row |= {"n_reports": len(tellings), "n_articles": len(articles)}
        row |= {"n_independent_sources": len({t["copy_id"] for t in tellings})}
    return row
