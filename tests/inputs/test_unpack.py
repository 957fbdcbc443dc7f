from __future__ import annotations

import gzip
import zlib

import brotli
import pytest
import zstandard

from lapwing.inputs.unpack import CannotUnpack, decoded, try_brotli

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
