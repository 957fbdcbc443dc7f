"""Panels besides events: statements, commitments, notices, readers' opinions, and what a country or a place is in the store. Rows for templates, counted and cut."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lapwing.selection import Selection
from lapwing.store import ReadOnly

ROWS = 50

# Which terms of a selection these records have something for, and as what. The others do not narrow them, and the page says so.
_FIELDS: dict[str, dict[str, str]] = {
    "statements": {
        "country": "speaker_country in ({0}) or list_has_any(coalesce(about_countries, []), [{0}])",
        "by": "speaker_country in ({0})",
        "since": "story_date >= {0}",
        "until": "story_date <= {0}",
        "words": "contains(lower(concat_ws(' ', quote, speaker)), lower({0}))",
        "who": "speaker in ({0})",
    },
    "promises": {
        "country": 'list_has_any("by", [{0}])',
        "by": 'list_has_any("by", [{0}])',
        "since": "coalesce(deadline_last_day, last_told_on) >= {0}",
        "until": "made_on <= {0}",
        "words": "contains(lower(what), lower({0}))",
    },
    "notices": {
        "country": "issuer_country in ({0})",
        "by": "issuer_country in ({0})",
        "since": "coalesce(last_day, story_date) >= {0}",
        "until": "coalesce(first_day, story_date) <= {0}",
        "words": "contains(lower(concat_ws(' ', sentence, hazard, issuer)), lower({0}))",
    },
    "opinions": {
        "country": "target_country in ({0})",
        "to": "target_country in ({0})",
        "since": "story_date >= {0}",
        "until": "story_date <= {0}",
        "words": "contains(lower(concat_ws(' ', clause, target)), lower({0}))",
        "who": "target in ({0})",
    },
}
_ORDER = {
    "statements": "story_date desc nulls last, id",
    "promises": "coalesce(deadline_last_day, made_on) desc nulls last, id",
    "notices": "first_day desc nulls last, story_date desc nulls last, id",
    "opinions": "story_date desc nulls last, id",
}


def panel(
    views: ReadOnly, table: str, selection: Selection, page: int = 1
) -> tuple[int, list[dict[str, Any]], list[str]]:
    """How many records meet the selection, those of the page (counting from 1), and the terms that do not narrow this table."""
    where, parameters = condition(table, selection)
    ((n,),) = views.query(f"select count(*) from {table} where {where}", parameters).fetchall()
    sql = f"select * from {table} where {where} order by {_ORDER[table]} limit {ROWS} offset {(page - 1) * ROWS}"
    deaf = [name for name, _ in selection.asked if name not in _FIELDS[table]]
    return n, rows(views, sql, parameters), deaf


def condition(table: str, selection: Selection) -> tuple[str, list[object]]:
    """The terms that this table has something for, as a condition and what stands for its question marks."""
    parts, parameters = ["true"], []
    for name, values in selection.asked:
        sql = _FIELDS[table].get(name)
        if sql is None:
            continue
        parts.append("(" + sql.replace("{0}", ", ".join("?" * len(values))) + ")")
        parameters += list(values) * sql.count("{0}")
    return " and ".join(parts), parameters


def reader_targets(views: ReadOnly, selection: Selection) -> list[dict[str, Any]]:
    """Whom readers judge, copies counted once: how many clauses for and against, and the mean polarity (-1 to 1)."""
    where, parameters = condition("opinions", selection)
    return rows(
        views,
        f"""select target, target_country, count(*) as n, count(distinct comment_id) as n_comments, count(*) filter (polarity > 0) as n_for, count(*) filter (polarity < 0) as n_against,
        round(avg(polarity), 2) as mean from opinions where {where} and copy_of is null group by target, target_country order by n desc, target limit 30""",
        parameters,
    )


def rows(views: ReadOnly, sql: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
    """The answer to a SELECT as dicts."""
    answer = views.query(sql, parameters)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.fetchall()]
