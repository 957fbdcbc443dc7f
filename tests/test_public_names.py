"""What users import stays importable, and the records keep their fields."""

from __future__ import annotations

import dataclasses
import types

import lapwing
from lapwing import records


def test_public_names():
    """Every listed name is there, and nothing else is public by accident."""
    assert all(hasattr(lapwing, name) for name in lapwing.__all__)
    assert {"read", "code", "Coder", "open_store", "records"} <= set(lapwing.__all__)
    imported = {"Iterable", "PathLike", "TYPE_CHECKING", "annotations", "date", "datetime", "Inputs"}
    modules = {name for name, value in vars(lapwing).items() if isinstance(value, types.ModuleType)}
    extra = {n for n in vars(lapwing) if not n.startswith("_")} - set(lapwing.__all__) - imported - modules
    assert extra == set()


def test_records_are_frozen_and_slotted():
    """A record is never filled in later."""
    for name, kind in vars(records).items():
        if dataclasses.is_dataclass(kind):
            assert kind.__dataclass_params__.frozen, name
            assert hasattr(kind, "__slots__"), name


def test_contract_fields():
    """The fields that outside checks rely on."""

    def fields(kind) -> set[str]:
        return {f.name for f in dataclasses.fields(kind)}

    assert {"id", "url", "title", "text", "paragraphs", "comments", "comments_status", "date_claims", "header_date", "agency",
            "byline", "dateline", "language", "source", "warnings"} <= fields(records.Article)  # fmt: skip
    assert {"id", "article_id", "type", "modes", "contexts", "actors", "recipients", "place", "period", "realis",
            "attributed_to", "quad", "intensity", "evidence"} <= fields(records.CodedEvent)  # fmt: skip
    assert {
        "article",
        "annotation",
        "resolution",
        "events",
        "statements",
        "commitments",
        "claims",
        "notices",
        "itineraries",
        "opinions",
        "comment_marks",
        "opinion_summary",
    } == fields(records.CodedArticle)
