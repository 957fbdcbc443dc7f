"""Where alerts go: a web address, a mailbox, a program. Each sends one alert or raises DeliveryFailed, which says why in words that hold no secret."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import smtplib
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from lapwing.errors import WrongCall
from lapwing.records import digest

_SMTP_SECONDS, _COMMAND_SECONDS = 30.0, 60.0
# One address and nothing that a header or a list of addresses could be made of.
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")


class DeliveryFailed(Exception):
    """An alert did not arrive, and why."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Somewhere that alerts go. `name` is kept in the store, and tells a kind and a digest: addresses of hooks often hold a password. `send` takes the alert's id,
    what it tells, and the instant."""

    name: str
    send: Callable[[str, Mapping[str, Any], datetime], None]


def read_destination(
    text: str, *, allow_local: bool = False, smtp: str | None = None, sender: str | None = None
) -> Destination:
    """The destination that "webhook:URL", "email:ADDRESS" or "command:PROGRAM" names. Raises WrongCall."""
    kind, _, rest = text.partition(":")
    if kind == "webhook" and rest:
        return webhook(rest, allow_local=allow_local)
    if kind == "email" and rest:
        if not smtp:
            raise WrongCall("Mail needs a server. Name it in the environment, such as: LAPWING_SMTP=localhost:25")
        return email(rest, smtp=smtp, sender=sender)
    if kind == "command" and rest:
        return command(rest)
    raise WrongCall(f"'{text}' is no destination. Write webhook:URL, email:ADDRESS or command:PROGRAM.")


# --- a web address ---------------------------------------------------------------------------------------


def webhook(url: str, *, allow_local: bool = False) -> Destination:
    """Posts the alert as JSON. The header `Idempotency-Key` has its id, the same when it is tried again."""
    from lapwing.inputs.fetch import Refused, split_address
    from lapwing.inputs.send import post_json

    try:
        split_address(url)
    except Refused as fault:
        raise WrongCall(f"This webhook cannot be asked: {fault}.") from fault

    def send(alert: str, told: Mapping[str, Any], at: datetime) -> None:
        try:
            post_json(url, json.dumps(told).encode("ascii"), {"Idempotency-Key": alert}, allow_local=allow_local)
        except Refused as fault:
            raise DeliveryFailed(str(fault)) from fault

    return Destination(_name("webhook", url), send)


# --- a mailbox -------------------------------------------------------------------------------------------


def email(address: str, *, smtp: str, sender: str | None = None) -> Destination:
    """Sends a mail by a server ("host:port") that takes it without a password, such as a relay on this machine."""
    host, _, port = smtp.rpartition(":")
    if not host or not port.isdigit():
        raise WrongCall(f"'{smtp}' names no mail server. Write host:port, such as localhost:25.")
    own = sender or "lapwing@localhost"
    for mailbox in (address, own):
        if not _ADDRESS.fullmatch(mailbox):
            raise WrongCall(f"'{mailbox}' is no mail address, or more than one.")

    def send(alert: str, told: Mapping[str, Any], at: datetime) -> None:
        try:
            with smtplib.SMTP(host, int(port), timeout=_SMTP_SECONDS) as server:
                server.send_message(mail_of(alert, told, at, sender=own, to=address))
        except (OSError, smtplib.SMTPException) as fault:
            raise DeliveryFailed(f"mail server {host}: {type(fault).__name__}") from fault

    return Destination(_name("email", address), send)


def mail_of(alert: str, told: Mapping[str, Any], at: datetime, *, sender: str, to: str) -> EmailMessage:
    """The mail of an alert. Its headers hold codes and numbers alone, and none of the words that a page or a rule chose."""
    mail = EmailMessage()
    mail["Subject"] = subject_of(told)
    mail["From"], mail["To"] = sender, to
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{alert}@lapwing>"
    mail["Auto-Submitted"] = "auto-generated"
    lines = [*_lines_of_event(told["event"])] if told["event"] else _lines_of_rise(told["rise"])
    text = "\n".join(map(_printable, [*lines, "", f"Rule: {told['rule']}", f"Alert: {alert}"])) + "\n"
    mail.set_content(text, cte="quoted-printable")
    return mail


def subject_of(told: Mapping[str, Any]) -> str:
    """A line of codes.

    >>> subject_of({"event": {"type": "ASSAULT", "actor_countries": ["SDN"], "recipient_countries": [], "place_country": "SDN", "told_on": "2024-06-04"}, "rise": None})
    'Lapwing: ASSAULT, SDN to ?, in SDN, told 2024-06-04'
    """
    event, rise = told["event"], told["rise"]
    if rise:
        return f"Lapwing: {rise['n_events']} events in the 7 days to {rise['last_day']}, {rise['expected']} expected"
    by, to = (" ".join(event[f"{role}_countries"] or ()) or "?" for role in ("actor", "recipient"))
    place = f", in {event['place_country']}" if event["place_country"] else ""
    return f"Lapwing: {event['type']}, {by} to {to}{place}, told {event['told_on'] or 'on no known day'}"


def _lines_of_event(event: Mapping[str, Any]) -> list[str]:
    days = " to ".join(dict.fromkeys(filter(None, (event["first_day"], event["last_day"]))))
    fields = {
        "What": f"{event['type']} {event['mode'] or ''} ({event['realis']})", "Who": ", ".join(event["actors"] or ()), "To whom": ", ".join(event["recipients"] or ()),
        "When": days, "Where": " ".join(filter(None, (event["place"], event["place_country"]))), "Told": f"{event['told_on'] or 'on no known day'}, by {event['n_articles']} articles",
        "Page": event["title"], "Address": event["url"],
    }  # fmt: skip
    return [event["sentence"] or "", "", *(f"{name}: {value}" for name, value in fields.items() if value)]


def _lines_of_rise(rise: Mapping[str, Any]) -> list[str]:
    return [f"{name.replace('_', ' ')}: {value}" for name, value in rise.items() if value is not None]


def _printable(line: str) -> str:
    return "".join(c if c.isprintable() else " " for c in line)


# --- a program -------------------------------------------------------------------------------------------


def command(words: str) -> Destination:
    """Runs a program without a shell, with the alert as JSON on its standard input and nothing of it in its arguments. Exit status 0 is success."""
    try:
        arguments = shlex.split(words)
    except ValueError as fault:
        raise WrongCall(f"'{words}' is no command: {fault}.") from fault
    if not arguments or shutil.which(arguments[0]) is None:
        raise WrongCall(f"No program '{arguments[0] if arguments else ''}' is found here. Name it with its path.")

    def send(alert: str, told: Mapping[str, Any], at: datetime) -> None:
        try:
            done = subprocess.run(
                arguments,
                input=json.dumps(told).encode("ascii") + b"\n",
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_COMMAND_SECONDS,
            )
        except subprocess.TimeoutExpired as fault:
            raise DeliveryFailed(f"not done after {_COMMAND_SECONDS:.0f} seconds") from fault
        except OSError as fault:
            raise DeliveryFailed(f"cannot be run: {fault.strerror}") from fault
        if done.returncode:
            raise DeliveryFailed(f"exit status {done.returncode}")

    return Destination(_name("command", words), send)


def _name(kind: str, rest: str) -> str:
    return f"{kind} {digest(kind, rest)[:12]}"
