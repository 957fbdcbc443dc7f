from __future__ import annotations

from datetime import date

import pytest


@pytest.fixture
def solve(coder, make_article):
    def run(text: str, header: str | None):
        article = make_article(text, header=date.fromisoformat(header) if header else None)
        return coder.code_article(article).resolution.story_date

    return run


def test_text_over_header(solve):
    """Lead weekday, "later in the day" and a dated weekday together move a wrong header."""
    story = solve(
        "Miners ended their strike Thursday. The union had voted on Tuesday, March 12. The minister will speak later in the day.",
        "2024-03-11",
    )
    assert (str(story.story_date), str(story.header_date)) == ("2024-03-14", "2024-03-11")
    assert len(story.evidence) >= 2


def test_right_header_stays(solve):
    story = solve("Miners ended their strike Thursday. The union had voted on Tuesday, March 12.", "2024-03-14")
    assert str(story.story_date) == "2024-03-14"
    assert story.match.reason == "header_confirmed"


def test_one_clue_is_not_enough(solve):
    """A single weekday never moves the header: papers print Tuesday's stories on Wednesday."""
    assert str(solve("Miners ended their strike Sunday.", "2024-03-12").story_date) == "2024-03-12"


def test_no_header_no_date(solve):
    """Nothing is guessed where the page claims nothing."""
    assert solve("Miners ended their strike Thursday.", None).story_date is None


def test_swapped_day_and_month(solve):
    story = solve(
        "A blast shook the port on Tuesday. The minister had resigned on Monday, Aug. 3. He left on Sunday, Aug. 2.",
        "2020-04-08",
    )
    assert str(story.story_date) == "2020-08-04"
