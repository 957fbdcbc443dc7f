"""What tests share: a coder built once, short ways to make articles, and a fence around the network."""

from __future__ import annotations

import socket
from datetime import date

import pytest

from lapwing.pipeline import Coder
from lapwing.reading.article import Block, Found, build_article
from lapwing.records import Article, DateClaim, Page, SourceRef


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Nothing in Lapwing touches the network unless the user asked for it."""

    def refuse(*args, **kwargs):
        raise AssertionError("a test tried to open a network connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(scope="session")
def coder() -> Coder:
    return Coder(engine="rules")


@pytest.fixture
def make_article():
    """An article of some paragraphs, with a header date if wanted."""

    def make(*paragraphs: str, header: date | None = None) -> Article:
        claims = (DateClaim(header, "header", str(header)),) if header else ()
        return build_article([Block(p) for p in paragraphs], Found(date_claims=claims), Page(b"", SourceRef("test")))

    return make


@pytest.fixture
def make_page():
    def make(text: str | bytes, **more) -> Page:
        content = text if isinstance(text, bytes) else text.encode()
        return Page(content, SourceRef("test"), **more)

    return make


@pytest.fixture(scope="session")
def spans():
    """Every quoted span in nested JSON, wherever it stands."""

    def find(value):
        if isinstance(value, dict):
            if {"start", "end", "text"} <= value.keys():
                yield value
            for inner in value.values():
                yield from find(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from find(inner)

    return find
