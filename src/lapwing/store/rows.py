"""Coded articles -> rows of the store's tables. One place for every column's name and type (docs/reference/store.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lapwing.encode import encode
from lapwing.records import CodedArticle, Skipped, Span, digest

_SPAN = {"start": "INTEGER", "end": "INTEGER", "text": "VARCHAR"}
_PARTY = {**_SPAN, "name": "VARCHAR", "person": "VARCHAR", "country": "VARCHAR", "sector": "VARCHAR", "score": "DOUBLE"}
MAGNITUDE = {"low": "INTEGER", "best": "INTEGER", "high": "INTEGER"}

SCHEMAS: dict[str, dict[str, object]] = {
    "articles": {
        "id": "VARCHAR", "url": "VARCHAR", "title": "VARCHAR", "story_date": "DATE", "header_date": "DATE",
        "story_date_margin": "DOUBLE", "agency": "VARCHAR", "byline": "VARCHAR", "dateline": "VARCHAR", "language": "VARCHAR",
        "source_file": "VARCHAR", "source_record": "INTEGER", "source_offset": "BIGINT", "n_events": "INTEGER", "n_comments": "INTEGER",
        "comments_status": "VARCHAR", "text": "VARCHAR", "warnings": ["VARCHAR"], "coder": "VARCHAR",
    },
    "events": {
        "id": "VARCHAR", "article_id": "VARCHAR", "story_date": "DATE", "type": "VARCHAR", "mode": "VARCHAR", "contexts": ["VARCHAR"],
        "realis": "VARCHAR", "first_day": "DATE", "last_day": "DATE", "precision": "VARCHAR", "day_reason": "VARCHAR", "quad": "INTEGER", "intensity": "DOUBLE",
        "actor_countries": ["VARCHAR"], "recipient_countries": ["VARCHAR"], "place": "VARCHAR", "place_country": "VARCHAR",
        "latitude": "DOUBLE", "longitude": "DOUBLE", "place_level": "VARCHAR", "place_reason": "VARCHAR", "dead": MAGNITUDE, "injured": MAGNITUDE, "trigger": "VARCHAR", "trigger_start": "INTEGER", "trigger_end": "INTEGER",
        "sentence": "VARCHAR", "attributed_to": "VARCHAR", "score": "DOUBLE", "reason": "VARCHAR",
        "actors": [_PARTY], "recipients": [_PARTY], "evidence": [{"field": "VARCHAR", **_SPAN}], "coder": "VARCHAR",
    },
    "actors": {
        "id": "VARCHAR", "event_id": "VARCHAR", "article_id": "VARCHAR", "role": "VARCHAR", "name": "VARCHAR", "country": "VARCHAR",
        "sector": "VARCHAR", "office": "VARCHAR", "text": "VARCHAR", "start": "INTEGER", "end": "INTEGER", "score": "DOUBLE",
        "reason": "VARCHAR", "coder": "VARCHAR",
    },
    "statements": {
        "id": "VARCHAR", "article_id": "VARCHAR", "story_date": "DATE", "speaker": "VARCHAR", "speaker_country": "VARCHAR",
        "speaker_sector": "VARCHAR", "addressee": "VARCHAR", "via": "VARCHAR", "setting": "VARCHAR", "about_countries": ["VARCHAR"], "quote": "VARCHAR", "start": "INTEGER", "end": "INTEGER", "direct": "BOOLEAN",
        "event_id": "VARCHAR", "score": "DOUBLE", "coder": "VARCHAR",
    },
    "commitments": {
        "id": "VARCHAR", "article_id": "VARCHAR", "story_date": "DATE", "by_countries": ["VARCHAR"], "to_countries": ["VARCHAR"], "by": [_PARTY], "to": [_PARTY],
        "what": "VARCHAR", "start": "INTEGER", "end": "INTEGER", "strength": "VARCHAR", "condition": "VARCHAR", "deadline": "VARCHAR", "deadline_first_day": "DATE",
        "deadline_last_day": "DATE", "event_id": "VARCHAR", "score": "DOUBLE", "coder": "VARCHAR",
    },
    "claims": {
        "id": "VARCHAR", "article_id": "VARCHAR", "story_date": "DATE", "what": "VARCHAR", "start": "INTEGER", "end": "INTEGER", "value": "DOUBLE", "low": "DOUBLE",
        "high": "DOUBLE", "unit": "VARCHAR", "qualifier": "VARCHAR", "subject": "VARCHAR", "subject_country": "VARCHAR", "source": "VARCHAR", "event_id": "VARCHAR",
        "score": "DOUBLE", "coder": "VARCHAR",
    },
    "notices": {
        "id": "VARCHAR", "article_id": "VARCHAR", "story_date": "DATE", "sentence": "VARCHAR", "start": "INTEGER", "end": "INTEGER", "issuer": "VARCHAR",
        "issuer_country": "VARCHAR", "recipient": "VARCHAR", "hazard": "VARCHAR", "n_areas": "INTEGER", "points": [{"latitude": "DOUBLE", "longitude": "DOUBLE"}],
        "first_day": "DATE", "last_day": "DATE", "score": "DOUBLE", "coder": "VARCHAR",
    },
    "itineraries": {
        "id": "VARCHAR", "itinerary_id": "VARCHAR", "article_id": "VARCHAR", "story_date": "DATE", "traveller": "VARCHAR", "traveller_country": "VARCHAR", "leg": "INTEGER",
        "country": "VARCHAR", "place": "VARCHAR", "realis": "VARCHAR", "first_day": "DATE", "last_day": "DATE", "text": "VARCHAR", "start": "INTEGER", "end": "INTEGER",
        "event_id": "VARCHAR", "coder": "VARCHAR",
    },
    "signatures": {
        "id": "VARCHAR", "article_id": "VARCHAR", "told_on": "DATE", "outlet": "VARCHAR", "bands": ["BIGINT"], "names": ["VARCHAR"], "countries": ["VARCHAR"], "coder": "VARCHAR",
    },
    "comments": {
        "id": "VARCHAR", "article_id": "VARCHAR", "order": "INTEGER", "author": "VARCHAR", "posted": "VARCHAR", "parent": "VARCHAR",
        "text": "VARCHAR", "language": "VARCHAR", "copy_of": "VARCHAR", "n_copies": "INTEGER", "coder": "VARCHAR",
    },
    "opinions": {
        "id": "VARCHAR", "article_id": "VARCHAR", "comment_id": "VARCHAR", "story_date": "DATE", "target": "VARCHAR", "target_country": "VARCHAR", "target_sector": "VARCHAR",
        "polarity": "DOUBLE", "copy_of": "VARCHAR", "clause": "VARCHAR", "start": "INTEGER", "end": "INTEGER", "target_words": "VARCHAR", "target_start": "INTEGER",
        "target_end": "INTEGER", "cues": [_SPAN], "score": "DOUBLE", "reason": "VARCHAR", "coder": "VARCHAR",
    },
    "skipped": {
        "id": "VARCHAR", "source_file": "VARCHAR", "source_record": "INTEGER", "source_offset": "BIGINT", "step": "VARCHAR", "reason": "VARCHAR", "detail": "VARCHAR",
        "coder": "VARCHAR",
    },
}  # fmt: skip
"""Table -> column -> DuckDB type; a list is written as a one-element list of its item's type."""

_NAMED = {"name": "VARCHAR", "country": "VARCHAR", "sector": "VARCHAR"}
_ACCOUNT = {"field": "VARCHAR", "value": "VARCHAR", "n_independent_sources": "INTEGER", "coded_event_ids": ["VARCHAR"]}
CONSOLIDATED: dict[str, dict[str, object]] = {
    "copies": {
        "id": "VARCHAR", "article_ids": ["VARCHAR"], "n_articles": "INTEGER", "agency": "VARCHAR", "outlets": ["VARCHAR"],
    },
    "consolidated_events": {
        "id": "VARCHAR", "type": "VARCHAR", "mode": "VARCHAR", "contexts": ["VARCHAR"], "realis": "VARCHAR", "first_day": "DATE", "last_day": "DATE",
        "quad": "INTEGER", "intensity": "DOUBLE", "actor_countries": ["VARCHAR"], "recipient_countries": ["VARCHAR"], "actors": [_NAMED], "recipients": [_NAMED],
        "place": "VARCHAR", "place_country": "VARCHAR", "latitude": "DOUBLE", "longitude": "DOUBLE", "place_level": "VARCHAR",
        "dead": MAGNITUDE, "injured": MAGNITUDE, "n_reports": "INTEGER", "n_articles": "INTEGER", "n_independent_sources": "INTEGER", "first_report": "DATE",
        "last_report": "DATE", "disputed": ["VARCHAR"], "accounts": [_ACCOUNT], "coded_event_ids": ["VARCHAR"], "article_ids": ["VARCHAR"], "score": "DOUBLE",
    },
    "reports": {
        "id": "VARCHAR", "event_id": "VARCHAR", "article_id": "VARCHAR", "copy_id": "VARCHAR", "match_score": "DOUBLE", "match_reason": "VARCHAR", "match_detail": "VARCHAR",
    },
    "promises": {
        "id": "VARCHAR", "by": ["VARCHAR"], "what": "VARCHAR", "strength": "VARCHAR", "made_on": "DATE", "last_told_on": "DATE", "deadline_first_day": "DATE", "deadline_last_day": "DATE",
        "status": "VARCHAR", "n_articles": "INTEGER", "commitment_ids": ["VARCHAR"], "article_ids": ["VARCHAR"],
        "follow_ups": [{"kind": "VARCHAR", "event_id": "VARCHAR", "article_id": "VARCHAR", "told_on": "DATE", "sentence": "VARCHAR", "score": "DOUBLE"}],
    },
    "stories": {
        "id": "VARCHAR", "title": "VARCHAR", "first_day": "DATE", "last_day": "DATE", "n_articles": "INTEGER", "n_events": "INTEGER", "article_ids": ["VARCHAR"],
        "event_ids": ["VARCHAR"],
    },
}  # fmt: skip
"""The tables that consolidating makes, as in SCHEMAS. `reports.id` is that of a row of `events`, `reports.event_id` that of a row of `consolidated_events`."""


def key_of(result: CodedArticle | Skipped) -> str:
    """The id of a result's row in `articles` or `skipped`, and what makes it the same as one before: an article's text, a skipped
    input's place and reason."""
    if isinstance(result, Skipped):
        return digest("skipped", str(result.source), str(result.reason))
    return result.article.id


def rows_of(results: Iterable[CodedArticle | Skipped], coder: str) -> dict[str, list[dict]]:
    """The rows of every table for some results, in their order. `coder` is the digest of what coded them."""
    tables: dict[str, list[dict]] = {name: [] for name in SCHEMAS}
    for result in results:
        for name, row in _rows(result):
            tables[name].append({**row, "coder": coder})
    return tables


def _rows(result: CodedArticle | Skipped) -> Iterator[tuple[str, dict]]:
    if isinstance(result, Skipped):
        source = result.source
        yield "skipped", {"id": key_of(result), "source_file": source.file, "source_record": source.record,
                          "source_offset": source.offset, "step": result.step, "reason": str(result.reason),
                          "detail": result.detail}  # fmt: skip
        return
    coded = encode(result)
    article, story = coded["article"], coded["story_date"]["story_date"]
    yield (
        "articles",
        {
            **{
                k: article[k]
                for k in (
                    "id",
                    "url",
                    "title",
                    "header_date",
                    "agency",
                    "byline",
                    "dateline",
                    "language",
                    "comments_status",
                    "text",
                    "warnings",
                )
            },
            "story_date": story,
            "story_date_margin": coded["story_date"]["margin"],
            "source_file": article["source"]["file"],
            "source_record": article["source"]["record"],
            "source_offset": result.article.source.offset,
            "n_events": len(coded["events"]),
            "n_comments": len(article["comments"]),
        },
    )
    yield "signatures", _signature_row(result)
    for event in coded["events"]:
        yield "events", _event_row(event, article["id"], story, result)
        for role in ("actors", "recipients"):
            for party in event[role]:
                yield "actors", _actor_row(party, event["id"], article["id"], role.removesuffix("s"))
    for statement in coded["statements"]:
        yield "statements", _statement_row(statement, article["id"], story)
    for commitment in coded["commitments"]:
        yield "commitments", _commitment_row(commitment, article["id"], story)
    for claim in coded["claims"]:
        yield "claims", _claim_row(claim, article["id"], story)
    for notice in coded["notices"]:
        yield "notices", _notice_row(notice, article["id"], story)
    for itinerary in coded["itineraries"]:
        for number, leg in enumerate(itinerary["legs"]):
            yield "itineraries", _leg_row(itinerary, number, leg, article["id"], story)
    for comment in article["comments"]:
        yield "comments", {"article_id": article["id"], **comment}
    copy_of = {comment["id"]: comment.get("copy_of") for comment in article["comments"]}
    for opinion in coded["opinions"]:
        yield "opinions", _opinion_row(opinion, article["id"], story, copy_of[opinion["comment_id"]])


def _signature_row(result: CodedArticle) -> dict:
    from lapwing.consolidating import countries_of, names_in, outlet_of  # brings numpy: loaded when something is stored
    from lapwing.copies import band_keys

    article, told_on = result.article, result.resolution.story_date.story_date
    return {
        "id": digest("signature", article.id),
        "article_id": article.id,
        "told_on": told_on.isoformat() if told_on else None,
        "outlet": outlet_of(article),
        "bands": list(band_keys(article.text)),
        "countries": list(countries_of(result)),
        "names": sorted(names_in(article.text)),
    }


def _event_row(event: dict, article_id: str, story: str | None, result: CodedArticle) -> dict:
    period, place, trigger = event["period"] or {}, event["place"] or {}, event["trigger"]
    span = Span(trigger["start"], trigger["end"])
    sentence = result.annotation.sentence_of(span) or span
    return {
        **{
            k: event[k]
            for k in (
                "id",
                "type",
                "contexts",
                "realis",
                "quad",
                "intensity",
                "actors",
                "recipients",
                "score",
                "reason",
                "dead",
                "injured",
            )
        },
        "article_id": article_id,
        "story_date": story,
        "mode": event["modes"][0] if event["modes"] else None,
        **{k: period.get(k) for k in ("first_day", "last_day", "precision")},
        "actor_countries": _countries(event["actors"]),
        "recipient_countries": _countries(event["recipients"]),
        "place": place.get("name"),
        "place_country": place.get("country"),
        "latitude": place.get("latitude"),
        "longitude": place.get("longitude"),
        "place_level": place.get("level"),
        "place_reason": place.get("reason"),
        "day_reason": period.get("reason"),
        "trigger": trigger["text"],
        "trigger_start": trigger["start"],
        "trigger_end": trigger["end"],
        "sentence": sentence.of(result.article.text),
        "attributed_to": event["attributed_to"]["text"] if event["attributed_to"] else None,
        "evidence": _evidence(event),
    }


def _evidence(event: dict) -> list[dict]:
    """The words that each field was read from, who says so among them."""
    said_by = {"attributed_to": [event["attributed_to"]]} if event["attributed_to"] else {}
    return [
        {"field": field, "start": span["start"], "end": span["end"], "text": span["text"]}
        for field, spans in sorted({**event["evidence"], **said_by}.items())
        for span in spans
    ]


def _countries(parties: list[dict]) -> list[str]:
    return list(dict.fromkeys(p["country"] for p in parties if p["country"]))


def _actor_row(party: dict, event_id: str, article_id: str, role: str) -> dict:
    row_id = digest(event_id, role, str(party["start"]), party["id"])
    keys = ("name", "country", "sector", "text", "start", "end", "score", "reason")
    return {
        "id": row_id,
        "event_id": event_id,
        "article_id": article_id,
        "role": role,
        "office": party["role"],
        **{k: party[k] for k in keys},
    }


def _statement_row(statement: dict, article_id: str, story: str | None) -> dict:
    speaker, quote = statement["speaker"] or {}, statement["quote"]
    return {
        "id": statement["id"],
        "article_id": article_id,
        "story_date": story,
        "speaker": speaker.get("name"),
        "speaker_country": speaker.get("country"),
        "speaker_sector": speaker.get("sector"),
        "addressee": statement["addressee"]["name"] if statement["addressee"] else None,
        "via": statement["via"]["name"] if statement["via"] else None,
        "setting": statement["setting"]["text"] if statement["setting"] else None,
        "about_countries": _countries(statement["about"]),
        "quote": " ... ".join(piece["text"] for piece in (quote, *statement["more"])),
        "start": quote["start"],
        "end": quote["end"],
        "direct": statement["direct"],
        "event_id": statement["event_id"],
        "score": statement["score"],
    }


def _commitment_row(commitment: dict, article_id: str, story: str | None) -> dict:
    deadline, words = commitment["deadline"] or {}, commitment["deadline_words"]
    return {
        **_place_of(commitment["what"], "what"),
        "id": commitment["id"],
        "article_id": article_id,
        "story_date": story,
        "by_countries": _countries(commitment["by"]),
        "to_countries": _countries(commitment["to"]),
        "by": commitment["by"],
        "to": commitment["to"],
        "strength": commitment["strength"],
        "condition": commitment["condition"]["text"] if commitment["condition"] else None,
        "deadline": words["text"] if words else None,
        "deadline_first_day": deadline.get("first_day"),
        "deadline_last_day": deadline.get("last_day"),
        "event_id": commitment["event_id"],
        "score": commitment["score"],
    }


def _claim_row(claim: dict, article_id: str, story: str | None) -> dict:
    subject = claim["subject"][0] if claim["subject"] else {}
    return {
        **_place_of(claim["what"], "what"),
        "id": claim["id"],
        "article_id": article_id,
        "story_date": story,
        **{k: claim[k] for k in ("value", "low", "high", "unit", "qualifier", "event_id", "score")},
        "subject": subject.get("name"),
        "subject_country": subject.get("country"),
        "source": claim["source"]["name"] if claim["source"] else None,
    }


def _notice_row(notice: dict, article_id: str, story: str | None) -> dict:
    issuer, window = notice["issuer"] or {}, notice["window"] or {}
    return {
        **_place_of(notice["sentence"], "sentence"),
        "id": notice["id"],
        "article_id": article_id,
        "story_date": story,
        "issuer": issuer.get("name"),
        "issuer_country": issuer.get("country"),
        "recipient": notice["recipient"]["name"] if notice["recipient"] else None,
        **{k: notice[k] for k in ("hazard", "n_areas", "points", "score")},
        "first_day": window.get("first_day"),
        "last_day": window.get("last_day"),
    }


def _leg_row(itinerary: dict, number: int, leg: dict, article_id: str, story: str | None) -> dict:
    period, traveller = leg["period"] or {}, itinerary["traveller"]
    return {
        "id": digest(itinerary["id"], str(number)),
        "itinerary_id": itinerary["id"],
        "article_id": article_id,
        "story_date": story,
        "traveller": traveller["name"],
        "traveller_country": traveller["country"],
        "leg": number + 1,
        **{k: leg[k] for k in ("country", "place", "realis", "text", "start", "end", "event_id")},
        "first_day": period.get("first_day"),
        "last_day": period.get("last_day"),
    }


def _opinion_row(opinion: dict, article_id: str, story: str | None, copy_of: str | None) -> dict:
    target = opinion["target"]
    return {
        **_place_of(opinion["clause"], "clause"),
        **{k: opinion[k] for k in ("id", "comment_id", "polarity", "cues", "score", "reason")},
        "article_id": article_id,
        "story_date": story,
        "target": target["name"],
        "target_country": target["country"],
        "target_sector": target["sector"],
        "target_words": target["text"],
        "target_start": target["start"],
        "target_end": target["end"],
        "copy_of": copy_of,
    }


def _place_of(span: dict, name: str) -> dict:
    """A span as three columns."""
    return {name: span["text"], "start": span["start"], "end": span["end"]}
