from __future__ import annotations

from pathlib import Path

import pytest

from lapwing.inputs import Reader
from lapwing.reading import read_page
from lapwing.records import Skipped
from lapwing.settings import Settings

CRASHERS = sorted((Path(__file__).parent / "crashers").iterdir())


@pytest.mark.parametrize("path", CRASHERS, ids=lambda p: p.name)
def test_what_once_broke_the_reader_is_read(path):
    """Inputs that a fuzzer or a user found to break the reader give an article or a reason (quality/fuzz_reading.py)."""
    for page in Reader().pages([str(path)]):
        result = page if isinstance(page, Skipped) else read_page(page, Settings())
        assert isinstance(result, Skipped) or "Envoys of both states" in result.text
