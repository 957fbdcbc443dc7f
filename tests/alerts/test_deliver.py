"""Alerts arrive whole at a web server, a mail server and a program; nothing that a page says becomes a header or an argument."""

from __future__ import annotations

import email
import json
import sys
from datetime import UTC, datetime
from email import policy

import pytest

from lapwing.alerts import DeliveryFailed, read_destination
from lapwing.alerts.deliver import mail_of
from lapwing.errors import WrongCall

AT = datetime(2024, 6, 4, 10, 11, 12, tzinfo=UTC)
EVIL = "Gunmen killed\r\nBcc: all@example.org\r\n\r\n.\r\n$(touch x); `id` \x1b[2J\u202e\ud800"
TOLD = {
    "alert": "a1", "rule": 'words="x"', "rise": None,
    "event": {"type": "ASSAULT", "mode": "firearms", "realis": "actual", "first_day": "2024-06-02", "last_day": "2024-06-02", "actors": [EVIL], "recipients": [],
              "actor_countries": ["SDN"], "recipient_countries": [], "place": EVIL, "place_country": "SDN", "told_on": "2024-06-04", "n_articles": 2,
              "sentence": EVIL, "title": EVIL, "url": "https://a.example/1"},
}  # fmt: skip


def test_webhook(web):
    """JSON with the alert's id as key; the path and query of the address are asked."""
    destination = read_destination(f"webhook:http://127.0.0.1:{web.port}/hook?room=1", allow_local=True)
    destination.send("a1", TOLD, AT)
    ((headers, body),) = web.received
    assert json.loads(body) == TOLD
    assert (headers["path"], headers["idempotency-key"], headers["host"]) == (
        "/hook?room=1",
        "a1",
        f"127.0.0.1:{web.port}",
    )
    assert headers["content-type"].startswith("application/json")
    assert "room" not in destination.name


@pytest.mark.parametrize("status", [302, 404, 500])
def test_any_other_status_is_a_failure(web, status):
    """Redirects are not followed."""
    web.statuses = [status]
    with pytest.raises(DeliveryFailed, match=f"status {status}"):
        read_destination(f"webhook:http://127.0.0.1:{web.port}/", allow_local=True).send("a1", TOLD, AT)
    assert len(web.received) == 1


def test_local_addresses_only_when_allowed(web):
    with pytest.raises(DeliveryFailed, match="not a public address"):
        read_destination(f"webhook:http://127.0.0.1:{web.port}/").send("a1", TOLD, AT)
    assert web.received == []


def test_nobody_there():
    """Told without the path, which may be a secret."""
    with pytest.raises(DeliveryFailed) as failure:
        read_destination("webhook:http://127.0.0.1:9/secret", allow_local=True).send("a1", TOLD, AT)
    assert "secret" not in str(failure.value)


def test_mail(mail):
    """One recipient, headers of codes alone, and a body without control characters."""
    destination = read_destination("email:desk@example.org", smtp=f"127.0.0.1:{mail.port}", sender="own@example.org")
    destination.send("a1", TOLD, AT)
    ((envelope, content),) = mail.received
    told = {verb: words.lower() for verb, words in envelope.items()}
    assert told["RCPT"] == "rcpt to:<desk@example.org>"
    assert told["MAIL"].startswith("mail from:<own@example.org>")
    got = email.message_from_bytes(content, policy=policy.default)
    assert (got["Subject"], got["Bcc"]) == ("Lapwing: ASSAULT, SDN to ?, in SDN, told 2024-06-04", None)
    assert (got["Message-ID"], got["To"]) == ("<a1@lapwing>", "desk@example.org")
    body = got.get_content().replace("\r\n", "\n")
    assert "Gunmen killed  Bcc: all@example.org" in body
    assert not {c for c in body if not c.isprintable()} - {"\n"}


def test_mail_that_is_refused(mail):
    mail.statuses = [550]
    with pytest.raises(DeliveryFailed, match="SMTPRecipientsRefused"):
        read_destination("email:desk@example.org", smtp=f"127.0.0.1:{mail.port}").send("a1", TOLD, AT)
    with pytest.raises(DeliveryFailed, match="ConnectionRefusedError"):
        read_destination("email:desk@example.org", smtp="127.0.0.1:9").send("a1", TOLD, AT)


def test_mail_of_a_rise():
    rise = {
        "first_day": "2024-05-29",
        "last_day": "2024-06-04",
        "n_events": 15,
        "n_pages": 100,
        "n_weeks": 8,
        "expected": 5.0,
        "ratio": 3.0,
        "chance": 0.0004,
    }
    got = mail_of(
        "a1", {"alert": "a1", "rule": "type=ASSAULT", "event": None, "rise": rise}, AT, sender="a@b.c", to="d@e.f"
    )
    assert got["Subject"] == "Lapwing: 15 events in the 7 days to 2024-06-04, 5.0 expected"
    assert "chance: 0.0004" in got.get_content()


def test_program(tmp_path):
    """JSON on standard input, arguments as the user wrote them and no shell."""
    script = tmp_path / "take.py"
    script.write_text(
        "import json, sys\nopen(sys.argv[2], 'w').write(json.dumps([sys.argv[1:], json.load(sys.stdin)]))\n"
    )
    target = tmp_path / "taken.json"
    read_destination(f"command:{sys.executable} {script} '$HOME; x' {target}").send("a1", TOLD, AT)
    assert json.loads(target.read_text()) == [["$HOME; x", str(target)], TOLD]


@pytest.mark.parametrize(("program", "told"), [("raise SystemExit(3)", "exit status 3")])
def test_program_that_fails(tmp_path, program, told):
    script = tmp_path / "fail.py"
    script.write_text(program)
    with pytest.raises(DeliveryFailed, match=told):
        read_destination(f"command:{sys.executable} {script}").send("a1", TOLD, AT)


@pytest.mark.parametrize(
    "wrong",
    [
        "desk@example.org", "webhook:", "webhook:ftp://a.example/", "webhook:http://user:pw@a.example/", "email:a@b.org\r\nBcc: c@d.org", "email:a@b.org,c@d.org",
        "email:", "email:Ana <a@b.org>", "command:", "command:no-such-program-here", "command:'", "sms:123",
    ],
)  # fmt: skip
def test_what_is_no_destination(wrong):
    with pytest.raises(WrongCall):
        read_destination(wrong, smtp="localhost:25")


def test_mail_needs_a_server():
    with pytest.raises(WrongCall, match="LAPWING_SMTP"):
        read_destination("email:a@b.org")
    with pytest.raises(WrongCall, match="host:port"):
        read_destination("email:a@b.org", smtp="localhost")
