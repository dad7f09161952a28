"""The seal of a juror: what a file or a code that a device hands over carries to be believed."""

from __future__ import annotations

import base64
import hashlib
import hmac

from flask import current_app

from eventkit.juries.models import Juror

BYTES = 16


def seal_of(juror: Juror) -> str:
    """A secret of 128 bits that the juror's own devices know and the server can make again.

    It outlives the personal link: a phone without a network does not hear of a new one.
    """
    secret = current_app.config["SECRET_KEY"]
    key = secret.encode() if isinstance(secret, str) else secret
    made = hmac.new(key, f"eventkit.handover {juror.id}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made[:BYTES]).decode().rstrip("=")


def is_seal(juror: Juror, seal: str) -> bool:
    """Whether the seal is the juror's."""
    return hmac.compare_digest(seal_of(juror).encode(), seal.encode("utf-8", "replace"))
