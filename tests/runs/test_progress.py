from __future__ import annotations

import pytest

from lapwing.errors import BrokenData
from lapwing.runs import past_runs
from lapwing.runs.job import Receipt
from lapwing.runs.progress import Progress, RunRecord


@pytest.fixture
def record() -> RunRecord:
    return RunRecord("r1", "running", "2024-05-03T10:00:00+00:00", "c", "rules 1", {}, {}, ["in"], 2, n_shards=4)


def test_line_says_what_is_done_and_what_is_left(tmp_path, record):
    progress = Progress(tmp_path, record, n_bytes=400, is_quiet=True)
    progress.done(Receipt("s", "c", "1", n_pages=10, n_articles=8, n_events=5, skipped={"empty": 2}), 100)
    line = progress.line((3, 1), [150_000_000])
    assert line.startswith("13 pages, 6 events · 1 of 4 shards · ")
    assert line.endswith("left · 1 workers of 150 MB · skipped 2 empty")


def test_plain_lines_are_rare(tmp_path, record, capsys):
    """Where no terminal is, ten seconds lie between two lines."""
    progress = Progress(tmp_path, record, n_bytes=400)
    for _ in range(5):
        progress.tell((1, 1), [])
    assert capsys.readouterr().err == ""


def test_status_file_is_what_was_done(tmp_path, record):
    progress = Progress(tmp_path, record, n_bytes=400, is_quiet=True)
    assert past_runs(tmp_path) == [record]
    progress.done(Receipt("s", "c", "1", n_pages=2, n_articles=2), 100)
    ended = progress.end("done")
    assert past_runs(tmp_path) == [ended]
    assert (ended.state, ended.n_pages, ended.n_shards_done) == ("done", 2, 1)


def test_status_file_that_is_none_is_said_to_be(tmp_path):
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "x.json").write_text('{"no": 1}')
    with pytest.raises(BrokenData, match="no record of a run"):
        past_runs(tmp_path)
