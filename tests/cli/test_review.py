"""lapwing review, over plain pipes and at a terminal."""

from __future__ import annotations

import io
import json
import os
import pty
import select
import subprocess
import sys
import termios

import pytest

from lapwing.cli import main
from lapwing.reviews import Reviews, reviewed
from making_stores import attack, make_store

EVIL = "Gunmen\u202e killed 12 Kenyan soldiers near Garissa on Sunday\u009b2J. Kenya condemned Somalia on Monday."


@pytest.fixture
def store(tmp_path, coder):
    return make_store(tmp_path / "out", coder, [EVIL, "Chile and Peru condemned Bolivia on Tuesday."])


@pytest.fixture
def review(store, monkeypatch, capsys):
    """Run the command with lines on its standard input; its output, and what it says on standard error."""

    def run(*options: str, typed: str = "") -> tuple[str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        main(["review", str(store), *options])
        told = capsys.readouterr()
        return told.out, told.err

    return run


def verdicts(store) -> list[str]:
    return sorted(r.verdict for r in reviewed(store).values())


def test_a_key_for_each_verdict(store, review):
    """Accept, reject and leave open; the log says by whom, as what, and that it was a sample."""
    out, err = review("--by", "ana", typed="a\nx\n \n")
    assert verdicts(store) == ["accept", "reject", "unsure"]
    assert "3 reviewed by ana, nothing left to review" in err
    assert {(r.who, r.chosen_by, r.kind) for r in Reviews(store).log()} == {("ana", "sample", "reports")}
    assert "12 Kenyan soldiers[recipient]" in out
    assert "ACCUSE disapprove (actual)" in out


def test_it_goes_on_where_it_was_left(store, review):
    """At q or the end of the lines; what was judged is not asked about again unless --again, and others' only with --second."""
    assert "1 reviewed by ana, 2 left" in review("--by", "ana", typed="a\nq\nx\n")[1]
    assert "2 reviewed by ben, nothing left" in review("--by", "ben", typed="x\nx\na\n")[1]
    assert verdicts(store) == ["accept", "reject", "reject"]
    assert "1 reviewed by ben, nothing left" in review("--by", "ben", "--second", typed="a\na\n")[1]
    assert "3 reviewed by ana, nothing left" in review("--by", "ana", "--again", typed="a\na\na\na\n")[1]


def test_undo_asks_again(store, review):
    """Back through all of them and once more, which says that there is nothing."""
    review("--by", "ana", typed="a\na\na\n")
    out, _ = review("--by", "ana", "--again", typed="u\nu\nu\nu\nx\nq\n")
    assert (out.count("taken back: accept"), out.count("nothing to take back")) == (3, 1)
    assert verdicts(store) == ["reject"]


def test_correcting_asks_field_by_field(store, review):
    """Empty keeps; what cannot be is asked for again; the note goes with the verdict."""
    lines = ["n", "by the means", "c", "FIGHT", "", "firearms", "", "2024-06-02", "", "", "ken, xyz", "som", "-", "q"]
    out, _ = review("--type", "ASSAULT", "--by", "ana", typed="\n".join(lines) + "\n")
    (kept,) = Reviews(store).log()
    assert "'FIGHT' is no PLOVER type" in out
    assert "'xyz' is no country" in out
    assert kept.looked_at == attack(store)
    assert (dict(kept.corrections), kept.note) == (
        {"mode": "firearms", "actor_countries": ["SOM"], "recipient_countries": []}, "by the means"
    )  # fmt: skip


def test_correcting_nothing_keeps_nothing(store, review):
    out, _ = review("--type", "ASSAULT", "--by", "ana", typed="c\n" + "\n" * 8 + "q\n")
    assert "needs corrections" in out
    assert Reviews(store).log() == []


def test_nothing_scraped_reaches_the_terminal(store, review):
    """Characters that move the cursor or turn the writing direction are dots."""
    out, _ = review("--by", "ana", typed="?\nq\n")
    assert not {c for c in out if c in "\x1b\u202e\u009b"}
    assert "accept: the event is there" in out


def test_an_end_of_lines_within_a_correction_keeps_nothing(store, review):
    review("--by", "ana", typed="c\nASSAULT\n")
    assert Reviews(store).log() == []


def test_precision(store, review):
    """Shares as JSON Lines; what was not chosen at random is told and not counted."""
    review("--by", "ana", "--sample", "1", typed="a\nx\n")
    review("--by", "ana", "--uncertain", typed="x\n")
    out, err = review("--precision")
    rows = [json.loads(line) for line in out.splitlines()]
    assert {r["measure"] for r in rows} <= {"type", "mode"}
    assert sum(r["n_reviewed"] for r in rows if r["measure"] == "type") == 2
    assert "1 not chosen at random" in err
    assert "2 from a sample of so many for each type" in err


def test_agreement_of_two(store, review):
    review("--by", "ana", typed="a\na\na\n")
    review("--by", "ben", "--second", typed="x\na\na\n")
    (row,) = [r for r in map(json.loads, review("--precision")[0].splitlines()) if r["measure"] == "agreement"]
    assert (row["value"], row["n_reviewed"], row["share"], row["kappa"]) == ("ana and ben", 3, 0.667, 0.0)


def test_log(store, review):
    review("--by", "ana", typed="a\nu\nq\n")
    lines = [json.loads(line) for line in review("--log")[0].splitlines()]
    assert [(line["verdict"], line["undoes"]) for line in lines] == [("accept", None), ("undo", lines[0]["id"])]


def test_export(store, review, tmp_path):
    review("--by", "ana", typed="a\na\na\n")
    path = tmp_path / "reviewed.jsonl"
    _, err = review("--export-corpus", str(path))
    assert "3 sentences with 3 events in 2 passages" in err
    assert "belong to those who published them" in err
    assert sum(len(json.loads(line)["sentences"]) for line in path.read_text("utf-8").splitlines()) == 3


@pytest.mark.parametrize(
    "options",
    [("--log", "--precision"), ("--again", "--second"), ("--type", "FIGHT"), ("--sample", "0"), ("--by", " ")],
)
def test_wrong_calls(review, options):
    with pytest.raises(SystemExit) as stop:
        review(*options, typed="a\n")
    assert stop.value.code == 2


def test_at_a_terminal_a_key_is_enough(store):
    """No Enter, colours; arrow keys mean nothing; what is typed fast is not lost; the terminal is as before when it is over."""
    leader, follower = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120"}
    command = [sys.executable, "-m", "lapwing", "review", str(store), "--by", "ana"]
    process = subprocess.Popen(command, stdin=follower, stdout=follower, stderr=follower, env=environment)
    # What is shown before the keys are typed: the first event, the second, "nothing to take back", a note that is asked for and was given.
    turns = [
        (b"? help: ", 1, b"a"),
        (b"? help: ", 2, b"\x1b[Auu"),
        (b"? help: ", 4, b"xn"),
        (b"note: ", 1, b"quick\n"),
        (b"? help: ", 6, b"aq"),
    ]
    shown = b""
    while process.poll() is None or select.select([leader], [], [], 0)[0]:
        if select.select([leader], [], [], 0.05)[0]:
            shown += os.read(leader, 65_536)
        if turns and shown.count(turns[0][0]) >= turns[0][1]:
            os.write(leader, turns.pop(0)[2])
    assert process.returncode == 0
    assert termios.tcgetattr(follower)[3] & (termios.ICANON | termios.ECHO) == termios.ICANON | termios.ECHO
    os.close(follower)
    os.close(leader)
    assert [(line.verdict, line.note) for line in Reviews(store).log()] == [
        ("accept", ""), ("undo", ""), ("reject", ""), ("accept", "quick"),
    ]  # fmt: skip
    assert b"\x1b[1;" in shown
    assert b"nothing to take back" in shown
