"""The blueprint of all pages of a running game, and the styles and scripts that they load."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, send_from_directory
from werkzeug.wrappers import Response

from eventkit.web.access import access, anyone

bp = Blueprint("quest_running", "eventkit_quest", template_folder="templates")
STATIC = Path(__file__).parent.parent / "static"


@bp.get("/assets/<path:filename>")
@access(anyone)
def static(filename: str) -> Response:
    """A style or a script; asked for again by its ETag."""
    answer = send_from_directory(STATIC, filename)
    answer.headers["Cache-Control"] = "no-cache"
    return answer
