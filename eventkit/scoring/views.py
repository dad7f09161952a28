"""Pages of this room."""

from __future__ import annotations

from flask import Blueprint

from eventkit.web.access import access, administrator

bp = Blueprint("scoring", __name__)


@bp.get("/jury")
@access(administrator)
def tasks() -> str:
    """To be written."""
    return ""


@bp.get("/jury/sheets/<int:assignment_id>")
@access(administrator)
def sheet(assignment_id: int) -> str:
    """To be written."""
    return ""
