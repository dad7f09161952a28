"""How a request meets the database: what is typed is clean, a GET reads, anything else writes.

Characters that neither PostgreSQL nor a workbook can hold come with texts copied from elsewhere.
They are dropped here, once, rather than refused at each field.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Request, abort, current_app, request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.formparser import FormDataParser
from werkzeug.routing import IntegerConverter
from werkzeug.utils import cached_property

from eventkit.db import db, set_mode

SAFE = ("GET", "HEAD", "OPTIONS")
LARGEST_ID = 2**31 - 1
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
View = TypeVar("View", bound=Callable[..., Any])
Typed = MultiDict[str, str]


class RowConverter(IntegerConverter):
    """``<int:…>`` in an address; what is too large for an id becomes 0, which no row has."""

    def to_python(self, value: str) -> int:
        """The number in the address."""
        return row_id(value)


class CleanParser(FormDataParser):
    """Reads forms without the characters that nobody typed."""

    def parse(self, *arguments: Any, **options: Any) -> tuple[Any, Any, Any]:
        """Parse as the library does, then clean the texts."""
        stream, form, files = super().parse(*arguments, **options)
        return stream, cleaned(form), files


class CleanRequest(Request):
    """A request whose form and query hold only characters that can be kept."""

    form_data_parser_class = CleanParser

    @cached_property
    def args(self) -> Typed:
        """The query of the address."""
        return cleaned(super().args)


def cleaned(typed: Typed) -> Typed:
    """The same fields in the same order, their texts without unprintable characters."""
    if not any(UNPRINTABLE.search(value) for value in typed.values()):
        return typed
    return ImmutableMultiDict(
        (name, UNPRINTABLE.sub("", value)) for name, value in typed.items(multi=True)
    )


def row_id(text: str | None) -> int:
    """The id that a form or an address names; 0, which no row has, for anything else."""
    text = text or ""
    number = int(text) if text.isdecimal() and len(text) <= len(str(LARGEST_ID)) else 0
    return number if number <= LARGEST_ID else 0


def slow_first(view: View) -> View:
    """Mark a view that starts reading and calls ``restart_as_writer`` itself.

    It does slow work (hashing a password, storing a file) before it takes the write lock.
    """
    view.starts_reading = True  # type: ignore[attr-defined]
    return view


def init_requests(app: Flask) -> None:
    """Choose the transaction mode before each request and clean up after it."""
    app.request_class = CleanRequest
    app.url_map.converters["int"] = RowConverter
    app.before_request(choose_mode)
    app.teardown_request(lambda _problem: set_mode("write"))


def choose_mode() -> None:
    """Read under query_only for safe methods; otherwise parse the form first, then write."""
    if UNPRINTABLE.search(request.path):
        abort(404)
    view = app_view()
    if request.method in SAFE or getattr(view, "starts_reading", False):
        set_mode("read")
        return
    _ = request.form, request.files  # parsed before the write lock is taken
    if request.is_json:
        request.get_data()  # a slow phone must not hold the lock while it sends
    set_mode("write")


def app_view() -> Any:
    """The view function of this request, or None for an unknown address."""
    return current_app.view_functions.get(request.endpoint or "")


def commit() -> None:
    """Commit the request's one transaction; what is read afterwards reads."""
    db.session.commit()
    set_mode("read")
