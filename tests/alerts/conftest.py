"""Receivers on this machine: a web server, a mail server, a program. Nothing else can be connected to."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Connections to this machine alone."""
    connect = socket.socket.connect

    def local_only(self, address):
        assert address[0] in ("127.0.0.1", "localhost"), f"a test tried to connect to {address}"
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", local_only)


@dataclass
class Receiver:
    """What came in. `statuses` are the answers to come, then 200 (web) or acceptance (mail)."""

    port: int = 0
    statuses: list[int] = field(default_factory=list)
    received: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def web() -> Iterator[Receiver]:
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.received.append(({"path": self.path, **{k.lower(): v for k, v in self.headers.items()}}, body))
            status = receiver.statuses.pop(0) if receiver.statuses else 200
            self.send_response(status)
            self.send_header("Location", f"http://127.0.0.1:{receiver.port}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.port = server.server_address[1]
    with _serving(server):
        yield receiver


@pytest.fixture
def mail() -> Iterator[Receiver]:
    """A mail server that knows as much of SMTP as it takes to receive."""
    receiver = Receiver()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            envelope: dict[str, str] = {}
            while line := self.rfile.readline():
                words = line.decode("ascii").strip()
                verb = words.split()[0].upper() if words else ""
                if verb == "QUIT":
                    self.wfile.write(b"221 bye\r\n")
                    return
                if verb == "DATA":
                    self.wfile.write(b"354 go on\r\n")
                    lines = []
                    while (part := self.rfile.readline()) != b".\r\n":
                        lines.append(part)
                    receiver.received.append((dict(envelope), b"".join(lines)))
                    self.wfile.write(b"250 taken\r\n")
                    continue
                if verb in ("MAIL", "RCPT"):
                    envelope[verb] = words
                status = receiver.statuses.pop(0) if verb == "RCPT" and receiver.statuses else 250
                self.wfile.write(f"{status} so\r\n".encode())

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    receiver.port = server.server_address[1]
    with _serving(server):
        yield receiver


@contextmanager
def _serving(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
