"""A file appears whole or not at all."""

from __future__ import annotations

import pytest

from lapwing.whole import whole_file


def test_whole_or_not_at_all(tmp_path):
    """What was written takes the name; after a fault what stood there before stands, and nothing is left over."""
    path = tmp_path / "a.txt"
    with whole_file(path) as temporary:
        temporary.write_text("first", "utf-8")
        assert not path.exists()
    with pytest.raises(KeyError):
        _break_off(path)
    assert path.read_text("utf-8") == "first"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def _break_off(path):
    with whole_file(path) as temporary:
        temporary.write_text("half", "utf-8")
        raise KeyError
