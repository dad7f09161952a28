"""Headers, CSRF, cookies and rate limits that every answer shares."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from eventkit.web.static_files import is_static

csrf = CSRFProtect()
limiter = Limiter(key_func=get_remote_address, default_limits=[])

DIRECTIVES = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)

HEADERS = {
    "Content-Security-Policy": "; ".join(DIRECTIVES),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), camera=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
OF_FILES = ("X-Content-Type-Options",)
"""Styles, scripts and fonts are no pages: the rest says nothing of them, and phones pay for it."""
SESSION_LASTS = timedelta(days=30)


def init_security(app: Flask) -> None:
    """Attach CSRF protection, the limiter, the cookies' flags and the security headers."""
    is_https = str(app.config["BASE_URL"]).startswith("https://")
    app.config.setdefault("WTF_CSRF_TIME_LIMIT", None)
    app.config.setdefault("RATELIMIT_HEADERS_ENABLED", True)
    # With Redis out of reach people still come in.
    app.config.setdefault("RATELIMIT_IN_MEMORY_FALLBACK_ENABLED", True)
    app.config.update(
        SESSION_COOKIE_NAME="eventkit",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=is_https,
        PERMANENT_SESSION_LIFETIME=SESSION_LASTS,
    )
    csrf.init_app(app)
    limiter.init_app(app)
    app.after_request(add_headers)
    proxies = app.config["PROXIES"]
    if proxies:
        # Without this every visitor would have the proxy's address, and one rate limit.
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies
        )


def add_headers(response: Response) -> Response:
    """Add the headers; pages about persons are never kept by a shared cache."""
    for name, value in HEADERS.items():
        if name in OF_FILES or not _is_plain_file(response):
            response.headers.setdefault(name, value)
    if not is_static(request.endpoint) and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "private, no-store"
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


def _is_plain_file(response: Response) -> bool:
    is_file = is_static(request.endpoint) and response.status_code in (200, 304)
    return is_file and response.mimetype in ("text/css", "text/javascript", "font/woff2", "")
