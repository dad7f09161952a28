"""How a request meets the database: a GET reads, anything else writes once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request

from eventkit.db import db, set_mode

SAFE = ("GET", "HEAD", "OPTIONS")
View = TypeVar("View", bound=Callable[..., Any])


def slow_first(view: View) -> View:
    """Mark a view that starts reading and calls ``restart_as_writer`` itself.

    It does slow work (hashing a password, storing a file) before it takes the write lock.
    """
    view.starts_reading = True  # type: ignore[attr-defined]
    return view


def init_requests(app: Flask) -> None:
    """Choose the transaction mode before each request and clean up after it."""
    app.before_request(choose_mode)
    app.teardown_request(lambda _problem: set_mode("write"))


def choose_mode() -> None:
    """Read under query_only for safe methods; otherwise parse the form first, then write."""
    view = app_view()
    if request.method in SAFE or getattr(view, "starts_reading", False):
        set_mode("read")
        return
    _ = request.form, request.files  # parsed before the write lock is taken
    set_mode("write")


def app_view() -> Any:
    """The view function of this request, or None for an unknown address."""
    return current_app.view_functions.get(request.endpoint or "")


def commit() -> None:
    """Commit the request's one transaction; what is read afterwards reads."""
    db.session.commit()
    set_mode("read")
