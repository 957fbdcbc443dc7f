"""Explorer: a store -> pages to look at in a browser, on this machine and from nowhere else unless the user says so.

Pages and figures are made here and work without a script; `static/explorer.js` (source in `web/`) makes them quicker to use.
"""

from __future__ import annotations

import getpass
import secrets
import socket
from collections.abc import Callable
from pathlib import Path

from lapwing.errors import WrongCall

__all__ = ["Server"]


class Server:
    """An explorer that is ready to answer. `address` is what a browser opens; `run` answers until it is stopped."""

    def __init__(
        self,
        folder: str | Path,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        token: str | None = None,
        reviewer: str | None = None,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        from lapwing.explorer.app import LOCAL_HOSTS, Explored, make_app
        from lapwing.store import Store
        from lapwing.store.index import open_index

        is_local = host in ("127.0.0.1", "localhost", "::1")
        if not is_local and token is None:
            token = secrets.token_urlsafe(24)
        self._socket = _bound(host, port)
        store = Store(folder)
        self.explored = Explored.open(store, open_index(store, tell), reviewer or getpass.getuser())
        shown = f"[{host}]" if ":" in host else host
        hosts = (
            LOCAL_HOSTS
            if is_local
            else (*LOCAL_HOSTS, shown, *((socket.gethostname(), socket.getfqdn()) if host in ("0.0.0.0", "::") else ()))
        )
        self.app = make_app(self.explored, hosts=hosts, token=token)
        name = socket.gethostname() if host in ("0.0.0.0", "::") else shown
        self.address = f"http://{name}:{self._socket.getsockname()[1]}/?realis=actual" + (
            f"&token={token}" if token else ""
        )

    def run(self) -> None:
        """Answer requests until interrupted."""
        import uvicorn

        config = uvicorn.Config(self.app, log_level="warning", access_log=False, server_header=False, lifespan="off")
        try:
            uvicorn.Server(config).run(sockets=[self._socket])
        finally:
            self.close()

    def close(self) -> None:
        self._socket.close()
        self.explored.index.close()


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)  # who comes before the first page is ready waits for it
    except OSError as fault:
        listening.close()
        raise WrongCall(
            f"Cannot listen on {host}, port {port}: {fault.strerror}. Choose another with --port, or none for a free one."
        ) from fault
    return listening
