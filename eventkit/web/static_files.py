"""Static files: the core's, and those of plugins, each served by its blueprint."""

from __future__ import annotations

from pathlib import Path

from flask import current_app


def is_static(endpoint: str | None) -> bool:
    """Whether this endpoint serves static files."""
    return endpoint is not None and endpoint.rpartition(".")[2] == "static"


def static_folder(endpoint: str = "static") -> Path:
    """The folder with the files that the endpoint serves."""
    owner = endpoint.rpartition(".")[0]
    home = current_app.blueprints[owner] if owner else current_app
    return Path(home.static_folder or "")
