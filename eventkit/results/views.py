"""Pages of this room."""

from __future__ import annotations

from flask import Blueprint

from eventkit.web.access import access, administrator

bp = Blueprint("results", __name__)


@bp.get("/events/<slug>/results")
@access(administrator)
def public(slug: str) -> str:
    """To be written."""
    return ""


@bp.get("/results")
@access(administrator)
def archive() -> str:
    """To be written."""
    return ""


@bp.get("/manage/<slug>/results")
@access(administrator)
def room(slug: str) -> str:
    """To be written."""
    return ""
