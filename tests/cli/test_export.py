"""lapwing export"""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from lapwing.cli import main
from lapwing.cli.export import _FORMATS, _PERIODS, command
from lapwing.export import FORMATS, PERIODS
from making_stores import REVIEWED_TEXTS, attack, make_store


@pytest.fixture
def folder(tmp_path, coder):
    return str(make_store(tmp_path / "store", coder, REVIEWED_TEXTS))


def test_choices_are_the_formats():
    """What --help offers is what there is."""
    assert tuple(FORMATS) == _FORMATS
    assert PERIODS == _PERIODS


def test_it_consolidates_and_tells_what_was_lost(folder, tmp_path, capsys):
    """A new store is consolidated first; what was written and lost goes to standard error, nothing to standard output."""
    main(["export", folder, "--as", "gdelt", "--output", str(tmp_path / "x"), "--type", "ASSAULT"])
    out, err = capsys.readouterr()
    assert out == ""
    assert "1 event written to" in err
    assert "harm: 1 (dead or injured, for which there is no column)" in err
    assert len((tmp_path / "x").read_text("utf-8").splitlines()) == 1


def test_reports_and_text(folder, tmp_path):
    main(
        ["export", folder, "--as", "plover", "-o", str(tmp_path / "x"), "--reports", "--with-text", "--country", "BOL"]
    )
    (record,) = map(json.loads, (tmp_path / "x").read_text("utf-8").splitlines())
    assert record["text"].startswith("Chile and Peru condemned")
    assert [a["code"] for a in record["actor"]] == ["CHL", "PER"]


def test_reviewed(folder, tmp_path, capsys):
    """Without reviews it says so; with them a rejected event is gone."""
    from datetime import UTC, datetime

    from lapwing.reviews import Reviews

    main(["export", folder, "--as", "jsonl", "-o", str(tmp_path / "x"), "--reviewed"])
    assert "No reviews stand beside this store" in capsys.readouterr().err
    Reviews(folder).add(who="ana", at=datetime(2024, 6, 5, tzinfo=UTC), verdict="reject", looked_at=attack(folder))
    main(["export", folder, "--as", "jsonl", "-o", str(tmp_path / "y"), "--reviewed"])
    before, after = ((tmp_path / n).read_text("utf-8").splitlines() for n in "xy")
    assert len(after) == len(before) - 1
    assert not any('"ASSAULT"' in line for line in after)


def test_wrong_calls(folder, tmp_path, capsys):
    """A wrong selection, a store that is none, no format: a message and exit status 2."""
    for arguments, message in (
        (["export", folder, "--as", "csv", "-o", str(tmp_path / "x"), "--type", "WAR"], "WAR"),
        (["export", str(tmp_path), "--as", "csv", "-o", str(tmp_path / "x")], "is no Lapwing store"),
        (["export", folder, "--as", "gdelt", "-o", str(tmp_path / "x"), "--with-text"], "It is for: plover, duckdb."),
        (["export", folder, "-o", str(tmp_path / "x")], "--as"),
    ):
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        assert stopped.value.code == 2
        assert message in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_help_names_every_format():
    text = CliRunner().invoke(command, ["--help"]).output
    assert all(form in text for form in FORMATS)
