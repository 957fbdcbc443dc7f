"""JSON to a web address that the user named. The checks are those of fetching: the connection goes to the address that was checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urlunsplit

from lapwing.inputs.fetch import USER_AGENT, Refused, addresses_of, checked_address, host_header, pool_to, split_address

_CONNECT_SECONDS, _READ_SECONDS = 10.0, 20.0


def post_json(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    allow_local: bool = False,
    resolve: Callable[[str, int], list[str]] = addresses_of,
) -> None:
    """Post a JSON text; a status of 200 to 299 is success, and no more of the answer is read. Raises Refused for anything else, for redirects too, and for an address inside the network of this machine
    unless `allow_local`."""
    import urllib3

    parts, host, port = split_address(url)
    pool = pool_to(
        parts._replace(netloc=f"{host}:{port}" if ":" not in host else f"[{host}]:{port}"), checked_address(host, port, resolve, allow_local=allow_local),
        connect_seconds=_CONNECT_SECONDS, read_seconds=_READ_SECONDS,
    )  # fmt: skip
    sent = {
        "User-Agent": USER_AGENT,
        "Content-Type": "application/json; charset=utf-8",
        "Host": host_header(parts),
        **headers,
    }
    try:
        path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        response = pool.request(
            "POST", path, body=body, headers=sent, redirect=False, preload_content=False, assert_same_host=False
        )
        if not 200 <= response.status < 300:
            raise Refused(f"status {response.status}")
    except urllib3.exceptions.HTTPError as fault:
        raise Refused(f"{type(fault).__name__} from '{host[:80]}'") from fault
    finally:
        pool.close()
