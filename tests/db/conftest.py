"""A database without a table, for what migrates."""

from __future__ import annotations

import pytest

from eventkit.app import create_app
from eventkit.db import db, set_mode
from eventkit.testing.fixtures import SERVER, SETTINGS, drop_database, new_database


@pytest.fixture
def empty(tmp_path):
    """An app on a database without a table."""
    url = new_database() if SERVER else f"sqlite:///{tmp_path / 'eventkit.db'}"
    app = create_app(SETTINGS | {"SQLALCHEMY_DATABASE_URI": url}, instance=tmp_path)
    with app.app_context():
        set_mode("write")
        yield app
        db.session.remove()
        db.engine.dispose()
    if SERVER:
        drop_database(url)
