"""Error pages: what happened and what to do, never a stack trace."""

from __future__ import annotations

import logging
from math import ceil
from time import time

from flask import Flask, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from eventkit.db import db, set_mode
from eventkit.web.security import limiter

log = logging.getLogger("eventkit.errors")
TOO_MANY = 429
PAGES = {400, 403, 404, 413, 429, 500}
PLAIN = (
    '<!doctype html><html lang="ru"><meta charset="utf-8"><title>500</title>'
    "<h1>Не получилось: ошибка на нашей стороне</h1><p>Повторите через минуту.</p>"
    '<p lang="en">Something failed on our side. Please try again in a minute.</p></html>'
)
# What a client may need beside the page: which methods are allowed, when to come again.
KEPT_HEADERS = ("Allow", "Retry-After")


def init_errors(app: Flask) -> None:
    """Answer every error with a page in the reader's language, or JSON where JSON was asked."""
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(Exception, show_failure)


def show_http_error(problem: HTTPException) -> ResponseReturnValue:
    """Show an HTTP error; redirects pass through."""
    code = problem.code or 500
    if code < 400:
        return problem.get_response()
    given = problem.get_headers(request.environ)
    wait = minutes_to_wait() if code == TOO_MANY else 0
    return *_answer(code, wait), {name: text for name, text in given if name in KEPT_HEADERS}


def show_failure(problem: Exception) -> ResponseReturnValue:
    """Log what nobody expected and show the plain page of failure."""
    log.error("unexpected failure at %s", request.path, exc_info=problem)
    try:
        return _answer(500)
    except Exception:
        # The page itself needs what has failed, most likely the database.
        log.exception("the page of failure failed too")
        return PLAIN, 500


def wants_json() -> bool:
    """Whether the answer is for a program rather than for a reader."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return request.path.startswith("/api/") or best == "application/json"


def minutes_to_wait() -> int:
    """How long the limit that was reached still holds: some are counted by the hour."""
    reached = limiter.current_limit
    return max(1, ceil((reached.reset_at - time()) / 60)) if reached is not None else 1


def _answer(code: int, wait: int = 0) -> tuple[str | Response, int]:
    db.session.rollback()
    set_mode("read")
    if wants_json():
        return jsonify(error=code), code
    page = code if code in PAGES else (400 if code < 500 else 500)
    return render_template(f"errors/{page}.html", code=code, reason=None, wait=wait), code
