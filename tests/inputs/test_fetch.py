from __future__ import annotations

import gzip
from datetime import date

import pytest

from lapwing.inputs.fetch import Answer, Fetcher, Refused, is_public

PUBLIC = "93.184.215.14"


class Web:
    """A web of fixed answers: address -> (status, headers, content). Keeps what was asked, and of which machine."""

    def __init__(self, pages: dict, hosts: dict | None = None) -> None:
        self.pages, self.hosts, self.asked, self.slept = pages, hosts or {}, [], []

    def resolve(self, host: str, port: int) -> list[str]:
        return self.hosts.get(host, [PUBLIC])

    def ask(self, url: str, address: str, headers, limit: int) -> Answer:
        url = url.replace(":443", "").replace(":80", "")
        self.asked.append((url, address, dict(headers)))
        status, told, content = self.pages.get(url, (404, {}, b""))
        return Answer(status, told, content)

    def fetcher(self, **options) -> Fetcher:
        return Fetcher(resolve=self.resolve, ask=self.ask, sleep=self.slept.append, **options)


def test_page():
    web = Web(
        {"https://a.example/1": (200, {"content-type": "text/html; charset=utf-8", "etag": '"7"'}, b"Envoys met.")}
    )
    fetched = web.fetcher().fetch("https://a.example/1")
    assert (fetched.content, fetched.charset, fetched.etag) == (b"Envoys met.", "utf-8", '"7"')
    assert isinstance(fetched.fetched_on, date)
    assert "Lapwing/" in web.asked[0][2]["User-Agent"]


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.5.5", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1", "::1", "fe80::1", "fc00::1",
     "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "fe80::1%eth0"],
)  # fmt: skip
def test_addresses_that_are_not_public_are_refused(address):
    """Whatever a name leads to inside a network is not asked, nor when only one of its addresses is such."""
    assert not is_public(address)
    web = Web({}, {"a.example": [PUBLIC, address]})
    with pytest.raises(Refused, match="not a public address"):
        web.fetcher().fetch("http://a.example/1")
    assert web.asked == []


def test_the_address_that_was_checked_is_asked():
    """The connection goes to the address that was checked, so that a name cannot change in between."""
    web = Web({"http://a.example/1": (200, {}, b"Yes.")}, {"a.example": ["8.8.8.8"]})
    web.fetcher().fetch("http://a.example/1")
    assert {address for _, address, _ in web.asked} == {"8.8.8.8"}


def test_redirects_are_checked_again():
    """A redirect into the network of this machine is refused, and one in a circle ends."""
    inward = Web(
        {"http://a.example/1": (302, {"location": "http://inside.example/x"}, b"")}, {"inside.example": ["10.0.0.1"]}
    )
    with pytest.raises(Refused, match="not a public address"):
        inward.fetcher().fetch("http://a.example/1")
    circle = Web({"http://a.example/1": (301, {"location": "/1"}, b"")})
    with pytest.raises(Refused, match="redirects"):
        circle.fetcher().fetch("http://a.example/1")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://a.example/",
        "http://",
        "http://user:pw@a.example/",
        "http://a.example:99999/",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_address_of_the_web(url):
    with pytest.raises(Refused):
        Web({}).fetcher().fetch(url)


def test_robots_are_honoured():
    """A page that robots.txt forbids is not asked for; a server that fails is left in peace; a missing file forbids nothing."""
    rules = b"User-agent: *\nDisallow: /private/\nCrawl-delay: 7\n"
    web = Web({"http://a.example/robots.txt": (200, {}, rules), "http://a.example/open": (200, {}, b"Yes.")})
    fetcher = web.fetcher()
    with pytest.raises(Refused, match=r"robots\.txt"):
        fetcher.fetch("http://a.example/private/1")
    assert fetcher.fetch("http://a.example/open").content == b"Yes."
    assert max(web.slept) > 6
    with pytest.raises(Refused, match=r"robots\.txt"):
        Web({"http://a.example/robots.txt": (503, {}, b"")}).fetcher().fetch("http://a.example/1")


def test_status_size_and_encoding():
    with pytest.raises(Refused, match="status 404"):
        Web({}).fetcher().fetch("http://a.example/1")
    bomb = gzip.compress(b"x" * 9_000)
    web = Web({"http://a.example/1": (200, {"content-encoding": "gzip"}, bomb)})
    with pytest.raises(Refused, match="more than"):
        web.fetcher(max_bytes=1_000).fetch("http://a.example/1")
    assert len(web.fetcher(max_bytes=10_000).fetch("http://a.example/1").content) == 9_000


def test_unchanged():
    """What the server said last time is sent back, and its answer that nothing changed is an answer."""
    web = Web({"http://a.example/f": (304, {}, b"")})
    fetched = web.fetcher().fetch("http://a.example/f", etag='"7"', modified="Wed, 01 May 2024 10:00:00 GMT")
    assert (fetched.status, fetched.content, fetched.etag) == (304, b"", '"7"')
    assert web.asked[-1][2]["If-None-Match"] == '"7"'
