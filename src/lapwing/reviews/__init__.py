"""Reviews: what people say of coded events, kept beside the store in a log that only grows.

reviews = Reviews("out")
reviews.add(who="ana", at=datetime.now(UTC), verdict="accept", looked_at=coded_event_id)
reviewed("out")[coded_event_id].verdict
"""

from __future__ import annotations

from lapwing.reviews.corrections import FIELDS, check_corrections, read_field
from lapwing.reviews.log import Review, Reviews, reviewed

__all__ = ["FIELDS", "Review", "Reviews", "check_corrections", "read_field", "reviewed"]
