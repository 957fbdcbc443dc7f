from __future__ import annotations

import pytest

from lapwing.inputs.feeds import UnsafeFeed, entries_of

ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>F</title>
<entry><id>urn:1</id><title>Envoys meet</title><link href="https://news.example/1"/><updated>2024-05-01T10:00:00Z</updated>
<summary>Short.</summary><content type="html">&lt;p&gt;Envoys of both states met.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</content></entry></feed>"""


def test_atom():
    """The longest text that a feed gives of an entry, without scripts."""
    (entry,) = entries_of(ATOM)
    assert (entry.id, entry.title, entry.url, entry.text) == (
        "urn:1",
        "Envoys meet",
        "https://news.example/1",
        "Envoys of both states met.",
    )
    assert entry.published.startswith("2024-05-01")


@pytest.mark.parametrize(
    "trap", ['<!DOCTYPE x SYSTEM "file:///etc/passwd">', '<!doctype x [<!ENTITY e "e">]>', '<!ENTITY e "e">']
)
def test_document_types_are_refused(trap):
    with pytest.raises(UnsafeFeed):
        entries_of(ATOM.replace("<feed", f"{trap}<feed"))


def test_no_feed():
    assert entries_of("Envoys met.") == []
