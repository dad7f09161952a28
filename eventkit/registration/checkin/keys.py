"""What the code of a badge says: an event and a person of it, signed; it opens nothing by itself.

Nothing is kept for it, so badges may be printed again at any time and stay the same.
"""

from __future__ import annotations

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from eventkit.web.urls import full_url


def badge_key(event_id: int, person_id: int) -> str:
    """The secret part of a badge's address."""
    key: str | bytes = _signer().dumps([event_id, person_id])
    return key if isinstance(key, str) else key.decode()


def badge_address(event_id: int, person_id: int) -> str:
    """The full address that the code on a badge holds."""
    return full_url(f"/checkin/{badge_key(event_id, person_id)}")


def read_badge(key: str) -> tuple[int, int] | None:
    """The ids of event and person; None for what no badge of this site says."""
    try:
        event_id, person_id = _signer().loads(key)
    except (BadSignature, ValueError, TypeError):
        return None
    return (event_id, person_id) if isinstance(event_id, int) else None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="eventkit.badge")
