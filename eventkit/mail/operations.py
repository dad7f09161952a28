"""Putting letters into the outbox."""

from __future__ import annotations

from eventkit.db import db
from eventkit.jobs.wake import want_work
from eventkit.mail.models import Letter
from eventkit.web.clock import now


def enqueue(
    recipient: str, subject: str, body: str, *, kind: str, event_id: int | None = None
) -> Letter | None:
    """Put a letter into the outbox of the present transaction; None without an address."""
    if not recipient:
        return None
    letter = Letter(
        event_id=event_id,
        kind=kind,
        recipient=recipient,
        subject=" ".join(subject.split())[:300],
        body=body,
        next_try_at=now(),
        created_at=now(),
    )
    db.session.add(letter)
    db.session.flush()
    want_work()
    return letter
