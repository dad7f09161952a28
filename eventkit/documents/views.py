"""Pages of this room."""

from __future__ import annotations

from flask import Blueprint

from eventkit.web.access import access, administrator

bp = Blueprint("documents", __name__)


@bp.get("/manage/<slug>/awards")
@access(administrator)
def awards(slug: str) -> str:
    """To be written."""
    return ""


@bp.get("/verify")
@access(administrator)
def verify_form() -> str:
    """To be written."""
    return ""


@bp.get("/verify/<code>")
@access(administrator)
def verify(code: str) -> str:
    """To be written."""
    return ""
