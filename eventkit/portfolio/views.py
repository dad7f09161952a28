"""Pages of this room."""

from __future__ import annotations

from flask import Blueprint

from eventkit.web.access import access, administrator

bp = Blueprint("portfolio", __name__)


@bp.get("/me/portfolio")
@access(administrator)
def mine() -> str:
    """To be written."""
    return ""


@bp.get("/p/<token>")
@access(administrator)
def shared(token: str) -> str:
    """To be written."""
    return ""
