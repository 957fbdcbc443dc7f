"""Records come back from their plain form as they were."""

from __future__ import annotations

import json
from datetime import date

import pytest

from lapwing.inputs import open_pages
from lapwing.integrations.plain import from_plain, to_plain
from lapwing.records import CodedArticle, Period, Skipped
from lapwing.resources import examples_folder


def test_coded_articles_come_back(coder):
    """Every record of the example pages, through JSON."""
    coded = [coder.code_page(page) for page in open_pages([str(examples_folder() / "pages")])]
    assert any(c.events and c.opinions and c.claims for c in coded if isinstance(c, CodedArticle))
    for result in coded:
        assert from_plain(type(result), json.loads(json.dumps(to_plain(result)))) == result


@pytest.mark.parametrize(
    ("kind", "value"),
    [(Period, ["2024-05-10"]), (date, "May"), (tuple[int, ...], ["1"]), (str, 3), (Skipped, [["f", None, None], "s", "no_reason", "d"])],
)  # fmt: skip
def test_other_things_are_refused(kind, value):
    """What is not of the type does not become a record."""
    with pytest.raises((ValueError, TypeError)):
        from_plain(kind, value)
