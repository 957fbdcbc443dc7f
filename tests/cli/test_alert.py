"""lapwing alert, as cron and people meet it."""

from __future__ import annotations

import json
import sys
from datetime import date

import pytest

from lapwing.cli import main
from making_stores import make_store

FIRST = "Gunmen killed 12 Kenyan soldiers at an army camp near Garissa on Sunday."
SECOND = "Rebels shelled a Sudanese army base near Omdurman on Monday."


@pytest.fixture
def store(tmp_path, coder):
    return make_store(tmp_path / "out", coder, [FIRST])


@pytest.fixture
def alert(store, capsys):
    """Run the command; its exit status, the lines of its output as JSON, and what it says on standard error."""

    def run(*options: str, when: str = "type=ASSAULT") -> tuple[int, list[dict], str]:
        status = 0
        try:
            main(["alert", str(store), "--when", when, *options])
        except SystemExit as stop:
            status = stop.code
        out = capsys.readouterr()
        return status, [json.loads(line) for line in out.out.splitlines()], out.err

    return run


def test_printed_once(store, alert, coder):
    """First what is there is taken as known; then only what is new; the same again prints nothing."""
    status, lines, err = alert()
    assert (status, lines) == (0, [])
    assert "1 events that are there were taken as known" in err
    make_store(store, coder, [SECOND], published=date(2024, 6, 5))
    (line,) = alert()[1]
    assert (line["event"]["sentence"], line["rule"]) == (SECOND, "type=ASSAULT")
    assert alert()[1] == []


def test_dry_run_prints_and_keeps_nothing(store, alert):
    assert len(alert("--dry-run", "--backlog")[1]) == len(alert("--dry-run", "--backlog")[1]) == 1
    assert not (store / "alerts.sqlite").exists()


def test_a_program_that_fails_is_tried_again(alert, tmp_path):
    """Exit status 1 until it arrived; then it is told no more."""
    script, target = tmp_path / "take.py", tmp_path / "taken"
    script.write_text("import sys; raise SystemExit(5)")
    to = ("--to", f"command:{sys.executable} {script}")
    status, _, err = alert(*to, "--backlog")
    assert status == 1
    assert "1 not delivered (exit status 5); tried again at the next call" in err
    script.write_text(f"import sys; open({str(target)!r}, 'a').write(sys.stdin.read())")
    assert (alert(*to)[0], alert(*to)[0]) == (0, 0)
    assert len(target.read_text().splitlines()) == 1


def test_too_little_history_for_a_rise(alert):
    status, lines, err = alert("--rise", "2")
    assert (status, lines) == (0, [])
    assert "1 events in the 7 days to 2024-06-04, of 1 pages: no alert, too little history: 0 of the 8 weeks" in err


@pytest.mark.parametrize(
    "options",
    [("--when", "colour=red"), ("--to", "sms:1"), ("--rise", "1"), ("--rise", "2", "--weeks", "2"), ("--since", "2024-01-01", "--backlog"), ("--to", "email:a@b.org")],
)  # fmt: skip
def test_wrong_calls(alert, monkeypatch, options):
    monkeypatch.delenv("LAPWING_SMTP", raising=False)
    assert alert(*options)[0] == 2
