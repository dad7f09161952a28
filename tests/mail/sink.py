"""A real SMTP server that keeps what it takes."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any


@dataclass
class Sink:
    """Takes every letter, or answers what a test wants it to answer."""

    letters: list[EmailMessage] = field(default_factory=list)
    to_recipient: Callable[[str], str] = lambda _address: "250 OK"
    to_data: Callable[[], str] = lambda: "250 OK"
    asked: int = 0

    async def handle_RCPT(  # noqa: N802 - the server's name for it
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        """Answer whether this recipient is welcome."""
        self.asked += 1
        answer = self.to_recipient(address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep the letter."""
        answer = self.to_data()
        if answer.startswith("250"):
            self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return answer

    @property
    def recipients(self) -> list[str]:
        """To whom the letters went, in order."""
        return [str(letter["To"]) for letter in self.letters]


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
