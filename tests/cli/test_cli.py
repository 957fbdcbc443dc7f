"""The command line as users and scripts meet it: output, summaries, exit statuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from lapwing.cli import main

GOOD = "Chile and Peru condemned Bolivia on Tuesday. Police arrested two Bolivian miners in Lima, officials there said."


def run(capsys, *arguments: str) -> tuple[int, str, str]:
    try:
        main(list(arguments))
        status = 0
    except SystemExit as exit_:
        status = exit_.code or 0
    out = capsys.readouterr()
    return status, out.out, out.err


@pytest.fixture
def folder(tmp_path):
    """A good page among bad ones."""
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.txt").write_text(GOOD)
    (pages / "b.txt").write_text("")
    (pages / "c.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(300))
    (pages / "d.txt").write_bytes(b"x" * 5_000_000)
    (pages / "e.html").write_text("<html><body><p>Page not found</p></body></html>")
    (pages / "f.txt").write_bytes(GOOD.replace("Peru", "Per\xfa").encode("cp1252"))
    return pages


def test_code_gives_a_line_for_each_input(capsys, folder):
    """JSON Lines on a pipe; bad inputs as skipped objects with reasons; exit 0 and a summary on standard error."""
    status, out, err = run(capsys, "code", str(folder))
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [next(iter(line)) for line in lines] == ["article", "skipped", "skipped", "skipped", "skipped", "article"]
    assert [line["skipped"]["reason"] for line in lines if "skipped" in line] == [
        "empty",
        "not_text",
        "no_article",
        "no_article",
    ]
    assert lines[5]["article"]["warnings"] == ["not UTF-8: decoded as cp1252"]
    assert "2 articles" in err
    assert "skipped 2 (no_article)" in err


def test_read(capsys, folder):
    status, out, _ = run(capsys, "read", str(folder / "a.txt"))
    assert (status, json.loads(out)["text"]) == (0, GOOD)


def test_output_appears_whole_or_not_at_all(capsys, folder, tmp_path):
    target = tmp_path / "out.jsonl"
    assert run(capsys, "code", str(folder), "--output", str(target))[0] == 0
    assert len(target.read_text().splitlines()) == 6
    assert run(capsys, "code", str(folder), "missing.txt", "--output", str(tmp_path / "no.jsonl"))[0] == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.jsonl", "pages"]


def test_two_runs_give_identical_bytes(capsys, folder):
    assert run(capsys, "code", str(folder)) == run(capsys, "code", str(folder))


def test_store_and_query(capsys, folder, tmp_path):
    """Into a store and out of it in each format."""
    store = str(tmp_path / "store")
    assert run(capsys, "code", str(folder), "--store", store)[0] == 0
    sql = "select type, actor_countries from events where mode = 'disapprove' order by id"
    status, out, _ = run(capsys, "query", store, sql)
    assert (status, json.loads(out.splitlines()[0])) == (0, {"type": "ACCUSE", "actor_countries": ["CHL", "PER"]})
    assert run(capsys, "query", store, sql, "--format", "csv")[1].splitlines()[0] == "type,actor_countries"
    assert "ACCUSE" in run(capsys, "query", store, sql, "--format", "table")[1]
    target = tmp_path / "out.parquet"
    assert run(capsys, "query", store, sql, "--format", "parquet", "--output", str(target))[0] == 0
    import duckdb

    assert duckdb.sql(f"select count(*) from '{target}'").fetchall()[0][0] >= 1


def test_odd_answers(capsys, folder, tmp_path):
    """Lists of days, numbers that are none, columns twice, headers like markup, faults that come up late."""
    store = str(tmp_path / "store")
    run(capsys, "code", str(folder), "--store", store)
    sql = "select list(story_date) d, 1.5 x, 'nan'::double n, id, id from articles group by id limit 1"
    row = json.loads(run(capsys, "query", store, sql)[1])
    assert (row["d"], row["x"], row["n"], row["id"]) == ([None], 1.5, None, row["id_2"])
    assert run(capsys, "query", store, 'select 1 as "[/red]"', "--format", "table")[0] == 0
    status, out, err = run(capsys, "query", store, "select error('late')")
    assert (status, out) == (2, "")
    assert "Traceback" not in err


def test_output_is_never_an_input_and_devices_stay(capsys, folder):
    before = (folder / "a.txt").read_text()
    assert run(capsys, "code", str(folder / "a.txt"), "--output", str(folder / "a.txt"))[0] == 2
    assert (folder / "a.txt").read_text() == before
    pipe = folder.parent / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert run(capsys, "code", str(folder / "a.txt"), "--output", str(pipe))[0] == 0
    assert json.loads(os.read(reader, 1_000_000))
    os.close(reader)
    assert pipe.is_fifo()


def test_csv_cells_cannot_be_formulas(capsys, folder, tmp_path):
    store = str(tmp_path / "store")
    run(capsys, "code", str(folder), "--store", store)
    out = run(capsys, "query", store, "select '=1+1' as a, -2 as b", "--format", "csv")[1]
    assert out.splitlines()[1] == "'=1+1,-2"


@pytest.mark.parametrize(
    "arguments",
    [
        ("code",),
        ("code", "no-such-file.txt"),
        ("code", "x", "--engine", "magic"),
        ("query", "no-such-store", "select 1"),
        ("fly",),
        ("code", "x", "--published", "tomorrow"),
    ],
)
def test_wrong_calls_exit_2_with_a_message(capsys, arguments):
    status, out, err = run(capsys, *arguments)
    assert (status, out) == (2, "")
    assert err.strip()
    assert "Traceback" not in err


def test_demo(capsys, tmp_path):
    """The examples coded, a table printed, a page for each article and an index."""
    status, out, err = run(capsys, "demo", "--output", str(tmp_path / "demo"), "--no-open")
    assert status == 0
    assert "8 articles" in err
    assert "SANCTION" in out
    assert len(list((tmp_path / "demo").glob("*.html"))) == 10


def test_terminal_gets_no_control_characters():
    from lapwing.cli.output import plain

    assert plain("a\x1b[2Jb\u202ec") == "a·[2Jb·c"


def test_help_is_light():
    """--help imports none of the heavy libraries."""
    code = (
        "import sys\nfrom lapwing.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'onnxruntime', 'duckdb', 'pyarrow', 'trafilatura', 'lxml', 'numpy', 'rich', 'jinja2'} & set(sys.modules)\n"
        "sys.exit(f'imported: {sorted(heavy)}' if heavy else 0)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert "Commands" in result.stdout


def test_help_of_each_command_ends_with_an_example(capsys):
    for name in ("read", "code", "query", "demo"):
        status, out, _ = run(capsys, name, "--help")
        assert status == 0
        assert "Example: lapwing" in out.splitlines()[-1] or "Example: lapwing" in "".join(out.splitlines()[-3:])


def test_broken_pipe_is_no_fault(folder):
    """`lapwing code ... | head -1` ends quietly."""
    command = (
        f"set -o pipefail; {sys.executable} -m lapwing code {' '.join([str(folder / 'a.txt')] * 400)} | head -c 10"
    )
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
