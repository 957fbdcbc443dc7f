from __future__ import annotations

import gzip
import json
import shutil

import pytest

from lapwing.errors import WrongCall
from lapwing.inputs import Reader
from lapwing.records import Page, Skipped
from lapwing.runs import Limits, plan_shards, share_of

READER = Reader()


def record(n: int) -> bytes:
    """A packed record of an archive."""
    body = f"<html><body><p>Envoys met in Lima, note {n}.</p>{'<p>and more</p>' * (n % 7)}</body></html>".encode()
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\n"
        f"WARC-Date: 2024-05-01T10:00:00Z\r\nWARC-Target-URI: https://news.example/{n}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n", mtime=0)


def pages(shards) -> list[Page | Skipped]:
    return [page for shard in shards for page in shard.pages(READER)]


def names(shards) -> list[str]:
    return [shard.name for shard in shards]


def test_rows_are_cut_at_line_ends(make_rows, plan):
    """Every row is in one shard, with the number of its line."""
    path = make_rows(10)
    shards = plan(path)
    assert [shard.n_rows for shard in shards] == [4, 4, 2]
    assert [p.source.record for p in pages(shards)] == list(range(1, 11))
    assert [p.content for p in pages(shards)] == [p.content for p in READER.pages([str(path)])]


def test_marks_blank_lines_and_a_missing_line_end(tmp_path, plan):
    """A byte order mark, blank lines and a last line without an end change nothing."""
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + b"\n\n".join(json.dumps({"text": f"page {n}"}).encode() for n in range(9)))
    assert [p.content for p in pages(plan(path))] == [f"page {n}".encode() for n in range(9)]


@pytest.mark.parametrize("n_bytes", [100, 700, 2_000, 10**6])
def test_records_lie_in_the_part_in_which_they_start(tmp_path, n_bytes):
    """Wherever an archive is cut, each record is read once and in order, with the byte at which it starts."""
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(map(record, range(30))))
    shards = plan_shards([str(path)], Limits(small_bytes=0, archive_bytes=n_bytes))
    whole = list(READER.file(str(path), "a.warc.gz"))
    assert len(whole) == 30
    assert pages(shards) == whole


@pytest.mark.parametrize("wrap", [lambda records: gzip.compress(b"".join(map(gzip.decompress, records))), b"".join])
def test_archives_of_other_make(tmp_path, wrap):
    """One that is packed as a whole, and one with a record that is broken: what can be read is read once."""
    packed = list(map(record, range(30)))
    if wrap is b"".join:
        packed[12] = packed[12][:-60] + b"\0" * 60
    path = tmp_path / "a.warc.gz"
    path.write_bytes(wrap(packed))
    read = [
        page
        for page in pages(plan_shards([str(path)], Limits(small_bytes=0, archive_bytes=700)))
        if isinstance(page, Page)
    ]
    urls = [page.url for page in read]
    assert len(set(urls)) == len(urls)
    assert set(urls) >= {f"https://news.example/{n}" for n in (*range(12), *range(20, 30))}


def test_a_folder_is_covered_once(tmp_path):
    """Small files are put together, whatever their folders."""
    for n in range(40):
        (tmp_path / "in" / f"d{n % 3}").mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / f"d{n % 3}" / f"{n}.txt").write_text(f"Page {n}.")
    (tmp_path / "in" / ".hidden").write_text("no page")
    shards = plan_shards([str(tmp_path / "in")], Limits(n_files=4))
    assert len(shards) > 3
    assert [p.source.file for p in pages(shards)] == sorted(f"in/d{n % 3}/{n}.txt" for n in range(40))


def test_names_hold_wherever_the_inputs_lie(tmp_path, make_rows, plan, monkeypatch):
    """Names do not depend on the folder above, on how the input is written, or on its being named twice."""
    path = make_rows(10)
    (tmp_path / "elsewhere").mkdir()
    shutil.copy(path, tmp_path / "elsewhere")
    monkeypatch.chdir(tmp_path)
    expected = names(plan(path))
    assert names(plan(tmp_path / "elsewhere" / path.name)) == expected
    assert names(plan_shards([path.name, str(path)], Limits(n_rows=4, small_bytes=0))) == expected


def test_what_is_added_leaves_the_rest_as_it_was(tmp_path, make_rows, plan):
    """Rows added to a file make new shards and change the last; a file added to a folder changes one list or two."""
    before = names(plan(make_rows(10)))
    after = names(plan(make_rows(14)))
    assert after[:2] == before[:2]
    assert not set(after[2:]) & set(before)
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(100, 200):
        (folder / f"{n}.txt").write_text(f"Page {n}.")
    before = names(plan_shards([str(folder)], Limits(n_files=4)))
    (folder / "150a.txt").write_text("One more.")
    after = names(plan_shards([str(folder)], Limits(n_files=4)))
    assert len(set(before) - set(after)) <= 2


def test_another_content_has_another_name(make_rows, plan):
    """A file that was written anew is coded anew."""
    before = names(plan(make_rows(4)))
    assert names(plan(make_rows(4, p0="Kenyan police arrested two miners."))) != before


def test_shares_have_each_shard_once(make_rows, plan):
    shards = plan(make_rows(30))
    parts = [share_of(shards, n, 3) for n in (1, 2, 3)]
    assert sorted(names(s for part in parts for s in part)) == sorted(names(shards))


@pytest.mark.parametrize("wrong", ["-", "https://news.example/", "no-such-file", ""])
def test_what_cannot_be_read_again_is_refused(wrong):
    with pytest.raises(WrongCall):
        plan_shards([wrong])
