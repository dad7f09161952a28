"""Self-made codes: what people type, made alike, and the digest that is kept of it."""

from __future__ import annotations

import hashlib
import hmac

from flask import current_app

SHORTEST = 4
LONGEST = 40
LOOKALIKES = str.maketrans("ABCEHKMOPTXYЁ", "АВСЕНКМОРТХУЕ")
"""Latin letters that a phone's keyboard puts in place of Russian ones."""


def normal(typed: str) -> str:
    """A code without blanks and signs, in capitals: «ан-07 42» is «АН0742»."""
    bare = "".join(sign for sign in typed[: 4 * LONGEST] if sign.isalnum())
    return bare.upper().translate(LOOKALIKES)[:LONGEST]


def pair_salt(event_id: int) -> str:
    """One for all questionnaires of an event: the two sides of a pair answer different ones."""
    secret = str(current_app.config["SECRET_KEY"])
    return hmac.new(secret.encode(), f"pairs of {event_id}".encode(), hashlib.sha256).hexdigest()


def digest(salt: str, typed: str, kind: str = "respondent") -> str:
    """What is kept of a code; empty for none.

    Whoever has the database with its salt may still try out codes one after another: such an
    answer is pseudonymous, not anonymous.
    """
    code = normal(typed)
    if not code:
        return ""
    return hmac.new(salt.encode(), f"{kind}:{code}".encode(), hashlib.sha256).hexdigest()
