"""A coded store: one that no test writes to, and copies of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from making_stores import REVIEWED_TEXTS, make_store


@pytest.fixture(scope="session")
def coded_store(tmp_path_factory, coder) -> Path:
    return make_store(tmp_path_factory.mktemp("reviews") / "out", coder, REVIEWED_TEXTS)


@pytest.fixture
def store(coded_store, tmp_path) -> Path:
    return Path(shutil.copytree(coded_store, tmp_path / "out"))
