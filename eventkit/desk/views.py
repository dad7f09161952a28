"""Pages of this room."""

from __future__ import annotations

from flask import Blueprint

from eventkit.web.access import access, administrator

bp = Blueprint("desk", __name__)


@bp.get("/")
@access(administrator)
def start() -> str:
    """To be written."""
    return ""


@bp.get("/calendar")
@access(administrator)
def calendar() -> str:
    """To be written."""
    return ""


@bp.get("/calendar.ics")
@access(administrator)
def calendar_feed() -> str:
    """To be written."""
    return ""


@bp.get("/desk")
@access(administrator)
def desk() -> str:
    """To be written."""
    return ""


@bp.get("/manage/")
@access(administrator)
def manage() -> str:
    """To be written."""
    return ""


@bp.get("/manage/<slug>")
@access(administrator)
def cockpit(slug: str) -> str:
    """To be written."""
    return ""


@bp.get("/events/<slug>")
@access(administrator)
def event(slug: str) -> str:
    """To be written."""
    return ""
