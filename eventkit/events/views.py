"""Pages of this room."""

from __future__ import annotations

from flask import Blueprint

from eventkit.web.access import access, administrator

bp = Blueprint("events", __name__)


@bp.get("/events/<slug>/regulation")
@access(administrator)
def regulation(slug: str) -> str:
    """To be written."""
    return ""


@bp.get("/manage/<slug>/settings")
@access(administrator)
def settings(slug: str) -> str:
    """To be written."""
    return ""
