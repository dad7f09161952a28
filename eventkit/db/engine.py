"""Where the database is and how its engine is set up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask

from eventkit.db.base import db
from eventkit.db.unit import PATIENCE, configure


def init_database(app: Flask) -> None:
    """Bind the database object to the app and give its engine the safe settings."""
    url = str(app.config["SQLALCHEMY_DATABASE_URI"])
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", engine_options(url))
    db.init_app(app)
    with app.app_context():
        configure(db.engine)


def engine_options(url: str) -> dict[str, Any]:
    """Pool settings: SQLite waits for its lock, a server's dead connections are noticed."""
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": PATIENCE, "check_same_thread": False}}
    return {"pool_pre_ping": True, "pool_size": 10, "max_overflow": 20}


def default_url(instance: Path) -> str:
    """The embedded database beside the settings of the installation."""
    return f"sqlite:///{instance / 'eventkit.db'}"
