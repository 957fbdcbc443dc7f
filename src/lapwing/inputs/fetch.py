"""Web addresses that the user gave -> pages. The only part of Lapwing that opens a connection.

Scraped addresses are hostile, too: a name may lead into the network of the machine that runs this. So each name is resolved first, an
address that is not public is refused, and the connection is made to the very address that was checked, again for each redirect.
robots.txt is honoured.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from lapwing.inputs.unpack import CannotUnpack, decoded
from lapwing.version import __version__

if TYPE_CHECKING:
    import urllib3

USER_AGENT = f"Lapwing/{__version__} (+https://pypi.org/project/lapwing/)"
_MAX_REDIRECTS = 5
_CONNECT_SECONDS, _READ_SECONDS, _TOTAL_SECONDS = 10.0, 30.0, 90.0
# Between two pages of one site, unless its robots.txt asks for longer; nobody is waited for longer than the second. Seconds.
_POLITE_SECONDS, _LONGEST_DELAY = 1.0, 60.0
_MAX_ROBOTS_BYTES = 500_000


class Refused(Exception):
    """An address that is not fetched, or that gave no page, and why."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave. `url` is the address after redirects; `etag` and `modified` are for asking again later."""

    url: str
    status: int
    content: bytes
    charset: str | None
    fetched_on: date
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer before it is a page."""

    status: int
    headers: Mapping[str, str]
    content: bytes


def addresses_of(host: str, port: int) -> list[str]:
    return [info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(slots=True)
class Fetcher:
    """Fetches pages politely. `resolve` gives the addresses of a host and `ask` makes one request to a checked address; both can be
    replaced, for a proxy or a test."""

    max_bytes: int = 20_000_000
    polite_seconds: float = _POLITE_SECONDS
    resolve: Callable[[str, int], list[str]] = addresses_of
    ask: Callable[[str, str, Mapping[str, str], int], Answer] | None = None
    sleep: Callable[[float], None] = time.sleep
    _robots: dict[str, RobotFileParser | None] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """The page at an address; status 304 and no content when it is as `etag` or `modified` say. Raises Refused."""
        extra = {k: v for k, v in (("If-None-Match", etag), ("If-Modified-Since", modified)) if v}
        for _ in range(_MAX_REDIRECTS + 1):
            self._allowed(url)
            answer = self._request(url, extra, self.max_bytes)
            if answer.status in (301, 302, 303, 307, 308):
                location = answer.headers.get("location")
                if not location:
                    raise Refused(f"status {answer.status} without an address")
                url = urljoin(url, location)
                continue
            if answer.status == 304 and extra:
                return Fetched(url, 304, b"", None, _today(), etag, modified)
            if not 200 <= answer.status < 300:
                raise Refused(f"status {answer.status}")
            return self._fetched(url, answer)
        raise Refused(f"more than {_MAX_REDIRECTS} redirects")

    def _fetched(self, url: str, answer: Answer) -> Fetched:
        content, headers = answer.content, answer.headers
        if encoding := headers.get("content-encoding"):
            try:
                content = decoded(content, encoding, self.max_bytes)
            except CannotUnpack as fault:
                raise Refused(str(fault)) from fault
        if len(content) > self.max_bytes:
            raise Refused(f"more than {self.max_bytes:,} bytes")
        return Fetched(
            url, answer.status, content, _charset(headers), _today(), headers.get("etag"), headers.get("last-modified")
        )

    def _request(self, url: str, extra: Mapping[str, str], limit: int) -> Answer:
        parts, host, port = split_address(url)
        address = checked_address(host, port, self.resolve)
        self._wait(host)
        headers = {"User-Agent": USER_AGENT, "Accept": "text/html,application/xhtml+xml,application/xml,text/plain,*/*;q=0.5",
                   "Accept-Encoding": "gzip, deflate", "Accept-Language": "en,*;q=0.5", **extra}  # fmt: skip
        clean = urlunsplit((parts.scheme, f"{host}:{port}", parts.path or "/", parts.query, ""))
        return (self.ask or _ask)(clean, address, headers, limit)

    def _wait(self, host: str) -> None:
        now = time.monotonic()
        earliest = self._last.get(host, 0.0) + self._delay(host)
        if host in self._last and earliest > now:
            self.sleep(earliest - now)
        self._last[host] = time.monotonic()

    def _delay(self, host: str) -> float:
        told = [
            r.crawl_delay(USER_AGENT) for origin, r in self._robots.items() if r and urlsplit(origin).hostname == host
        ]
        return min(_LONGEST_DELAY, max([self.polite_seconds, *(float(d) for d in told if d)]))

    def _allowed(self, url: str) -> None:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = None  # so that a redirect of robots.txt does not ask for itself
            self._robots[origin] = self._read_robots(origin)
        robots = self._robots[origin]
        if robots is not None and not robots.can_fetch(USER_AGENT, url):
            raise Refused("robots.txt does not allow it")

    def _read_robots(self, origin: str) -> RobotFileParser | None:
        """What robots.txt says; None when there is none. A server that fails is left in peace."""
        url = f"{origin}/robots.txt"
        for _ in range(_MAX_REDIRECTS):
            answer = self._request(url, {}, _MAX_ROBOTS_BYTES)
            if answer.status in (301, 302, 303, 307, 308) and answer.headers.get("location"):
                url = urljoin(url, answer.headers["location"])
                continue
            if answer.status >= 500:
                raise Refused(f"robots.txt cannot be read: status {answer.status}")
            if answer.status != 200:
                return None
            content = answer.content
            if encoding := answer.headers.get("content-encoding"):
                try:
                    content = decoded(content, encoding, _MAX_ROBOTS_BYTES)
                except CannotUnpack:
                    return None
            robots = RobotFileParser()
            robots.parse(content.decode("utf-8", "replace").splitlines())
            return robots
        return None


def split_address(url: str) -> tuple[SplitResult, str, int]:
    """The parts of an address of the web, its host in ASCII and its port. Raises Refused for anything else."""
    try:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Refused("not an address of the web (http or https)")
        if parts.username or parts.password:
            raise Refused("an address with a password in it")
        port = parts.port or (443 if parts.scheme == "https" else 80)
        host = parts.hostname.encode("idna").decode("ascii") if not parts.hostname.isascii() else parts.hostname
    except (ValueError, UnicodeError) as fault:
        raise Refused(f"not an address: {fault}") from fault
    return parts, host, port


def checked_address(
    host: str, port: int, resolve: Callable[[str, int], list[str]] = addresses_of, *, allow_local: bool = False
) -> str:
    """The address to connect to. Raises Refused when any address of the host is not public, unless local ones are allowed."""
    try:
        found = resolve(host, port)
    except (OSError, UnicodeError) as fault:
        raise Refused(f"no address for '{host[:80]}': {fault}") from fault
    if not found:
        raise Refused(f"no address for '{host[:80]}'")
    for address in found:
        if not allow_local and not is_public(address):
            raise Refused(f"'{host[:80]}' leads to {address}, which is not a public address")
    return found[0]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, also when it is hidden in an IPv6 address.

    >>> is_public("93.184.215.14"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("169.254.169.254")
    (True, False, False, False)
    """
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    inner = None
    if ip.version == 6:
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.ip_address(int(ip) & 0xFFFFFFFF)
    return (inner is None or is_public(str(inner))) and (inner is not None or ip.is_global) and not ip.is_multicast


def _ask(url: str, address: str, headers: Mapping[str, str], limit: int) -> Answer:
    """One request to a checked address, with the host's name in the header and in the check of its certificate."""
    import urllib3

    parts = urlsplit(url)
    pool = pool_to(parts, address, connect_seconds=_CONNECT_SECONDS, read_seconds=_READ_SECONDS)
    path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    until = time.monotonic() + _TOTAL_SECONDS
    try:
        response = pool.request(
            "GET",
            path,
            headers={**headers, "Host": host_header(parts)},
            redirect=False,
            preload_content=False,
            assert_same_host=False,
        )
        content = bytearray()
        while chunk := response.read(65_536, decode_content=False):
            content += chunk
            if len(content) > limit:
                raise Refused(f"more than {limit:,} bytes")
            if time.monotonic() > until:
                raise Refused(f"not done after {_TOTAL_SECONDS:.0f} seconds")
        return Answer(response.status, {k.lower(): v for k, v in response.headers.items()}, bytes(content))
    except urllib3.exceptions.HTTPError as fault:
        raise Refused(f"{type(fault).__name__}: {fault}"[:300]) from fault
    finally:
        pool.close()


def pool_to(
    parts: SplitResult, address: str, *, connect_seconds: float, read_seconds: float
) -> urllib3.HTTPConnectionPool:
    """Connections to a checked address, with the host's name in the check of its certificate. Nothing is tried again by itself."""
    import urllib3

    timeout = urllib3.Timeout(connect=connect_seconds, read=read_seconds)
    options = {"timeout": timeout, "retries": False, "maxsize": 1}
    if parts.scheme == "https":
        return urllib3.HTTPSConnectionPool(
            address, parts.port, server_hostname=parts.hostname, assert_hostname=parts.hostname, **options
        )
    return urllib3.HTTPConnectionPool(address, parts.port, **options)


def host_header(parts: SplitResult) -> str:
    """The host that a request names, with its port unless it is the usual one."""
    default = 443 if parts.scheme == "https" else 80
    return parts.hostname or "" if parts.port in (None, default) else parts.netloc


def _charset(headers: Mapping[str, str]) -> str | None:
    kind = headers.get("content-type") or ""
    return kind.split("charset=", 1)[1].split(";")[0].strip(" \"'")[:40] or None if "charset=" in kind else None


def _today() -> date:
    return datetime.now(UTC).date()
