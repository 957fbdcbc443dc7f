from __future__ import annotations

import gzip
import io
import zlib

import brotli
import pytest
import zstandard

from lapwing.inputs import unpack
from lapwing.inputs.unpack import CannotUnpack, decoded, try_brotli, unwrap

TEXT = b"Envoys met in Lima. " * 200


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        ("gzip", gzip.compress(TEXT)),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", zlib.compress(TEXT)[2:-4]),
        ("br", brotli.compress(TEXT)),
        ("zstd", zstandard.compress(TEXT)),
        ("gzip, gzip", gzip.compress(gzip.compress(TEXT))),
        ("identity", TEXT),
    ],
)
def test_content_encodings(encoding, content):
    """What servers write comes off, up to one byte more than the limit."""
    assert decoded(content, encoding, 1_000_000) == TEXT
    if encoding != "identity":
        assert len(decoded(content, encoding, 100)) <= 101


@pytest.mark.parametrize(
    ("encoding", "content"), [("lzw", TEXT), ("gzip", TEXT), ("br", b"\xff" * 50), ("deflate", TEXT)]
)
def test_unknown_and_damaged(encoding, content):
    with pytest.raises(CannotUnpack):
        decoded(content, encoding, 1000)


def test_brotli_has_no_mark():
    assert try_brotli(brotli.compress(TEXT), 1_000_000) == TEXT
    assert try_brotli(TEXT, 1_000_000) is None


def test_rows_without_end_are_given_up(monkeypatch):
    """A file that unpacks to a thousand times its size is no text, however it is cut into lines."""
    monkeypatch.setattr(unpack, "_RATIO_FROM", 100_000)
    stream = unwrap(io.BytesIO(gzip.compress(b"\n" * 5_000_000)))
    with pytest.raises(CannotUnpack, match="300 times"):
        for _ in iter(stream.readline, b""):
            pass
    honest = b"".join(f"Row {n * 7919} of an honest file.\n".encode() for n in range(40_000))
    assert unwrap(io.BytesIO(gzip.compress(honest))).read() == honest
