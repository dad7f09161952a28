"""A served installation as people meet it: pages, a post office, a worker, a clock of its own."""

from __future__ import annotations

import re
import threading
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from aiosmtpd.controller import Controller
from flask import Flask

from eventkit.app import create_app
from eventkit.db import db, set_mode
from eventkit.hooks.migrations import upgrade
from eventkit.jobs.runner import queue_of
from eventkit.people.operations import create_account
from eventkit.people.passwords import hash_password
from eventkit.testing.serving import Serving
from eventkit.web.clock import set_clock
from tests.mail.sink import Sink, free_port

ZONE = ZoneInfo("Asia/Yakutsk")
PATIENCE = 30.0


class PostOffice(Sink):
    """Takes every letter and wakes whoever waits for one."""

    def __init__(self) -> None:
        super().__init__()
        self.came = threading.Condition()
        self.read: set[int] = set()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep the letter."""
        answer = await super().handle_DATA(server, session, envelope)
        with self.came:
            self.came.notify_all()
        return answer

    def letter(self, recipient: str, about: str) -> str:
        """The text of the oldest unread letter to somebody whose subject says ``about``."""
        with self.came:
            found = self.came.wait_for(lambda: self._unread(recipient, about), PATIENCE)
        subjects = [(str(one["To"]), str(one["Subject"])) for one in self.letters]
        assert found, f"no letter to {recipient} about {about!r} came: {subjects}"
        number, letter = found[0]
        self.read.add(number)
        return str(letter.get_content())

    def _unread(self, recipient: str, about: str) -> list[tuple[int, EmailMessage]]:
        return [
            (number, letter)
            for number, letter in enumerate(self.letters)
            if number not in self.read
            and str(letter["To"]) == recipient
            and about in str(letter["Subject"])
        ]


class Town:
    """One installation with migrated tables and an administrator, served as ``serve`` does it."""

    def __init__(self, folder: Path) -> None:
        self.post_office = PostOffice()
        self.mail = Controller(self.post_office, hostname="127.0.0.1", port=free_port())
        self.mail.start()
        self.app: Flask = create_app(
            {
                "SECRET_KEY": "only for tests",
                "PASSWORD_COST": "low",
                "MAIL_URL": f"smtp://127.0.0.1:{self.mail.port}",
                "MAIL_FROM": "contests@example.org",
                "RAISE_PLUGIN_ERRORS": True,
                # Everybody of the story comes from one address.
                "RATELIMIT_ENABLED": False,
            },
            instance=folder,
        )
        with self.app.app_context():
            set_mode("write")
            upgrade()
            db.session.commit()
        self.serving = Serving(self.app)
        self.url = f"http://127.0.0.1:{self.serving.port}"
        self.app.config["BASE_URL"] = self.url
        self.worker = queue_of(self.app).consumer(beside=True)
        self.worker.start()

    def it_is(self, day: str, hour: int = 10, minute: int = 0, second: int = 0) -> None:
        """Let it be this moment in the town: day as 2025-10-31."""
        moment = datetime.fromisoformat(day).replace(
            hour=hour, minute=minute, second=second, tzinfo=ZONE
        )
        set_clock(lambda: moment)

    def open_first_account(self, email: str, password: str) -> None:
        """What ``eventkit user add --administrator`` does, once, at the terminal."""
        with self.app.app_context():
            set_mode("write")
            create_account(email, hashed_password=hash_password(password), is_administrator=True)
            db.session.commit()

    def link(self, recipient: str, about: str, address: str = r"/\S+") -> str:
        """The link in a letter, as a path of this site."""
        text = self.post_office.letter(recipient, about)
        found = re.search(re.escape(self.url) + f"({address})", text)
        assert found, f"no link like {address} in: {text}"
        return found[1]

    def close(self) -> None:
        """Stop everything that was started."""
        self.worker.stop(graceful=True)
        self.serving.stop()
        self.mail.stop()
        set_clock(None)
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
