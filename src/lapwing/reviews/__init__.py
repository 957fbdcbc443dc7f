"""Reviews: what people say of coded events, kept beside the store in a log that only grows.

reviews = Reviews("out")
reviews.add(who="ana", at=datetime.now(UTC), verdict="accept", looked_at=coded_event_id)
reviewed("out")[coded_event_id].verdict
"""

from __future__ import annotations

from lapwing.reviews.corpus import REASONS, ReviewedCorpus, lines_of, reviewed_corpus
from lapwing.reviews.corrections import FIELDS, check_corrections, read_field
from lapwing.reviews.log import Review, Reviews, reviewed
from lapwing.reviews.measure import Agreement, Precision, Share, agreements, precision
from lapwing.reviews.queue import Item, for_a_second_opinion, ids_in_order, load_item, without_reviewed
from lapwing.reviews.session import Session

__all__ = [
    "FIELDS", "REASONS", "Agreement", "Item", "Precision", "Review", "ReviewedCorpus", "Reviews", "Session", "Share", "agreements", "check_corrections",
    "for_a_second_opinion", "ids_in_order", "lines_of", "load_item", "precision", "read_field", "reviewed", "reviewed_corpus", "without_reviewed",
]  # fmt: skip
