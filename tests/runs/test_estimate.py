from __future__ import annotations

import gzip

from lapwing.runs import estimate


def test_rows_are_counted(make_rows, plan, make_job):
    told = estimate(plan(make_rows(30)), make_job("s"))
    assert (told.n_shards, told.n_pages, told.is_counted) == (8, 30, True)
    assert 0 < told.n_sampled <= 32
    assert told.seconds(1) == 2 * told.seconds(2) > 0
    assert not make_job("s").folder.exists()


def test_pages_of_other_files_are_reckoned_from_bytes(tmp_path, make_rows, plan, make_job):
    """A packed file is read at its beginning only; its pages are at least as many as fit into its bytes."""
    path = tmp_path / "x.jsonl.gz"
    path.write_bytes(gzip.compress(make_rows(50).read_bytes()))
    told = estimate(plan(path), make_job("s"))
    assert (told.n_shards, told.is_counted) == (1, False)
    assert told.n_pages >= 1
