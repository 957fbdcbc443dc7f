from __future__ import annotations

import json
from pathlib import Path

import pytest

from lapwing.reading import read_page
from lapwing.records import Page, SourceRef
from lapwing.settings import Settings

PAGES = Path(__file__).parent / "pages"
ALL = sorted([*PAGES.glob("*.html"), *PAGES.glob("text/*.txt")])


@pytest.mark.parametrize("path", ALL, ids=lambda p: p.name)
def test_whole_pages(path):
    """A page as it is stored: no comment stands in the article, who wrote them is told, and the status is right."""
    article = read_page(Page(path.read_bytes(), SourceRef(path.name)), Settings())
    gold = json.loads(path.with_suffix(".json").read_text("utf-8"))
    own = " ".join(gold["paragraphs"])
    leaked = [
        c["text"]
        for c in gold["comments"]
        if len(c["text"]) > 25 and c["text"] in article.text and c["text"] not in own
    ]
    assert leaked == []
    if not gold.get("doubtful"):
        assert [c.author for c in article.comments] == [c["author"] for c in gold["comments"]]
    if "comments_status" in gold:
        assert article.comments_status == gold["comments_status"]
    for paragraph in article.paragraphs:
        assert article.text[paragraph.span.start : paragraph.span.end].strip()


def test_unnamed_lines_after_a_credit_are_doubtful():
    """They are kept, and neither coded nor called comments."""
    path = PAGES / "text" / "t10_doubtful_unnamed_tail.txt"
    article = read_page(Page(path.read_bytes(), SourceRef(path.name)), Settings())
    gold = json.loads(path.with_suffix(".json").read_text("utf-8"))
    assert (article.comments, article.comments_status) == ((), "uncertain")
    assert list(article.uncertain) == [c["text"] for c in gold["comments"]]
