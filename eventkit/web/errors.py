"""Error pages: what happened and what to do, never a stack trace."""

from __future__ import annotations

import logging

from flask import Flask, jsonify, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from eventkit.db import db, set_mode

log = logging.getLogger("eventkit.errors")
PAGES = {400, 403, 404, 413, 429, 500}


def init_errors(app: Flask) -> None:
    """Answer every error with a page in the reader's language, or JSON where JSON was asked."""
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(Exception, show_failure)


def show_http_error(problem: HTTPException) -> BaseResponse | tuple[object, int]:
    """Show an HTTP error; redirects pass through."""
    code = problem.code or 500
    if code < 400:
        return problem.get_response()
    return _answer(code)


def show_failure(problem: Exception) -> BaseResponse | tuple[object, int]:
    """Log what nobody expected and show the plain page of failure."""
    log.exception("unexpected failure at %s", request.path, exc_info=problem)
    return _answer(500)


def _answer(code: int) -> tuple[object, int]:
    db.session.rollback()
    set_mode("read")
    if request.path.startswith("/api/") or request.accept_mimetypes.best == "application/json":
        return jsonify(error=code), code
    page = code if code in PAGES else (400 if code < 500 else 500)
    return render_template(f"errors/{page}.html", code=code, reason=None), code
