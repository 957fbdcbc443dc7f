"""What the API gives: each table with its columns, its day, and the terms by which its rows are chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lapwing.selection import SOURCES, TERMS
from lapwing.store.rows import CONSOLIDATED, SCHEMAS


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a view of the store. `day` is what they are ordered by; `source` has the columns that terms are about; `terms` maps those that make sense here to their meaning
    (empty: that of `selection.py`); `article` is the condition that a row is of an article. `kind` is that of a selection whose rows these are."""

    name: str
    doc: str
    view: str
    schema: Mapping[str, object]
    day: str = "story_date"
    source: str = ""
    terms: Mapping[str, str] = field(default_factory=dict)
    article: str = "article_id = ?"
    kind: str | None = None


_TOLD = {"since": "Told on this day or later", "until": "Told on this day or earlier"}
_SCORE = {"least_score": ""}


def _source(view: str, *, by: str = "[]", to: str = "[]", days: str = "null::date", score: str = "score") -> str:
    """A view with the columns that terms are about, as selections expect them."""
    first, last = (days, days) if days == "null::date" else ("first_day", "last_day")
    parties = ", ".join(
        f"list_filter({countries}::varchar[], lambda c: c is not null) as {role}_countries"
        for role, countries in (("actor", by), ("recipient", to))
    )
    return f"(select id, story_date as told_on, {first} as first_day, {last} as last_day, {parties}, {score} as score from {view})"


_ALL = dict.fromkeys(TERMS, "")
TABLES = {
    table.name: table
    for table in (
        Table(
            "events", "What happened, each event once, however many articles tell it",
            "consolidated_events", CONSOLIDATED["consolidated_events"], "coalesce(first_day, first_report)",
            f"({SOURCES['events']})", _ALL, "list_contains(article_ids, ?)", "events",
        ),
        Table(
            "reports", "Events as each article tells them, with the words",
            "events", SCHEMAS["events"], "coalesce(first_day, story_date)", f"({SOURCES['reports']})", _ALL, kind="reports",
        ),
        Table(
            "articles", "Articles, with their text",
            "articles", SCHEMAS["articles"], source=_source("articles", score="null"), terms=_TOLD, article="id = ?",
        ),
        Table(
            "statements", "What somebody says",
            "statements", SCHEMAS["statements"], source=_source("statements", by="[speaker_country]", to="about_countries"),
            terms={**_TOLD, "by": "Country of the speaker", "to": "Country that the words name", "country": "Country of the speaker, or one that the words name", **_SCORE},
        ),
        Table(
            "commitments", "Who undertakes what, until when",
            "commitments", SCHEMAS["commitments"], source=_source("commitments", by="by_countries", to="to_countries"),
            terms={**_TOLD, "by": "Country that undertakes it", "to": "Country towards which", "country": "Country on either side", **_SCORE},
        ),
        Table(
            "notices", "Warnings and announced hazards",
            "notices", SCHEMAS["notices"], "coalesce(first_day, story_date)", _source("notices", by="[issuer_country]", days="own"),
            {"since": "Not over before this day", "until": "Begun by this day", "by": "Country of the issuer", **_SCORE},
        ),
        Table(
            "claims", "Counts that somebody gives",
            "claims", SCHEMAS["claims"], source=_source("claims", by="[subject_country]"),
            terms={**_TOLD, "by": "Country of who is counted", **_SCORE},
        ),
        Table(
            "opinions", "What readers think of whom, from their comments alone",
            "opinions", SCHEMAS["opinions"], source=_source("opinions", to="[target_country]"),
            terms={**_TOLD, "to": "Country of the target", **_SCORE},
        ),
    )
}  # fmt: skip
"""Every table of the API, by its name."""
