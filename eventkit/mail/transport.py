"""How a letter leaves the house: by SMTP, or onto the console of a trial installation."""

from __future__ import annotations

import smtplib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Protocol
from urllib.parse import unquote, urlsplit

from flask import current_app


class Refused(Exception):
    """The server will never take this letter: no use in trying again."""


class Transport(Protocol):
    """Something that takes letters; OSError means: try again later."""

    def send(self, recipient: str, subject: str, body: str) -> None:
        """Hand one letter over."""


class Console:
    """Prints letters, for trying the product without a mail server."""

    def send(self, recipient: str, subject: str, body: str) -> None:
        """Print the letter."""
        if not current_app.config.get("TESTING"):
            print(f"\n— Письмо для {recipient}: {subject}\n{body}\n", file=sys.stderr)


class Smtp:
    """One connection for a batch of letters."""

    def __init__(self, url: str, sender: str) -> None:
        self.parts = urlsplit(url)
        self.sender = sender
        self.connection: smtplib.SMTP | None = None

    def send(self, recipient: str, subject: str, body: str) -> None:
        """Hand the letter to the server; the connection is opened at the first letter."""
        message = EmailMessage()
        message["From"] = self.sender
        message["To"] = recipient
        message["Subject"] = subject
        message["Date"] = formatdate(localtime=False)
        message["Message-ID"] = make_msgid(domain=self.sender.rpartition("@")[2] or None)
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(body)
        try:
            self._connect().send_message(message)
        except smtplib.SMTPRecipientsRefused as problem:
            codes = [code for code, _text in problem.recipients.values()]
            if all(code >= 500 for code in codes):
                raise Refused(str(problem)) from problem
            raise OSError(str(problem)) from problem
        except smtplib.SMTPException as problem:
            self.close()
            raise OSError(str(problem)) from problem

    def close(self) -> None:
        """End the connection, however it stands."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def _connect(self) -> smtplib.SMTP:
        if self.connection is None:
            host, port = self.parts.hostname or "localhost", self.parts.port
            if self.parts.scheme == "smtps":
                self.connection = smtplib.SMTP_SSL(host, port or 465, timeout=20)
            else:
                self.connection = smtplib.SMTP(host, port or 25, timeout=20)
                if self.connection.has_extn("starttls"):
                    self.connection.starttls()
            if self.parts.username:
                self.connection.login(
                    unquote(self.parts.username), unquote(self.parts.password or "")
                )
        return self.connection


@contextmanager
def transport() -> Iterator[Transport]:
    """The transport that EVENTKIT_MAIL_URL names: ``smtp://…``, ``smtps://…``, ``console://``."""
    url = str(current_app.config["MAIL_URL"])
    if url.startswith("console:"):
        yield Console()
        return
    smtp = Smtp(url, str(current_app.config["MAIL_FROM"]))
    try:
        yield smtp
    finally:
        smtp.close()
