"""The application behind a real connection, served as in production, in a thread of the test."""

from __future__ import annotations

import threading
from typing import Any

from flask import Flask


class Serving:
    """The application on a free port of this machine, from the making to ``stop``."""

    def __init__(self, app: Flask, threads: int = 8) -> None:
        from waitress.server import create_server

        self._server: Any = create_server(app, host="127.0.0.1", port=0, threads=threads)
        self.port: int = self._server.effective_port
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop serving: in the server's own loop, which must not lose a socket while it waits.

        Threads that still answer end first: they wake the loop when they are done.
        """
        self._server.task_dispatcher.shutdown()
        self._server.trigger.pull_trigger(self._close)
        self._thread.join(timeout=5)

    def _close(self) -> None:
        for channel in list(self._server.active_channels.values()):
            channel.handle_close()
        self._server.close()
