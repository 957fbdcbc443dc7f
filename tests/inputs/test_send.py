"""What is refused before anything is sent; tests/alerts/test_deliver.py sends to a server."""

from __future__ import annotations

import pytest

from lapwing.inputs.fetch import Refused
from lapwing.inputs.send import post_json


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "http://user:pw@a.example/", "http://", "http://a.example:99999/", "http://[::1/"]
)
def test_what_is_no_address_of_the_web(url):
    with pytest.raises(Refused, match="address"):
        post_json(url, b"{}", {}, resolve=lambda host, port: ["8.8.8.8"])


def test_a_name_that_leads_inside_is_refused():
    """Also when only one of its addresses does; nothing is connected to (the tests allow no connection)."""
    with pytest.raises(Refused, match="not a public address"):
        post_json("https://a.example/", b"{}", {}, resolve=lambda host, port: ["8.8.8.8", "169.254.169.254"])
    with pytest.raises(AssertionError, match="tried to open"):
        post_json("http://a.example/", b"{}", {}, allow_local=True, resolve=lambda host, port: ["127.0.0.1"])
