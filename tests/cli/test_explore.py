"""lapwing explore and lapwing report: what they print, and what they say of folders that are no stores."""

from __future__ import annotations

import subprocess
import sys

import pytest

from lapwing.cli import main
from lapwing.explorer import Server
from lapwing.store import Store
from making_explored import TEXTS, page_of


@pytest.fixture(scope="module")
def folder(coder, tmp_path_factory):
    store = Store.create(tmp_path_factory.mktemp("explore") / "store")
    store.append([coder.code_page(page_of(*text)) for text in TEXTS], coder_digest="c")
    return store.folder


def status_of(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    return stopped.value.code


def test_report(folder, tmp_path, capsys):
    """One file, narrowed like every other command."""
    main(["report", str(folder), "--output", str(tmp_path / "r.html"), "--country", "KEN", "--rows", "2"])
    text = (tmp_path / "r.html").read_text("utf-8")
    assert "country <b>KEN</b>" in text
    assert text.count('id="row-') == 2
    assert "bytes" in capsys.readouterr().err
    assert status_of("report", str(folder), "--output", str(tmp_path / "nowhere" / "r.html")) == 2


def test_what_is_no_store(tmp_path, capsys):
    """Foreign, missing and broken folders say what is the matter."""
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "letters.txt").write_text("x")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "ledger.sqlite").write_text("no database")
    assert status_of("explore", str(tmp_path / "foreign"), "--no-browser") == 2
    assert "is no Lapwing store" in capsys.readouterr().err
    assert status_of("explore", str(tmp_path / "missing"), "--no-browser") == 2
    assert status_of("explore", str(tmp_path / "broken"), "--no-browser") == 1
    assert capsys.readouterr().err.count("lapwing: ") == 2


def test_a_port_that_is_taken(folder, capsys):
    server = Server(folder)
    port = server.address.split(":")[2].split("/")[0]
    assert status_of("explore", str(folder), "--port", port, "--no-browser") == 2
    assert "Choose another with --port" in capsys.readouterr().err
    server.close()


def test_elsewhere_needs_a_token(folder):
    """On this machine's own address it does not."""
    here, everywhere = Server(folder), Server(folder, host="0.0.0.0")
    assert "token=" not in here.address
    assert "token=" in everywhere.address
    assert here.address.startswith("http://127.0.0.1:")
    here.close()
    everywhere.close()


def test_a_segment_that_is_gone(folder, tmp_path, capsys):
    """A half-copied store is said to be one."""
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    shutil.rmtree(copy / "consolidated", ignore_errors=True)
    for path in (copy / "segments" / "events").glob("*.parquet"):
        path.write_bytes(b"PAR1 cut off")
    assert status_of("explore", str(copy), "--no-browser") in (1, 2)
    assert "store verify" in capsys.readouterr().err


def test_the_address_stands_on_standard_output(folder):
    """For scripts: the first line, and nothing else there; told to stop, it stops."""
    with subprocess.Popen(
        [sys.executable, "-m", "lapwing", "explore", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline().startswith("http://127.0.0.1:")
        process.terminate()
        assert process.wait(20) in (0, 130, 143, -15)
        assert process.stdout.read() == ""
