from __future__ import annotations

from dataclasses import replace

import pytest

from lapwing.coding.checks import check_evidence
from lapwing.errors import BrokenData
from lapwing.records import Span


def test_a_span_outside_the_paragraphs_is_refused(coder, make_article):
    """Evidence that points nowhere never leaves the coding step."""
    coded = coder.code_article(make_article("Chile condemned Bolivia."))
    check_evidence(coded)
    broken = replace(coded.events[0], evidence={"trigger": (Span(500, 510),)})
    with pytest.raises(BrokenData, match="outside its paragraphs"):
        check_evidence(replace(coded, events=(broken,)))
