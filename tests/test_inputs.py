from __future__ import annotations

import io
import json
import os

import pytest

from lapwing.errors import WrongCall
from lapwing.inputs import open_pages
from lapwing.records import Page, Skipped, SkipReason


def rows(*values) -> bytes:
    return b"".join((v if isinstance(v, bytes) else json.dumps(v).encode()) + b"\n" for v in values)


def test_json_lines_are_told_by_content(tmp_path):
    """A row is a page with its line number; the suffix does not matter."""
    path = tmp_path / "pages.txt"
    path.write_bytes(
        rows({"text": "One.", "title": "T", "date": "2024-05-01", "url": "https://e.example/1"}, {"text": "Two."})
    )
    first, second = open_pages([str(path)])
    assert (first.content, first.title, first.published_on, first.url, first.source.record) == (
        b"One.",
        "T",
        "2024-05-01",
        "https://e.example/1",
        1,
    )
    assert str(second.source) == f"{path}:2"


def test_bad_rows_are_counted_and_the_rest_is_read(tmp_path):
    """A cut row, a row without text, a wrong type and a tower of brackets each give a reason; good rows are read."""
    path = tmp_path / "pages.jsonl"
    path.write_bytes(
        rows(
            {"text": "One."},
            b'{"text": "cut',
            {"title": "no text"},
            {"text": "x", "date": 3},
            b'{"text": ' + b"[" * 100_000,
            {"text": "Two."},
        )
    )
    results = list(open_pages([str(path)]))
    assert [r.reason for r in results if isinstance(r, Skipped)] == [SkipReason.BAD_RECORD] * 4
    assert [r.content for r in results if isinstance(r, Page)] == [b"One.", b"Two."]
    assert [r.source.record for r in results] == [1, 2, 3, 4, 5, 6]


def test_one_object_over_several_lines(tmp_path):
    path = tmp_path / "page.json"
    path.write_text(json.dumps({"text": "One.", "title": "T"}, indent=2))
    (page,) = open_pages([str(path)])
    assert (page.content, page.title) == (b"One.", "T")


def test_folder_in_order_of_names_without_hidden_files(tmp_path):
    for name in ("b.txt", "a.txt", ".hidden", "c/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert [p.content.decode() for p in open_pages([str(tmp_path)])] == ["a.txt", "b.txt", "c/d.txt"]


def test_standard_input():
    (page,) = open_pages(["-"], stdin=io.BytesIO(b"Some text."))
    assert (page.content, page.source.file) == (b"Some text.", "-")


def test_missing_path_is_a_wrong_call(tmp_path):
    with pytest.raises(WrongCall, match="no file or folder"):
        list(open_pages([str(tmp_path / "nothing.txt")]))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read everything")
def test_unreadable_file(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text("x")
    path.chmod(0)
    (result,) = open_pages([str(path)])
    assert result.reason is SkipReason.UNREADABLE


def test_what_the_system_refuses_is_unreadable(tmp_path):
    """Whatever cannot be opened comes out as a reason (a link to itself stands in for a locked file)."""
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "good.txt").write_text("Some text.")
    results = list(open_pages([str(tmp_path)]))
    assert [type(r) for r in results] == [Page, Skipped]
    assert results[1].reason is SkipReason.UNREADABLE


def test_blank_lines_first_and_lists(tmp_path):
    """Blank lines before the rows do not make them prose; a JSON list is rows; prose may begin with a bracket."""
    (tmp_path / "a.jsonl").write_bytes(b"\n\n" + rows({"text": "One."}))
    (tmp_path / "b.json").write_text(json.dumps([{"text": "Two."}, {"text": "Three."}]))
    (tmp_path / "c.txt").write_text("[Updated] Ministers met.")
    (tmp_path / "d.txt").write_text("{Updated} Ministers met.")
    contents = [p.content for p in open_pages([str(tmp_path)])]
    assert contents == [b"One.", b"Two.", b"Three.", b"[Updated] Ministers met.", b"{Updated} Ministers met."]


def test_a_bad_first_row_does_not_hide_the_rest(tmp_path):
    path = tmp_path / "pages.jsonl"
    path.write_bytes(rows(b'{"text": "cut', {"text": "One."}, {"text": "Two."}))
    results = list(open_pages([str(path)]))
    assert [type(r).__name__ for r in results] == ["Skipped", "Page", "Page"]


def test_half_characters_and_odd_file_names(tmp_path):
    """What JSON and file systems can hold and UTF-8 cannot is shown with marks, and never stops a run."""
    path = tmp_path / "pages.jsonl"
    path.write_bytes(b'{"text": "One.", "title": "\\ud800"}\n')
    (page,) = open_pages([str(path)])
    assert page.title == "?"
