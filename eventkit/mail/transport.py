"""How a letter leaves the house: by SMTP, or onto the console of a trial installation."""

from __future__ import annotations

import smtplib
import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Protocol
from urllib.parse import unquote, urlsplit

from flask import current_app

SECONDS = 20
LOCAL = ("localhost", "127.0.0.1", "::1")


class RefusedError(Exception):
    """The server will never take this letter: no use in trying again."""


class UnreachableError(OSError):
    """No letter at all can be handed over at present."""


class Transport(Protocol):
    """Something that takes letters; OSError means: try again later."""

    def send(self, recipient: str, subject: str, body: str) -> None:
        """Hand one letter over."""


class Console:
    """Prints letters, for trying the product without a mail server."""

    def send(self, recipient: str, subject: str, body: str) -> None:
        """Print the letter."""
        if not current_app.config.get("TESTING"):
            sys.stderr.write(f"\n— Письмо для {recipient}: {subject}\n{body}\n\n")


class Smtp:
    """One connection for a batch of letters."""

    def __init__(self, url: str, sender: str) -> None:
        self.parts = urlsplit(url)
        self.host = self.parts.hostname or "localhost"
        self.sender = sender
        self.connection: smtplib.SMTP | None = None

    def send(self, recipient: str, subject: str, body: str) -> None:
        """Hand the letter to the server; the connection is opened at the first letter."""
        message = self._message(recipient, subject, body)
        try:
            self._connect().send_message(message)
        except smtplib.SMTPRecipientsRefused as problem:
            [(code, text)] = problem.recipients.values()
            raise _answer(code, text) from problem
        except smtplib.SMTPDataError as problem:
            raise _answer(problem.smtp_code, problem.smtp_error) from problem
        except smtplib.SMTPNotSupportedError as problem:
            raise RefusedError(str(problem)) from problem
        except OSError as problem:  # every other error of smtplib is one
            self.close()
            raise UnreachableError(str(problem)) from problem

    def close(self) -> None:
        """End the connection, however it stands."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def _message(self, recipient: str, subject: str, body: str) -> EmailMessage:
        message = EmailMessage()
        try:
            message["From"] = self.sender
            message["To"] = recipient
            message["Subject"] = subject
        except ValueError as problem:
            raise RefusedError(str(problem)) from problem
        message["Date"] = formatdate(localtime=False)
        message["Message-ID"] = make_msgid(domain=self.sender.rpartition("@")[2] or None)
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(body)
        return message

    def _connect(self) -> smtplib.SMTP:
        if self.connection is None:
            connection = self._open()
            try:
                self._log_in(connection)
            except BaseException:
                connection.close()
                raise
            self.connection = connection
        return self.connection

    def _open(self) -> smtplib.SMTP:
        port = self.parts.port
        if self.parts.scheme == "smtps":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, port or 465, timeout=SECONDS, context=context)
        connection = smtplib.SMTP(self.host, port or 25, timeout=SECONDS)
        connection.ehlo()
        # A server on this machine has no certificate that anybody could check.
        if self.host not in LOCAL and connection.has_extn("starttls"):
            connection.starttls(context=ssl.create_default_context())
        return connection

    def _log_in(self, connection: smtplib.SMTP) -> None:
        if not self.parts.username:
            return
        if self.host not in LOCAL and not isinstance(connection.sock, ssl.SSLSocket):
            raise UnreachableError(f"{self.host} offers no encryption for the password")
        connection.login(unquote(self.parts.username), unquote(self.parts.password or ""))


def _answer(code: int, text: bytes | str) -> Exception:
    said = text.decode(errors="replace") if isinstance(text, bytes) else text
    return RefusedError(f"{code} {said}") if code >= 500 else OSError(f"{code} {said}")


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
