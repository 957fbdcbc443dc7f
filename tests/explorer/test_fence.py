"""The fence: who may ask, and what a page may do."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from lapwing.explorer.app import Explored, make_app


@pytest.fixture(scope="module")
def guarded(store, index):
    app = make_app(Explored.open(store, index), hosts=("127.0.0.1", "data.example.org"), token="secret-token")

    def client(base_url="http://data.example.org", **more):
        return TestClient(app, base_url=base_url, **more)

    return client


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8000", "", "localhost@evil.example"]
)
def test_other_hosts_are_refused(client, host):
    """A name elsewhere that was made to point to this machine gets nothing."""
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert "Lapwing" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8123", "localhost:1", "[::1]:8000", "[::1]"])
def test_this_machine_is_served(client, host):
    assert client.get("/help", headers={"Host": host}).status_code == 200


def test_every_answer_has_the_policy(client):
    """No script but ours, nothing from elsewhere, no page around ours; the API and errors too."""
    for address in ("/", "/static/explorer.js", "/api/v1/", "/nowhere", "/?type=KISS"):
        headers = client.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "require-trusted-types-for 'script'" in policy
        assert "unsafe" not in policy
        assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")


def test_pages_have_no_script_or_style_of_their_own(client):
    """What the policy forbids is not needed."""
    for address in ("/", "/readers", "/actor/KEN", "/reviews", "/notices"):
        text = client.get(address).text
        assert " style=" not in text
        assert " onclick" not in text
        assert text.count("<script") == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://127.0.0.1:9999"},
    ],
)
def test_changes_come_from_our_own_pages(client, headers):
    """A page elsewhere cannot judge in your name, nor code texts."""
    assert client.post("/review", data={"verdict": "undo"}, headers=headers).status_code == 403
    assert client.post("/api/v1/code", json={"text": "x"}, headers=headers).status_code == 403


def test_a_token_is_needed(guarded):
    """Once in the address, then in a cookie that scripts cannot read."""
    assert guarded().get("/").status_code == 401
    assert guarded().get("/?token=wrong").status_code == 401
    assert guarded().get("/api/v1/events").status_code == 401
    assert guarded().get("/api/v1/events", headers={"Authorization": "Bearer secret-token"}).status_code == 200
    client = guarded()
    first = client.get("/help?token=secret-token&realis=actual", follow_redirects=False)
    assert (first.status_code, first.headers["location"]) == (303, "/help?realis=actual")
    assert {"HttpOnly", "SameSite=strict"} <= set(first.headers["set-cookie"].split("; "))
    assert client.get("/help").status_code == 200
