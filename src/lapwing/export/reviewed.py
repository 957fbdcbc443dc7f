"""Reviewers' verdicts applied to rows: the one place where a correction reaches an export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from lapwing.ontology import intensity_of, quad_of


class Review(Protocol):
    """A reviewer's verdict on a coded event: accept, reject or correct; `corrections` are new values by the name of the column."""

    verdict: str
    corrections: Mapping[str, Any]


def apply_reviews(rows: Iterable[dict[str, Any]], reviews: Mapping[str, Review]) -> Iterator[dict[str, Any]]:
    """Rows as reviewers left them. Accounts that were rejected are gone, and an event all of whose accounts were; corrections of an account hold for its
    event, the later account's where two differ."""
    for row in rows:
        kept = [t for t in row["tellings"] or () if not _is_rejected(reviews.get(t["id"]))]
        if row["tellings"] and not kept:
            continue
        corrections = _corrections(kept, reviews)
        yield _recounted({**row, **corrections, **_following(row, corrections), "tellings": kept}, row)


def _is_rejected(review: Review | None) -> bool:
    return review is not None and review.verdict == "reject"


def _corrections(tellings: Iterable[Mapping[str, Any]], reviews: Mapping[str, Review]) -> dict[str, Any]:
    corrected: dict[str, Any] = {}
    for telling in sorted(tellings, key=lambda t: (str(t["told_on"]), t["id"])):
        review = reviews.get(telling["id"])
        if review is not None and review.verdict == "correct":
            corrected.update(review.corrections)
    return corrected


def _following(row: Mapping[str, Any], corrections: Mapping[str, Any]) -> dict[str, Any]:
    """Columns that are made from corrected ones."""
    found: dict[str, Any] = {}
    if "type" in corrections or "mode" in corrections:
        kind = corrections.get("type", row["type"])
        mode = corrections["mode"] if "mode" in corrections else row["mode"] if kind == row["type"] else None
        found |= {"mode": mode, "quad": quad_of(kind), "intensity": intensity_of(kind, (mode,) if mode else ())}
    for role in ("actor", "recipient"):
        if f"{role}s" in corrections:
            countries = [p["country"] for p in corrections[f"{role}s"] if p["country"]]
            found[f"{role}_countries"] = list(dict.fromkeys(countries))
    return found


def _recounted(row: dict[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Counts of an event that lost accounts."""
    tellings = row["tellings"]
    if "coded_event_ids" in row and len(tellings) != len(before["tellings"] or ()):
        articles = sorted({t["article_id"] for t in tellings})
        row |= {"coded_event_ids": sorted(t["id"] for t in tellings), "article_ids": articles}
        row |= {"n_reports": len(tellings), "n_articles": len(articles)}
        row |= {"n_independent_sources": len({t["copy_id"] for t in tellings})}
    return row
