"""The project's own invented comments: what the rules find in them stays found."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "quality"))
import opinions as measure


@pytest.mark.parametrize(
    ("name", "n", "least_precision", "least_recall"), [("tuning", 60, 0.97, 0.97), ("blind", 40, 0.95, 0.88)]
)
def test_precision_and_recall(name, n, least_precision, least_recall):
    """Precision and recall of (target, sign) do not fall. The blind set was measured once and tuned to never: its floor is that measure."""
    cases = measure.cases(name)
    assert len(cases) == n
    pairs = [(measure.opinions_in(case), measure.expected(case)) for case in cases]
    right = sum(len(found & wanted) for found, wanted in pairs)
    assert right / sum(len(found) for found, _ in pairs) >= least_precision
    assert right / sum(len(wanted) for _, wanted in pairs) >= least_recall
