"""Addresses: where to go back to, and full addresses for letters and QR codes."""

from __future__ import annotations

from flask import current_app


def safe_next(target: str | None, default: str = "/") -> str:
    """The page asked for if it is one of ours; anything else becomes the default."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return default
    # Browsers leave out tabs and line breaks, and «/\t/host» would become «//host».
    return target if target.isprintable() else default


def full_url(path: str) -> str:
    """The address of a path as other people may open it."""
    return str(current_app.config["BASE_URL"]).rstrip("/") + path
