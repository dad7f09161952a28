"""Pages of this room."""

from __future__ import annotations

from flask import Blueprint

from eventkit.web.access import access, administrator

bp = Blueprint("registration", __name__)


@bp.get("/events/<slug>/register")
@access(administrator)
def apply(slug: str) -> str:
    """To be written."""
    return ""


@bp.get("/events/<slug>/register/<token>")
@access(administrator)
def mine(slug: str, token: str) -> str:
    """To be written."""
    return ""


@bp.get("/manage/<slug>/registrations")
@access(administrator)
def queue(slug: str) -> str:
    """To be written."""
    return ""
