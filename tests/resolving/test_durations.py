from __future__ import annotations

import pytest

from lapwing.resolving.durations import length_of, set_of


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("15-month", "P15M"),
        ("six weeks", "P6W"),
        ("48 hours", "PT48H"),
        ("40-year-old", "P40Y"),
        ("half a year", "P6M"),
        ("for 11 days", "P11D"),
        ("a decade", "P10Y"),
    ],
)
def test_lengths(phrase, value):
    assert length_of(phrase) == value


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("every Monday", "XXXX-WXX-1"),
        ("each Friday", "XXXX-WXX-5"),
        ("every two weeks", "P2W"),
        ("twice a year", "XXXX"),
        ("annually", "XXXX"),
        ("every year", "XXXX"),
    ],
)
def test_sets(phrase, value):
    assert set_of(phrase) == value


@pytest.mark.parametrize("phrase", ["Monday", "last year", "two days ago", "2014", ""])
def test_days_are_neither(phrase):
    assert length_of(phrase) is None
    assert set_of(phrase) is None
