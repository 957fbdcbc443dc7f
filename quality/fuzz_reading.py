"""Fuzz the reader: bytes in, articles or reasons out, whatever the bytes. What breaks it goes to tests/reading/crashers/, where a test
reads it ever after.

    python -m pip install atheris
    python quality/fuzz_reading.py WORK_FOLDER SEED_FOLDER... -max_total_time=3600

Options with a dash are libFuzzer's. Needs CPython on Linux; not part of the tests.
"""

from __future__ import annotations

import io
import socket
import sys

import atheris

with atheris.instrument_imports(include=["lapwing"]):
    from lapwing.inputs import Reader
    from lapwing.reading import read_page
    from lapwing.reading.comments import items, jsonld, parts, threads  # noqa: F401  (instrumented now, used when HTML comes)
    from lapwing.reading.html import read_html  # noqa: F401
    from lapwing.records import Page, Skipped
    from lapwing.settings import Settings

SETTINGS = Settings(max_page_bytes=300_000)


def no_network(*_: object, **__: object) -> None:
    raise AssertionError("the reader opened a socket")


def check(page: Page | Skipped) -> None:
    """What must hold for every page."""
    article = page if isinstance(page, Skipped) else read_page(page, SETTINGS)
    if isinstance(article, Skipped):
        assert article.detail
        return
    assert "\0" not in article.text
    for paragraph in article.paragraphs:
        assert 0 <= paragraph.span.start <= paragraph.span.end <= len(article.text)
    ids = [comment.id for comment in article.comments]
    assert [comment.order for comment in article.comments] == list(range(len(ids)))
    for comment in article.comments:
        assert comment.text
        assert comment.parent is None or comment.parent in ids


def one_input(content: bytes) -> None:
    for page in Reader(max_page_bytes=SETTINGS.max_page_bytes)._guarded(io.BytesIO(content), "fuzz"):
        check(page)


if __name__ == "__main__":
    socket.socket.connect = no_network  # type: ignore[method-assign]
    socket.getaddrinfo = no_network  # type: ignore[assignment]
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
