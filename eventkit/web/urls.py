"""Addresses: where to go back to, and full addresses for letters and QR codes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, has_request_context, request, url_for
from werkzeug.routing import Rule

from eventkit.web.static_files import is_static


class LateRule(Rule):
    """A rule of an address that is made ready for building when it is built first.

    The library writes and compiles two functions for each rule at once: a tenth of a start with
    five hundred pages, of which one process builds few. Without this method of the library's own
    the rules would be made ready at once again, and nothing else would change.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compiled = cache(partial(super()._compile_builder, append_unknown))
        return lambda rule, /, **values: compiled()(rule, **values)


def safe_next(target: str | None, default: str = "/") -> str:
    """The page asked for if it is one of ours; anything else becomes the default."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return default
    # Browsers leave out tabs and line breaks, and «/\t/host» would become «//host».
    return target if target.isprintable() else default


def init_urls(app: Flask) -> None:
    """Make addresses ready late, and let templates remember those that are always the same.

    A page's layout has thirty links to static files and to pages without arguments, and building
    each costs as much as a row of a list.
    """
    app.url_rule_class = LateRule
    remembered: dict[tuple[Any, ...], str] = {}

    def address(endpoint: str, **values: Any) -> str:
        is_fixed = is_static(endpoint) or not (values or endpoint.startswith("."))
        if not is_fixed or not has_request_context():
            return url_for(endpoint, **values)
        # Behind a proxy the same page may be known under several roots.
        key = (endpoint, request.script_root, *values.items())
        if key not in remembered:
            remembered[key] = url_for(endpoint, **values)
        return remembered[key]

    app.jinja_env.globals["url_for"] = address


def full_url(path: str) -> str:
    """The address of a path as other people may open it."""
    return str(current_app.config["BASE_URL"]).rstrip("/") + path


def pages_work_offline() -> bool:
    """Whether browsers let the site's pages open without a network: HTTPS, or this very machine.

    Asked of the address in the letters, since that is how others come.
    """
    address = urlsplit(str(current_app.config["BASE_URL"]))
    return address.scheme == "https" or address.hostname in ("localhost", "127.0.0.1", "::1")


def addresses_by_number(endpoint: str, argument: str, **values: Any) -> Callable[[int], str]:
    """How a long list makes the addresses of its rows, which differ in one number.

    The rest is built once: building an address costs more than anything else in a row. The number
    stands behind all other arguments in the address.
    """
    address = url_for(endpoint, **{**values, argument: 0})
    before, _zero, after = address.rpartition("0")
    return lambda number: f"{before}{number:d}{after}"
