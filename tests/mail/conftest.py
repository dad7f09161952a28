"""The mail server that the app of a test is set to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from tests.mail.sink import Sink, free_port


@pytest.fixture
def sink(app: Flask) -> Iterator[Sink]:
    """A server that takes every letter until a test says otherwise."""
    kept = Sink()
    controller = Controller(kept, hostname="127.0.0.1", port=free_port())
    controller.start()
    app.config["MAIL_URL"] = f"smtp://127.0.0.1:{controller.port}"
    app.config["MAIL_FROM"] = "contests@example.org"
    yield kept
    controller.stop()
