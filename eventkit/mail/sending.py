"""Sending the letters that are due. Each commits its own steps: a worker calls it, no view does."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from eventkit.db import db
from eventkit.mail.models import Letter
from eventkit.mail.transport import RefusedError, Transport, UnreachableError, transport
from eventkit.web.clock import now

log = logging.getLogger("eventkit.mail")

# Minutes from each try to the next; after the last one the letter is given up and says why.
PAUSES = (1, 5, 15, 60, 240, 720)
# How long a claim holds: longer than any server may think about one letter.
CLAIM_HOLDS = timedelta(minutes=15)


def send_due(limit: int = 50) -> int:
    """Send the letters that are due, each in a transaction of its own; returns how many went.

    While the mail server is out of reach one letter tries and the others wait for the next round.
    """
    sent = 0
    with transport() as sender:
        for letter_id in _due(limit):
            try:
                sent += _send_one(letter_id, sender)
            except UnreachableError as problem:
                log.warning("the mail server is out of reach: %s", problem)
                break
    return sent


def _due(limit: int) -> Sequence[int]:
    query = (
        select(Letter.id)
        .where(Letter.state == "waiting", Letter.next_try_at <= now())
        .order_by(Letter.next_try_at, Letter.id)
        .limit(limit)
    )
    found = db.session.scalars(query).all()
    db.session.commit()
    return found


def _send_one(letter_id: int, sender: Transport) -> bool:
    # Claimed first and sent outside of the transaction: the write lock is never held while a
    # mail server thinks. A crash in between leaves the claim, which expires and tries again.
    letter = db.session.get(Letter, letter_id, with_for_update=True)
    if letter is None or letter.state != "waiting" or letter.next_try_at > now():
        db.session.commit()
        return False
    letter.attempts += 1
    letter.next_try_at = now() + CLAIM_HOLDS
    message = (letter.recipient, letter.subject, letter.body)
    db.session.commit()
    try:
        sender.send(*message)
    except (OSError, RefusedError) as problem:
        _note_failure(letter_id, problem)
        if isinstance(problem, UnreachableError):
            raise
        return False
    letter = db.session.get_one(Letter, letter_id)
    letter.state, letter.sent_at, letter.error = "sent", now(), None
    db.session.commit()
    return True


def _note_failure(letter_id: int, problem: Exception) -> None:
    letter = db.session.get_one(Letter, letter_id)
    letter.error = str(problem)[:1000]
    if isinstance(problem, RefusedError) or letter.attempts > len(PAUSES):
        letter.state = "failed"
        log.warning("letter %s to be looked at by hand: %s", letter_id, problem)
    else:
        letter.next_try_at = now() + timedelta(minutes=PAUSES[letter.attempts - 1])
    db.session.commit()
