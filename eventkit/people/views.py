"""Pages of this room."""

from __future__ import annotations

from flask import Blueprint

from eventkit.web.access import access, administrator

bp = Blueprint("people", __name__)


@bp.get("/login")
@access(administrator)
def login() -> str:
    """To be written."""
    return ""


@bp.get("/logout")
@access(administrator)
def logout() -> str:
    """To be written."""
    return ""


@bp.get("/me")
@access(administrator)
def me() -> str:
    """To be written."""
    return ""


@bp.get("/manage/people")
@access(administrator)
def directory() -> str:
    """To be written."""
    return ""
