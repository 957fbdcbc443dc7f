"""lapwing run, runs and store, as a user would call them."""

from __future__ import annotations

import json

import pytest

from lapwing.cli import main


def run(capsys, *arguments: str) -> tuple[int, str, str]:
    status = 0
    try:
        main(arguments)
    except SystemExit as fault:
        status = fault.code or 0
    out, err = capsys.readouterr()
    return status, out, err


@pytest.fixture
def pages(tmp_path) -> str:
    path = tmp_path / "pages.jsonl"
    path.write_text(
        "".join(json.dumps({"text": f"Chile and Peru condemned Bolivia, note {n} says."}) + "\n" for n in range(6))
    )
    return str(path)


def test_dry_run_writes_nothing(capsys, tmp_path, pages):
    status, out, _ = run(capsys, "run", pages, "--store", str(tmp_path / "s"), "--engine", "rules", "--dry-run")
    assert status == 0
    assert out.startswith("6 pages in 1 shard, 0.0 MB\nabout ")
    assert not (tmp_path / "s").exists()


def test_run_in_shares_and_what_is_told_of_it(capsys, tmp_path, pages):
    """Shares leave the ledger alone; reconciled, the store can be asked, listed, verified, and a flipped byte is found."""
    store = str(tmp_path / "s")
    for share in ("1/2", "2/2"):
        status, out, err = run(
            capsys, "run", pages, "--store", store, "--engine", "rules", "--shard", share, "--workers", "1"
        )
        assert (status, out) == (0, "")
        assert "store reconcile" in err
    assert run(capsys, "store", "reconcile", store) == (0, "", "1 shard added\n")
    assert run(capsys, "query", store, "select count(*) as n from articles")[1] == '{"n": 6}\n'
    first, second = map(json.loads, run(capsys, "runs", store)[1].splitlines())
    assert (first["n_pages"], second["n_pages"], first["state"], first["share"]) == (6, 0, "done", "1/2")
    assert run(capsys, "store", "verify", store)[:2] == (0, "")
    events = next((tmp_path / "s" / "segments" / "events").iterdir())
    content = bytearray(events.read_bytes())
    content[20] ^= 1
    events.write_bytes(content)
    status, out, _ = run(capsys, "store", "verify", store)
    assert status == 1
    assert events.name in out
    assert run(capsys, "store", "gc", store) == (0, "", "0 leftover files removed\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "PAGES", "--store", "STORE", "--shard", "3/2"),
        ("run", "PAGES", "--store", "STORE", "--shard", "one"),
        ("run", "no-such-file", "--store", "STORE"),
        ("run", "-", "--store", "STORE"),
        ("run", "PAGES"),
        ("run", "PAGES", "--store", "STORE", "--workers", "0"),
        ("runs", "no-such-store"),
        ("store", "verify", "no-such-store"),
        ("store", "reconcile", "no-such-store"),
        ("store", "fly", "STORE"),
    ],
)
def test_wrong_calls_exit_2_with_a_message(capsys, tmp_path, pages, arguments):
    named = {"PAGES": pages, "STORE": str(tmp_path / "s")}
    status, out, err = run(capsys, *(named.get(a, a) for a in arguments))
    assert (status, out) == (2, "")
    assert err.strip()
    assert not (tmp_path / "s").exists()
