"""Records of a WARC archive -> pages, each with the byte at which it starts. Nothing is lost without a word: what is cut off, too
large, no page or no success is skipped with its reason."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, BinaryIO

from lapwing.errors import WrongCall
from lapwing.inputs.unpack import DAMAGED, CannotUnpack, decoded
from lapwing.records import Page, Skipped, SkipReason, SourceRef

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

# How a member of a gzip file begins: the mark, and deflate, the only method there is.
_MEMBER = b"\x1f\x8b\x08"
# What is read at a time when a record is looked for, and so much of a member is unpacked to see whether it is one. Bytes.
_SEARCH_BYTES, _PROBE_BYTES = 1_048_576, 1_024
_PAGE_TYPES = ("text/", "application/xhtml", "application/xml", "application/rss", "application/atom")


def warc_pages(
    stream: BinaryIO, name: str, limit: int, *, start: int = 0, end: int | None = None
) -> Iterator[Page | Skipped]:
    """The pages of an archive: responses, resources and texts converted from them. `start` is the byte of the record to begin
    with, as a SourceRef's `offset` gives it: so a run goes on where it was. Records that start at byte `end` or later are left to
    another. Raises WrongCall without FastWARC."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise WrongCall("Reading WARC archives needs FastWARC: pip install 'lapwing[archives]'") from None
    if start:
        stream.seek(start)
    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    at = start
    try:
        for record in ArchiveIterator(stream, record_types=wanted, parse_http=True):
            at = record.stream_pos
            if end is not None and at >= end:
                return
            yield _page_of(record, SourceRef(name, offset=at), limit)
    except (RuntimeError, ValueError, *DAMAGED) as fault:  # what FastWARC raises for broken bytes is not documented
        yield Skipped(
            SourceRef(name, offset=at), "inputs", SkipReason.TRUNCATED, f"the archive cannot be read on: {fault}"
        )


def first_record(stream: BinaryIO, start: int, end: int) -> int | None:
    """The byte from `start` on and before `end` at which the first record of a gzipped archive starts, None when none does: a mark of
    gzip behind which the first line of a record is packed."""
    stream.seek(start)
    at, block = start, stream.read(_SEARCH_BYTES)
    while block and at < end:
        found = block.find(_MEMBER)
        while found >= 0 and at + found < end:
            if _starts_record(block[found : found + _PROBE_BYTES]):
                return at + found
            found = block.find(_MEMBER, found + 1)
        more = stream.read(_SEARCH_BYTES)
        if not more:
            return None
        kept = block[-_PROBE_BYTES:]  # a member on the edge of two blocks is looked at again, whole
        at, block = at + len(block) - len(kept), kept + more
    return None


def packs_one_by_one(stream: BinaryIO) -> bool:
    """Whether the first member of a gzipped archive holds one record and no more, and a record follows in the next."""
    stream.seek(0)
    member, record, packed = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16), b"", b"more"
    try:
        while packed and not member.eof and len(record) < _SEARCH_BYTES:
            packed = stream.read(_PROBE_BYTES)
            record += member.decompress(packed)
    except zlib.error:
        return False
    head, _, body = record.partition(b"\r\n\r\n")
    length = re.search(rb"(?im)^content-length:\s*(\d{1,12})\s*$", head)
    follows = member.unused_data + stream.read(_PROBE_BYTES)
    return member.eof and length is not None and len(body.rstrip(b"\r\n")) <= int(length[1]) and _starts_record(follows)


def _starts_record(packed: bytes) -> bool:
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(packed, 5) == b"WARC/"
    except zlib.error:
        return False


def _page_of(record: WarcRecord, source: SourceRef, limit: int) -> Page | Skipped:
    def skipped(reason: SkipReason, detail: str) -> Skipped:
        return Skipped(source, "inputs", reason, detail)

    headers = record.headers
    if headers.get("Content-Length") is None:
        return skipped(SkipReason.TRUNCATED, "the archive ends inside this record's header")
    http = record.http_headers if record.is_http else None
    status = http.status_code if http is not None else None
    if status is not None and not 200 <= status < 300:
        return skipped(SkipReason.HTTP_STATUS, f"status {status}")
    kind = (record.http_content_type if http is not None else headers.get("Content-Type")) or "text/html"
    if not kind.lower().startswith(_PAGE_TYPES):
        return skipped(SkipReason.NOT_TEXT, f"content type {kind[:60]}")
    declared = record.content_length
    body = record.reader.read(limit + 1)
    if len(body) > limit:
        return skipped(SkipReason.TOO_LARGE, f"more than {limit:,} bytes")
    if http is not None and status is None and not body:
        return skipped(SkipReason.TRUNCATED, "the archive ends inside this record")
    if len(body) < declared:
        return skipped(SkipReason.TRUNCATED, f"{len(body):,} of {declared:,} bytes are in the archive")
    if http is not None and (encoding := http.get("Content-Encoding")):
        try:
            body = decoded(body, encoding, limit)
        except CannotUnpack as fault:
            return skipped(SkipReason.BAD_RECORD, str(fault))
        if len(body) > limit:
            return skipped(SkipReason.TOO_LARGE, f"unpacks to more than {limit:,} bytes")
    if headers.get("WARC-Truncated"):
        return skipped(SkipReason.TRUNCATED, f"cut by the crawler: {headers.get('WARC-Truncated')[:40]}")
    return Page(
        body,
        source,
        url=headers.get("WARC-Target-URI"),
        charset=record.http_charset if http is not None else None,
        fetched_on=_day(headers.get("WARC-Date")),
    )


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None
