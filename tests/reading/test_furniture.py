from __future__ import annotations

import pytest

from lapwing.reading import furniture
from lapwing.reading.furniture import Credit


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("The talks go on.© KYODO", Credit(16, "KYODO")),
        ("© 2024 AFP", Credit(0, "AFP")),
        ("(c) EFE", Credit(0, "EFE")),
        ("Copyright 2025 The Associated Press. All rights reserved.", Credit(0, "AP")),
        ("© The Harbour Gazette", Credit(0, None)),
        ("Ana Ruiz in Lima on Tuesday. © ANP Foto", None),
        ("The copyright dispute between the two firms has lasted nine years and will go on.", None),
        ("Ministers met on Tuesday.", None),
    ],
)
def test_credit(line, credit):
    """A copyright mark with a short owner at the end is a credit; a photographer's is not."""
    assert furniture.find_credit(line) == credit


@pytest.mark.parametrize(
    "line",
    [
        "Read more: The strike so far",
        "(Reporting by Ana Ruiz; editing by Jo Bell)",
        "___",
        "18:05",
        "2 Comments",
        "4 ( +4 / -0 )",
    ],
)
def test_furniture(line):
    assert furniture.is_furniture(line)


@pytest.mark.parametrize(
    "line", ["Farmers read more than forty letters aloud.", "Ministers met on Tuesday.", "A watch was found."]
)
def test_not_furniture(line):
    """Sentences are text, whatever words stand in them."""
    assert not furniture.is_furniture(line)


def test_dateline():
    """The place in capitals and the agency that open a wire story."""
    match = furniture.find_dateline("QUITO, Ecuador (AP) — Miners blocked")
    assert (match["place"], match["agency"]) == ("QUITO, Ecuador", "AP")
    assert furniture.find_dateline("Miners blocked a road — again") is None


@pytest.mark.parametrize(
    ("line", "from_start", "from_end", "expected"),
    [
        ("Tell us what YOU think...", 9, 9, True),
        ("Follow Jo Bell on Twitter", 9, 9, True),
        ("Sign up for our morning newsletter", 9, 9, True),
        ("Thank you", 9, 0, True),
        ("Thank you", 9, 9, False),
        ("3 May 2024, 10:15", 0, 9, True),
        ("3 May 2024, 10:15", 9, 9, False),
        ("The ministers signed up for a longer truce than the last.", 0, 0, False),
        ("Share of imports fell to a third, the ministry said.", 0, 0, False),
    ],
)
def test_page_lines(line, from_start, from_end, expected):
    """What pages print around articles, wherever it stands or at the edges only; sentences are kept."""
    assert furniture.is_page_line(line, from_start=from_start, from_end=from_end) is expected


def test_rules_cut_tails_only():
    assert furniture.without_tail("Space is big. Click To Tweet") == "Space is big."
    assert furniture.without_tail("Nobody will click to tweet this again.") == "Nobody will click to tweet this again."
