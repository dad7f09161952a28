"""`eventkit serve` as a process of its own, and browsers that speak HTTP to it."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from flask import Flask

from eventkit.app import create_app
from eventkit.db import db, set_mode
from eventkit.hooks.migrations import upgrade
from tests.mail.sink import free_port

RUN = "from eventkit.cli import main; main()"
PATIENCE = 60.0
File = tuple[str, bytes]


@contextmanager
def installation(folder: Path, database: str = "") -> Iterator[Flask]:
    """Work on the installation in a folder from outside; without an address on its own SQLite."""
    settings = {"SQLALCHEMY_DATABASE_URI": database} if database else {}
    app = create_app({"PASSWORD_COST": "low"} | settings, instance=folder)
    with app.app_context():
        set_mode("write")
        upgrade()
        yield app
        db.session.commit()
        db.session.remove()
        db.engine.dispose()


def run(folder: Path, *words: str, database: str = "") -> subprocess.CompletedProcess[str]:
    """One command of a fresh process."""
    return subprocess.run(
        [sys.executable, "-c", RUN, *words],
        env=_environment(folder, database),
        capture_output=True,
        text=True,
        check=False,
    )


def _environment(folder: Path, database: str = "") -> dict[str, str]:
    theirs = {"EVENTKIT_INSTANCE": str(folder), "EVENTKIT_MAIL_URL": "console://"}
    return os.environ | theirs | ({"EVENTKIT_DATABASE_URL": database} if database else {})


class Served:
    """A server on a port of its own until it is stopped or killed."""

    def __init__(self, folder: Path, threads: int = 8, database: str = "", port: int = 0) -> None:
        self.port = port or free_port()
        words = ["serve", "--port", str(self.port), "--threads", str(threads)]
        self.output = (folder / "server.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-c", RUN, *words],
            env=_environment(folder, database),
            stdout=self.output,
            stderr=self.output,
        )
        self._wait_until_ready()

    def _wait_until_ready(self) -> None:
        tick = threading.Event()
        for _try in range(int(PATIENCE / 0.1)):
            assert self.process.poll() is None, Path(self.output.name).read_text()
            with Client(self.port) as client:
                try:
                    if client.get("/readyz").status == 200:
                        return
                except OSError:
                    tick.wait(0.1)
        raise AssertionError(Path(self.output.name).read_text())

    def kill(self) -> None:
        """Pull the plug: nothing is finished, nothing is told."""
        self.process.send_signal(signal.SIGKILL)
        assert self.process.wait(PATIENCE) == -signal.SIGKILL
        self.output.close()

    def stop(self) -> None:
        """End it as an administrator does."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(PATIENCE)
        self.output.close()


@dataclass
class Answer:
    """What the server said."""

    status: int
    location: str
    text: str


class Client:
    """A browser without scripts: one connection, a cookie, the token of the last form."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.cookie = self.token = ""

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._ask("GET", path, None, {})

    def post(
        self, path: str, fields: Mapping[str, Any] | None = None, file: File | None = None
    ) -> Answer:
        """Send a form, with a file if there is one."""
        edge = uuid.uuid4().hex
        values = {"csrf_token": self.token, **(fields or {})}
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in values.items()
        ]
        if file:
            head = f'form-data; name="file"; filename="{file[0]}"'
            parts += [f"--{edge}\r\nContent-Disposition: {head}\r\n\r\n".encode(), file[1], b"\r\n"]
        body = b"".join(parts) + f"--{edge}--\r\n".encode()
        return self._ask(
            "POST", path, body, {"Content-Type": f"multipart/form-data; boundary={edge}"}
        )

    def post_json(self, path: str, data: Any) -> Answer:
        """Send what a script of the page sends."""
        headers = {"Content-Type": "application/json", "X-CSRFToken": self.token}
        return self._ask("POST", path, json.dumps(data).encode(), headers)

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        if self.cookie:
            headers["Cookie"] = self.cookie
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = unescape(answer.read().decode("utf-8", "replace"))
        for value in answer.headers.get_all("Set-Cookie", []):
            self.cookie = value.partition(";")[0]
        token = re.search(r'name="csrf_token" value="([^"]+)"', text)
        self.token = token[1] if token else self.token
        place = re.sub(r"^https?://[^/]+", "", answer.headers.get("Location", ""))
        return Answer(answer.status, place, text)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_problem: object) -> None:
        """Hang up."""
        self.connection.close()
