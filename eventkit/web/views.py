"""Pages of the house itself: health, language, the living page of components."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, jsonify, redirect, render_template, request, session
from sqlalchemy import text
from werkzeug.wrappers import Response

from eventkit.db import db
from eventkit.hooks.migrations import pending
from eventkit.web.access import access, anyone
from eventkit.web.gallery import gallery_form
from eventkit.web.i18n import LOCALES
from eventkit.web.urls import safe_next

bp = Blueprint("web", __name__)


@bp.get("/healthz")
@access(anyone)
def healthz() -> Any:
    """Say that the process is alive."""
    return jsonify(status="alive")


@bp.get("/readyz")
@access(anyone)
def readyz() -> Any:
    """Say whether the database answers and its migrations are current."""
    db.session.execute(text("SELECT 1"))
    waiting = pending()
    return (
        (jsonify(status="waiting", migrations=waiting), 503) if waiting else jsonify(status="ready")
    )


@bp.post("/language")
@access(anyone)
def language() -> Response:
    """Switch the language and go back to the page."""
    code = request.form.get("lang", "")
    if code in LOCALES:
        session["locale"] = code
    return redirect(safe_next(request.form.get("next")))


@bp.get("/components")
@access(anyone)
def components() -> str:
    """The living page of all components, for whoever works on the design."""
    return render_template("components/gallery.html", form=gallery_form())
