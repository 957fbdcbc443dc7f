from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import zipfile
from datetime import date

import pytest

from lapwing.errors import WrongCall
from lapwing.inputs import Reader, open_pages
from lapwing.inputs.fetch import Fetched
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
            {"text": "x", "title": 3},
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


# --- archives, feeds, lists ------------------------------------------------------------------------------


def read(tmp_path, content: bytes, name: str = "x", **options):
    path = tmp_path / name
    path.write_bytes(content)
    return list(Reader(**options).pages([str(path)]))


def test_wrappers_are_told_by_content(tmp_path):
    """Gzip, bzip2, xz and zstd come off in any order, whatever the file is called."""
    import zstandard

    text = b"Envoys met in Lima."
    for wrapped in (
        gzip.compress(text),
        bz2.compress(gzip.compress(text)),
        lzma.compress(text),
        zstandard.compress(text),
    ):
        (page,) = read(tmp_path, wrapped, "page.html")
        assert page.content == text


def test_rows_inside_gzip_keep_their_numbers(tmp_path):
    first, second = read(tmp_path, gzip.compress(rows({"text": "One."}, {"text": "Two."})))
    assert (first.content, second.source.record) == (b"One.", 2)


def test_zip_gives_its_members(tmp_path):
    """Each member is an input of its own, named after the archive; one that is encrypted or damaged is counted."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr("b.txt", "Two.")
        archive.writestr("a.jsonl", '{"text": "One."}\n')
        archive.writestr("__MACOSX/a", "junk")
    pages = read(tmp_path, memory.getvalue(), "pages.zip")
    assert [(p.content, str(p.source).split("/")[-1]) for p in pages] == [
        (b"One.", "pages.zip!a.jsonl:1"),
        (b"Two.", "pages.zip!b.txt"),
    ]


def test_bomb_fills_nothing(tmp_path):
    """What unpacks beyond the limit is read one byte past it."""
    (page,) = read(tmp_path, gzip.compress(b"x" * 5_000_000), max_page_bytes=1_000)
    assert len(page.content) == 1_001


def test_wrappers_inside_wrappers_end(tmp_path):
    content = b"Envoys met."
    for _ in range(6):
        content = gzip.compress(content)
    (skipped,) = read(tmp_path, content)
    assert skipped.reason is SkipReason.UNREADABLE


def test_gzip_that_is_cut_off_is_counted(tmp_path):
    """Rows before the cut are read."""
    content = gzip.compress(rows(*({"text": f"Row {n} " + "x" * 50 + str(n * 7919)} for n in range(3000))))
    results = read(tmp_path, content[: len(content) // 2])
    assert isinstance(results[0], Page)
    assert results[-1].reason is SkipReason.TRUNCATED


def test_row_beyond_the_limit_is_passed_over(tmp_path):
    """A row that is too long is counted and not held; those after it are read. The limit is the caller's."""
    results = read(tmp_path, rows({"text": "One."}, {"text": "x" * 5_000}, {"text": "Three."}), max_page_bytes=1_000)
    assert [r.content if isinstance(r, Page) else r.reason for r in results] == [
        b"One.",
        SkipReason.TOO_LARGE,
        b"Three.",
    ]


def test_larger_pages_when_asked(tmp_path):
    """A larger limit is a larger limit."""
    (page,) = read(tmp_path, b"word " * 5_000_000, max_page_bytes=30_000_000)
    assert len(page.content) == 25_000_000


def test_feed(tmp_path):
    feed = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>F</title><item><title>Envoys &amp;amp; ministers</title>
    <link>https://news.example/1</link><pubDate>Thu, 01 Jun 2023 08:00:00 GMT</pubDate>
    <description>&lt;p&gt;Envoys met.&lt;/p&gt;&lt;p&gt;They left.&lt;/p&gt;</description></item></channel></rss>"""
    (page,) = read(tmp_path, feed)
    assert (page.content, page.title, page.url, page.published_by) == (
        b"Envoys met.\nThey left.",
        "Envoys & ministers",
        "https://news.example/1",
        "feed",
    )


def test_feed_with_entities_is_refused(tmp_path):
    (skipped,) = read(tmp_path, b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]><rss><channel></channel></rss>')
    assert skipped.reason is SkipReason.UNSAFE


def test_list_of_addresses_is_not_fetched_unless_asked(tmp_path):
    """Addresses inside a file are not the user's wish: each is counted, and nothing is loaded."""
    results = read(tmp_path, b"https://a.example/1\nhttps://a.example/2\nnot an address\n")
    assert [r.content for r in results] == [b"https://a.example/1\nhttps://a.example/2\nnot an address\n"]
    results = read(tmp_path, b"https://a.example/1\nhttps://a.example/2\n")
    assert [(r.reason, r.source.record) for r in results] == [(SkipReason.NOT_FETCHED, 1), (SkipReason.NOT_FETCHED, 2)]


def test_address_on_the_command_line_needs_a_fetcher():
    with pytest.raises(WrongCall, match="no fetcher"):
        list(Reader().pages(["https://a.example/1"]))


class Fixed:
    """A fetcher that gives the same bytes for every address."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def fetch(self, url: str) -> Fetched:
        return Fetched(url + "#now", 200, self.content, "utf-8", date(2024, 5, 1))


def test_address_gives_a_page_with_its_day():
    """A page that was fetched knows where it lies and on which day that was."""
    (page,) = Reader(fetcher=Fixed(b"Envoys met.")).pages(["https://a.example/1"])
    assert (page.content, page.url, page.fetched_on, str(page.source)) == (
        b"Envoys met.",
        "https://a.example/1#now",
        date(2024, 5, 1),
        "https://a.example/1",
    )


def test_address_of_an_archive_gives_its_rows():
    pages = list(Reader(fetcher=Fixed(rows({"text": "One."}, {"text": "Two."}))).pages(["https://a.example/rows"]))
    assert [p.content for p in pages] == [b"One.", b"Two."]
