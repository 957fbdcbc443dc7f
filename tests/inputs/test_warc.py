from __future__ import annotations

import gzip
import io
from datetime import date

import pytest

from lapwing.inputs import Reader
from lapwing.inputs.warc import warc_pages
from lapwing.records import Page, SkipReason

HTML = "<html><body><p>Envoys of both states met in Lima on Monday.</p></body></html>"


def record(
    body: bytes, *, status: str = "200 OK", kind: str = "text/html; charset=utf-8", extra: str = "", warc: str = ""
) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{extra}Content-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\n"
        f"WARC-Date: 2024-05-01T10:00:00Z\r\nWARC-Target-URI: https://news.example/1\r\n{warc}"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def read(tmp_path, content: bytes, **options):
    path = tmp_path / "x"
    path.write_bytes(content)
    return list(Reader(**options).pages([str(path)]))


@pytest.mark.parametrize("wrap", [lambda b: b, gzip.compress], ids=["plain", "gzip"])
def test_records_are_pages(tmp_path, wrap):
    """A response is a page with its address, charset, day of the crawl, and the byte at which its record starts."""
    content = wrap(record(HTML.encode())) + wrap(record(b"<p>Two.</p>"))
    first, second = read(tmp_path, content)
    assert (first.content, first.url, first.charset, first.fetched_on) == (
        HTML.encode(),
        "https://news.example/1",
        "utf-8",
        date(2024, 5, 1),
    )
    assert (first.source.offset, second.source.offset) == (0, len(wrap(record(HTML.encode()))))


def test_archive_is_resumed_at_a_record():
    """Reading from an offset gives the records from there on, with the same offsets."""
    content = b"".join(gzip.compress(record(f"<p>{n}</p>".encode())) for n in range(5))
    whole = list(warc_pages(io.BytesIO(content), "x", 1000))
    rest = list(warc_pages(io.BytesIO(content), "x", 1000, start=whole[2].source.offset))
    assert rest == whole[2:]


def test_what_is_no_page_is_counted(tmp_path):
    """A status that is no success, an image, a body that is too large or unpacks to more, and one that the crawler cut."""
    bomb = gzip.compress(b"x" * 5_000)
    content = b"".join((
        record(b"gone", status="404 Not Found"),
        record(b"\x89PNG", kind="image/png"),
        record(b"x" * 3_000),
        record(bomb, extra="Content-Encoding: gzip\r\n"),
        record(b"<p>cut</p>", warc="WARC-Truncated: length\r\n"),
        record(b"<p>whole</p>"),
    ))  # fmt: skip
    results = read(tmp_path, content, max_page_bytes=2_000)
    assert [r.content if isinstance(r, Page) else r.reason for r in results] == [
        SkipReason.HTTP_STATUS, SkipReason.NOT_TEXT, SkipReason.TOO_LARGE, SkipReason.TOO_LARGE, SkipReason.TRUNCATED, b"<p>whole</p>"]  # fmt: skip


@pytest.mark.parametrize("keep", [0.55, 0.8, 0.9])
@pytest.mark.parametrize("wrap", [lambda b: b, gzip.compress], ids=["plain", "gzip"])
def test_archive_that_is_cut_off(tmp_path, wrap, keep):
    """Whole records are read, and the loss of the last is said."""
    one = wrap(record(HTML.encode() * 20))
    two = wrap(record((HTML + "x" * 37).encode() * 30))
    results = read(tmp_path, one + two[: int(len(two) * keep)])
    assert isinstance(results[0], Page)
    assert [r.reason for r in results[1:]] == [SkipReason.TRUNCATED]
