"""Compressed bytes -> plain bytes, by content and never by a name. What unpacks is read in pieces, so that a bomb fills nothing."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

# How deep wrappers may be nested: a zip of gzipped files is two. Levels.
MAX_DEPTH = 3
# Bytes that unpack to more than so many times their number are no text: news packs to a third or a tenth, the same row over and over to a
# hundredth. Not asked before so much has been unpacked. Times, bytes.
_MAX_RATIO, _RATIO_FROM = 300, 64_000_000
# A zip that does not come from a file, or stands in another wrapper, is held in memory up to this size. Bytes.
_MAX_ZIP_IN_MEMORY = 200_000_000
# Members of one zip archive that are looked at. Files.
_MAX_MEMBERS = 1_000_000

GZIP, ZSTD, ZIP, BZIP2, XZ = b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"PK\x03\x04", b"BZh", b"\xfd7zXZ\x00"


class CannotUnpack(Exception):
    """Bytes that say they are compressed and are not, or for which a library is missing."""


# What the unpackers raise for bytes that are damaged or cut.
DAMAGED = (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, CannotUnpack)


def unwrap(stream: BinaryIO, *, depth: int = 0) -> BinaryIO:
    """The stream inside gzip, zstd, bzip2 and xz, in any order up to MAX_DEPTH. Raises CannotUnpack; the stream may raise one
    of DAMAGED while it is read."""
    buffered = _peekable(stream)
    opener = _opener(buffered.peek(6)[:6])
    if opener is None:
        return buffered
    if depth >= MAX_DEPTH:
        raise CannotUnpack(f"wrapped more than {MAX_DEPTH} times")
    counted = Raw(buffered)
    inside = opener(io.BufferedReader(counted, 65_536))
    return unwrap(io.BufferedReader(Raw(inside, packed=counted)), depth=depth + 1)


def members_of_zip(stream: BinaryIO) -> Iterator[tuple[str, BinaryIO | Exception]]:
    """Names and streams of a zip archive's files in the order of their names, or what is wrong with one. Raises
    CannotUnpack."""
    if not stream.seekable():
        content = stream.read(_MAX_ZIP_IN_MEMORY + 1)
        if len(content) > _MAX_ZIP_IN_MEMORY:
            raise CannotUnpack(f"a zip of more than {_MAX_ZIP_IN_MEMORY:,} bytes inside another file; unpack it first")
        stream = io.BytesIO(content)
    try:
        archive = zipfile.ZipFile(stream)
    except DAMAGED as fault:
        raise CannotUnpack(f"a damaged zip archive: {fault}") from fault
    with archive:
        for info in sorted(archive.infolist()[:_MAX_MEMBERS], key=lambda i: i.filename):
            if info.is_dir() or info.filename.startswith("__MACOSX/") or info.filename.split("/")[-1].startswith("."):
                continue
            try:
                with archive.open(info) as member:
                    yield info.filename, member
            except (*DAMAGED, RuntimeError, NotImplementedError) as fault:  # encrypted, or an unknown method
                yield info.filename, fault


def decoded(content: bytes, encoding: str, limit: int) -> bytes:
    """Bytes of a web server's answer without their Content-Encoding, up to one byte more than `limit`. Raises CannotUnpack."""
    for name in reversed([part.strip().lower() for part in encoding.split(",") if part.strip()]):
        if name in ("identity", "none", "utf-8", "binary"):
            continue
        try:
            content = _decoders()[name](content, limit)
        except KeyError:
            raise CannotUnpack(f"Content-Encoding '{name[:20]}'") from None
        except (*DAMAGED, ValueError) as fault:
            raise CannotUnpack(f"damaged {name}: {fault}") from fault
    return content


def try_brotli(content: bytes, limit: int) -> bytes | None:
    """The bytes inside brotli, which has no mark of its own, if they are brotli and the library is there."""
    try:
        return _brotli(content, limit)
    except (CannotUnpack, ValueError):
        return None


# --- openers ---------------------------------------------------------------------------------------------


def _peekable(stream: BinaryIO) -> io.BufferedReader:
    if isinstance(stream, io.BufferedReader):
        return stream
    return io.BufferedReader(stream if isinstance(stream, io.RawIOBase) else Raw(stream))


class Raw(io.RawIOBase):
    """Any object with `read`, as a raw stream that counts its bytes and ends after `at_most` of them. With `packed`, the stream that
    it is unpacked from, it raises CannotUnpack when it grows out of all proportion to it."""

    def __init__(self, stream: BinaryIO, *, packed: Raw | None = None, at_most: int | None = None) -> None:
        self._stream, self._packed, self._at_most, self.n_bytes = stream, packed, at_most, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return getattr(self._stream, "seekable", lambda: False)()

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def readinto(self, buffer: bytearray) -> int:
        wanted = len(buffer) if self._at_most is None else min(len(buffer), self._at_most - self.n_bytes)
        chunk = self._stream.read(wanted)
        buffer[: len(chunk)] = chunk
        self.n_bytes += len(chunk)
        if self._packed and self.n_bytes > _RATIO_FROM and self.n_bytes > _MAX_RATIO * self._packed.n_bytes:
            raise CannotUnpack(f"unpacks to more than {_MAX_RATIO} times its size")
        return len(chunk)


def _opener(head: bytes) -> Callable[[BinaryIO], BinaryIO] | None:
    if head.startswith(GZIP):
        return lambda stream: gzip.GzipFile(fileobj=stream)
    if head.startswith(BZIP2) and head[3:4].isdigit():
        return bz2.BZ2File
    if head.startswith(XZ):
        return lzma.LZMAFile
    if head.startswith(ZSTD):
        return _open_zstd
    return None


def _open_zstd(stream: BinaryIO) -> BinaryIO:
    try:
        import zstandard
    except ImportError:
        raise CannotUnpack("zstd needs a library: pip install 'lapwing[archives]'") from None
    return zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(stream, read_across_frames=True)


def _decoders() -> dict[str, Callable[[bytes, int], bytes]]:
    return {"gzip": _gzip, "x-gzip": _gzip, "deflate": _deflate, "br": _brotli, "zstd": _zstd}


def _gzip(content: bytes, limit: int) -> bytes:
    with gzip.GzipFile(fileobj=io.BytesIO(content)) as file:
        return file.read(limit + 1)


def _deflate(content: bytes, limit: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(content, limit + 1)
    except zlib.error:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(content, limit + 1)


def _zstd(content: bytes, limit: int) -> bytes:
    return _open_zstd(io.BytesIO(content)).read(limit + 1)


def _brotli(content: bytes, limit: int) -> bytes:
    try:
        import brotli
    except ImportError:
        raise CannotUnpack("brotli needs a library: pip install 'lapwing[archives]'") from None
    decompressor, out = brotli.Decompressor(), bytearray()
    try:
        for at in range(0, len(content), 1024):  # small pieces, since one may unpack to a thousand times its size
            out += decompressor.process(content[at : at + 1024])
            if len(out) > limit:
                return bytes(out[: limit + 1])
    except brotli.error as fault:
        raise CannotUnpack(f"damaged brotli: {fault}") from fault
    if not decompressor.is_finished():
        raise CannotUnpack("brotli that is cut off")
    return bytes(out)
