"""Pages of this room."""

from __future__ import annotations

from flask import Blueprint

from eventkit.web.access import access, administrator

bp = Blueprint("juries", __name__)


@bp.get("/manage/<slug>/jury")
@access(administrator)
def jury(slug: str) -> str:
    """To be written."""
    return ""


@bp.get("/jury/<token>")
@access(administrator)
def door(token: str) -> str:
    """To be written."""
    return ""
