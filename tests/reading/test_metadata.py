from __future__ import annotations

from datetime import date

import lxml.html
import pytest

from lapwing.reading.metadata import read_metadata


def meta(head: str, url: str | None = None):
    return read_metadata(lxml.html.document_fromstring(f"<html><head>{head}</head><body><p>x</p></body></html>"), url)


def test_json_ld_comes_first():
    """What a page declares for search engines is believed before its meta elements; lists and graphs are looked into."""
    found = meta(
        '<title>T - Site</title><meta property="og:title" content="OG"><meta name="date" content="2024-05-14">'
        '<script type="application/ld+json">{"@graph": [{"@type": "WebPage"}, {"@type": "NewsArticle", "headline": "H", "articleSection": ["World"],'
        '"author": [{"name": "Jo Bell"}, {"name": "Al Moe"}], "datePublished": "2024-05-13T10:00:00Z", "isAccessibleForFree": "False"}]}</script>'
    )
    assert (found.title, found.byline, found.section, found.is_closed) == ("H", "Jo Bell, Al Moe", "World", True)
    assert [(c.source, c.value) for c in found.claims] == [("json-ld", date(2024, 5, 13)), ("meta", date(2024, 5, 14))]


@pytest.mark.parametrize(
    ("canonical", "page", "expected"),
    [
        ("https://news.example/a?utm_source=x&id=7", None, "https://news.example/a?id=7"),
        ("/a/1", "https://news.example/amp/a/1", "https://news.example/a/1"),
        ("https://other.example.org/a", "https://news.example/a", None),
        ("https://m.bbc.co.uk/a", "https://www.bbc.co.uk/a", "https://m.bbc.co.uk/a"),
        ("https://evil.co.uk/a", "https://www.bbc.co.uk/a", None),
        ("javascript:alert(1)", None, None),
        ("https://[news.example/a", None, None),
    ],
)
def test_canonical_address(canonical, page, expected):
    """An address of the web, on the site that the page came from, without tracking."""
    assert meta(f'<link rel="canonical" href="{canonical}">', page).url == expected


def test_agency_as_author():
    assert meta('<meta name="author" content="Reuters">').agency == "Reuters"


def test_address_is_no_byline():
    assert meta('<meta name="author" content="https://facebook.com/x">').byline is None
