"""Coding: Article, Annotation, Resolution -> CodedArticle. Events and statements as records, every field with its span."""

from __future__ import annotations

from lapwing.coding.casualties import with_casualties
from lapwing.coding.checks import check_evidence
from lapwing.coding.claims import code_claims
from lapwing.coding.commitments import code_commitments
from lapwing.coding.events import code_events
from lapwing.coding.itineraries import code_itineraries, find_stops
from lapwing.coding.notices import code_notices
from lapwing.coding.statements import code_statements
from lapwing.records import Annotation, Article, CodedArticle, Resolution
from lapwing.settings import Settings

__all__ = ["code_article"]


def code_article(article: Article, annotation: Annotation, resolution: Resolution, settings: Settings) -> CodedArticle:
    """What one article tells. Comments are not read here: there is no function that makes an event of one."""
    stops = find_stops(article, annotation, resolution)
    events = code_events(article, annotation, resolution, settings, more=stops)
    statements = code_statements(article, annotation, resolution, events)
    claims = code_claims(article, annotation, resolution, events, statements)
    events = with_casualties(article, annotation, events, claims)
    commitments = code_commitments(article, annotation, resolution, events)
    notices = code_notices(article, annotation, resolution)
    itineraries = code_itineraries(article, events)
    coded = CodedArticle(article, annotation, resolution, events, statements, commitments, claims, notices, itineraries)
    check_evidence(coded)
    return coded
