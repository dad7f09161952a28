"""The line between one browser and the site, which can truly be cut.

The browser's own way to be offline is DevTools' doing: it leaks while a page gives way to another
one and ends when the browser lets go of DevTools, and what waits on the page is sent.
"""

from __future__ import annotations

import socket
from contextlib import suppress
from select import select
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import Any


class _Call(BaseRequestHandler):
    server: Line

    def handle(self) -> None:
        """Carry bytes both ways until one side hangs up."""
        with suppress(OSError), socket.create_connection(self.server.site) as site:
            self.server.calls |= {self.request, site}
            ways = {self.request: site, site: self.request}
            # Asked once it is known as a call: whoever cuts meanwhile ends it.
            while not self.server.is_cut and all(
                _carry(end, ways[end]) for end in select(list(ways), [], [])[0]
            ):
                pass
            self.server.calls -= set(ways)


def _carry(one: socket.socket, other: socket.socket) -> bool:
    data = one.recv(65536)
    other.sendall(data)
    return bool(data)


class Line(ThreadingTCPServer):
    """A proxy for one browser, on a port of its own until ``close``."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, site_port: int) -> None:
        super().__init__(("127.0.0.1", 0), _Call)
        self.site = ("127.0.0.1", site_port)
        self.is_cut = False
        self.calls: set[socket.socket] = set()
        self._thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    @property
    def proxy(self) -> Any:
        """For a browser's context; the bypass lets it take this machine's own sites too."""
        return {"server": f"http://127.0.0.1:{self.server_address[1]}", "bypass": "<-loopback>"}

    def cut(self) -> None:
        """End every call and take no more until ``mend``."""
        self.is_cut = True
        for end in list(self.calls):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """Carry again."""
        self.is_cut = False

    def close(self) -> None:
        """Cut for good."""
        self.cut()
        self.shutdown()
        self._thread.join()
        self.server_close()
