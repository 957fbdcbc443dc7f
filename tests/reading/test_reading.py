"""The step's one entry: every page gives an article or a counted reason."""

from __future__ import annotations

import pytest

from lapwing.reading import read_page
from lapwing.records import Skipped, SkipReason
from lapwing.settings import Settings


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", SkipReason.EMPTY),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), SkipReason.NOT_TEXT),
        (b"Short.", SkipReason.NO_ARTICLE),
        (b"x" * 5_000_000, SkipReason.NO_ARTICLE),
        (b"word " * 5_000_000, SkipReason.TOO_LARGE),
    ],
)
def test_bad_pages_are_skipped_with_a_reason(make_page, content, reason):
    result = read_page(make_page(content), Settings())
    assert isinstance(result, Skipped)
    assert result.reason is reason
    assert result.detail


def test_invalid_utf8_is_read_with_a_warning(make_page):
    article = read_page(
        make_page(
            b"Ministers of Chile and Per\xfa met in Arica on Monday to reopen a railway that closed forty years ago."
        ),
        Settings(),
    )
    assert "Perú" in article.text
    assert article.warnings == ("not UTF-8: decoded as cp1252",)
