"""Whole pages, end to end: what a careful reader answered (tests/pages/*.gold.json) against what the engine reads.

Reading and story date must be right on every page. Of the events, each page has its floor; the floors over all pages live
in quality/floors.toml.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from lapwing.encode import encode

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "quality"))
import pages  # noqa: E402

GOLD = dict(pages.load_gold())
# Events that must be found by type at their place. They may rise, not fall.
LEAST_TYPED = {
    "andes_strike": 15,
    "balkan_court": 11,
    "gulf_talks": 12,
    "pacific_drills": 14,
    "sahel_attack": 10,
    "wire-1": 9,
    "wire-2": 5,
    "wire-3": 0,
}


@pytest.fixture(scope="module")
def scores(coder):
    return {s.name: s for s in pages.score_pages(coder)}


@pytest.mark.parametrize("name", GOLD)
def test_reading(scores, name):
    """Paragraphs, comment authors, header date and story date are the careful reader's."""
    coded, gold = scores[name].coded, GOLD[name]
    assert sum(p.role in ("body", "live-entry") for p in coded.article.paragraphs) == gold["n_paragraphs"]
    assert [c.author for c in coded.article.comments] == gold["comment_authors"]
    story = coded.resolution.story_date
    assert (str(story.header_date), str(story.story_date)) == (gold["header_date"], gold["story_date"])


@pytest.mark.parametrize("name", GOLD)
def test_events(scores, name):
    """Enough of the reader's events are found with their type; none lies in a comment; spans quote the text."""
    score = scores[name]
    assert score.n_typed >= LEAST_TYPED[name]
    text = score.coded.article.text
    for event in score.coded.events:
        assert all(span.of(text).strip() for spans in event.evidence.values() for span in spans)
    assert not any(
        line in text for c in score.coded.article.comments for line in c.text.split("\n") if not c.text.startswith('"')
    )


def test_page_without_politics_has_few_events(scores):
    """Sport and business full of war words: at most four false events (the learned core must do better)."""
    assert len(scores["wire-3"].coded.events) <= 4


def test_two_runs_give_identical_bytes(coder):
    def run() -> str:
        return "".join(json.dumps(encode(pages.code_gold_page(gold, coder))) for gold in GOLD.values())

    assert run() == run()
