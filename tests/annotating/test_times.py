from __future__ import annotations

import pytest

from lapwing.annotating.times import find_times


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They met on Tuesday and left on Wednesday night.", ["Tuesday", "Wednesday night"]),
        ("It was signed on March 12, 2024, in Lima.", ["March 12, 2024"]),
        ("A truce from 2011 to 2014 held.", ["from 2011 to 2014"]),
        ("between Wednesday and June 11", ["between Wednesday and June 11"]),
        ("He may resign, and they may not.", []),
        ("It may rain in May.", ["in May"]),
        ("the previous day's test, three weeks ago", ["the previous day", "three weeks ago"]),
        ("over the next five years, and since September 2017", ["over the next five years", "since September 2017"]),
        ("Last year they met.", ["last year"]),
        ("In 2019 they met.", ["in 2019"]),
        ("March was cold.", []),
        ("earlier this month and last year", ["earlier this month", "last year"]),
    ],
)
def test_finds(text, found):
    """Days, dates, ranges and relative phrases are found whole; the verb "may" is not a month."""
    assert [s.of(text).lower() for s in find_times(text, 0, len(text))] == [f.lower() for f in found]
