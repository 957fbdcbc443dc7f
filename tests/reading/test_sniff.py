from __future__ import annotations

import pytest

from lapwing.reading.sniff import sniff


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "empty"),
        (b"  \n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"Lima, 3 May. Ministers met.", "text"),
        (b"<html><p>Hello", "html"),
        (b"\n\n  <!doctype HTML>", "html"),
        (b"\x89PNG\r\n\x1a\n....", "a PNG image"),
        (b"\x1f\x8b\x08....", "gzip"),
        (b"%PDF-1.7", "a PDF"),
        (b"<?xml version='1.0'?><rss version='2.0'>", "a feed"),
        (bytes(range(32)) * 20, "binary data"),
        ("Пресс".encode("utf-16"), "text"),
    ],
)
def test_kind_by_content(content, kind):
    """What bytes are is told by the bytes."""
    assert sniff(content) == kind


def test_html_with_stray_nuls_is_html():
    """A damaged page is still a page."""
    assert sniff(b"<html><body>\0\0<p>Min\0isters met.</p>") == "html"
