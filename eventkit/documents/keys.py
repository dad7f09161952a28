"""The secret address of one's own paper: whoever holds it may fetch the file without an account."""

from __future__ import annotations

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from eventkit.documents.models import Award
from eventkit.documents.queries import award_by_id


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="eventkit.paper")


def paper_key(award: Award) -> str:
    """The key that only the recipient gets."""
    key: str | bytes = _signer().dumps([award.id, award.code])
    return key if isinstance(key, str) else key.decode()


def paper_path(award: Award) -> str:
    """Where the recipient fetches the file."""
    return f"/papers/{paper_key(award)}"


def award_by_key(key: str) -> Award | None:
    """The issued paper of a key; None for a forged one and after the paper was voided."""
    try:
        award_id, code = _signer().loads(key)
    except (BadSignature, ValueError, TypeError):
        return None
    award = award_by_id(award_id) if isinstance(award_id, int) else None
    if award is None or award.code != code or award.state != "issued":
        return None
    return award
