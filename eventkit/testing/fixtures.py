"""Pytest fixtures: an app on a fresh database, a client, signing in, counted queries.

Use them in a plugin's tests with ``pytest_plugins = ["eventkit.testing.fixtures"]``. SQLite by
default; EVENTKIT_TEST_DATABASE_URL (a PostgreSQL server's address) runs the same tests there.
"""

from __future__ import annotations

import io
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Any

import pytest
from flask import Flask, g
from flask.testing import FlaskClient, FlaskCliRunner
from jinja2 import BytecodeCache, FileSystemBytecodeCache
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import make_url

from eventkit.app import create_app
from eventkit.db import db, set_mode
from eventkit.web.clock import set_clock
from eventkit.web.security import limiter

SERVER = os.environ.get("EVENTKIT_TEST_DATABASE_URL", "")
CUT_OFF_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
BEGIN_NUMBERS_ANEW = """
SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false) FROM pg_sequences
WHERE last_value IS NOT NULL
"""
SETTINGS: dict[str, Any] = {
    "TESTING": True,
    "RAISE_PLUGIN_ERRORS": True,
    "WTF_CSRF_ENABLED": False,
    "RATELIMIT_ENABLED": False,
    "SECRET_KEY": "only for tests",
    "MAIL_URL": "console://",
    "PASSWORD_COST": "low",
    "TIMEZONE": "Asia/Yakutsk",
}


class Browser(FlaskClient):
    """A client whose requests do not see what an earlier one remembered in ``g``."""

    _body: IO[bytes] = io.BytesIO()

    def open(self, *arguments: Any, **options: Any) -> Any:
        """Send a request as if the process were fresh: on the test's session, between units.

        What the test has changed is committed first, and nothing that the request has read stays
        open after it. The answer is read to its end and closed, as a server does.
        """
        for name in list(g):
            g.pop(name)
        db.session.commit()
        try:
            return super().open(*arguments, **{"buffered": True} | options)
        finally:
            db.session.rollback()
            self._body.close()

    def _request_from_builder_args(self, *arguments: Any) -> Any:
        """Make the request; a large body lies in a file that the library leaves open."""
        request = super()._request_from_builder_args(*arguments)
        self._body = request.environ["wsgi.input"]
        return request


@pytest.fixture(scope="session")
def database_template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database with empty tables: a file that each test copies, or one that each test empties.

    Copying it on a server would cost every test half a second.
    """
    folder = tmp_path_factory.mktemp("template")
    url = new_database() if SERVER else f"sqlite:///{folder / 'template.db'}"
    app = create_app(SETTINGS | {"SQLALCHEMY_DATABASE_URI": url}, instance=folder)
    with app.app_context():
        set_mode("write")
        db.create_all()
        db.session.commit()
        db.engine.dispose()
    yield url
    if SERVER:
        drop_database(url)


@pytest.fixture
def database_url(database_template: str, tmp_path: Path) -> Iterator[str]:
    """The address of a database for a test that makes its own app or process."""
    url = database_template if SERVER else f"sqlite:///{tmp_path / 'eventkit.db'}"
    with _emptied(database_template, url):
        yield url


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> BytecodeCache:
    """The templates that some test has compiled already."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture(scope="session")
def shared_app(
    database_template: str, tmp_path_factory: pytest.TempPathFactory, compiled_templates: Any
) -> Flask:
    """The application of all tests of a process: making one takes longer than most tests do."""
    folder = tmp_path_factory.mktemp("instance")
    url = database_template if SERVER else f"sqlite:///{folder / 'eventkit.db'}"
    return _make(url, folder, compiled_templates)


@pytest.fixture
def app(shared_app: Flask, database_template: str) -> Iterator[Flask]:
    """The application on an empty database and an empty folder, its context pushed.

    What a test changes of its settings is put back. A test that adds pages or plugins takes
    ``own_app``.
    """
    config, extensions = dict(shared_app.config), dict(shared_app.extensions)
    folder = Path(shared_app.instance_path)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    url = str(shared_app.config["SQLALCHEMY_DATABASE_URI"])
    with _emptied(database_template, url), _in_context(shared_app):
        yield shared_app
    for kept, before in ((shared_app.config, config), (shared_app.extensions, extensions)):
        kept.clear()
        kept.update(before)


@pytest.fixture
def own_app(database_url: str, tmp_path: Path, compiled_templates: Any) -> Iterator[Flask]:
    """The same as ``app``, made for this test alone, in its ``tmp_path``."""
    made = _make(database_url, tmp_path, compiled_templates)
    with _in_context(made):
        yield made


def _make(url: str, folder: Path, compiled_templates: BytecodeCache) -> Flask:
    made = create_app(SETTINGS | {"SQLALCHEMY_DATABASE_URI": url}, instance=folder)
    made.jinja_env.bytecode_cache = compiled_templates
    made.test_client_class = Browser
    return made


@contextmanager
def _emptied(template: str, url: str) -> Iterator[None]:
    """A database with empty tables at this address; a server's own is emptied afterwards."""
    if not SERVER:
        shutil.copy(make_url(template).database or "", make_url(url).database or "")
    yield
    if SERVER:
        empty_database(url)


@contextmanager
def _in_context(app: Flask) -> Iterator[None]:
    """A context of the app that may write; nothing stays connected behind it."""
    with app.app_context():
        set_mode("write")
        yield
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(autouse=True)
def real_clock() -> Iterator[None]:
    """Whatever hour a test has set, the next one begins with the real one."""
    yield
    set_clock(None)


@pytest.fixture(autouse=True)
def no_limits() -> Iterator[None]:
    """The limiter is one for all applications: one with limits leaves none to the next test."""
    yield
    limiter.enabled = bool(SETTINGS["RATELIMIT_ENABLED"])


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A stranger's browser."""
    return app.test_client()


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    """The command line."""
    return app.test_cli_runner()


@pytest.fixture
def count_queries(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """Collect the statements that a block sends: ``with count_queries() as sent: …``."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        sent: list[str] = []

        def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if not statement.startswith(("PRAGMA", "BEGIN", "SAVEPOINT", "RELEASE")):
                sent.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield sent
        finally:
            event.remove(db.engine, "before_cursor_execute", note)

    return counting


@pytest.fixture
def unmigrated(tmp_path: Path) -> Iterator[Flask]:
    """An app on a database without a table, for tests of revisions."""
    url = new_database() if SERVER else f"sqlite:///{tmp_path / 'eventkit.db'}"
    app = create_app(SETTINGS | {"SQLALCHEMY_DATABASE_URI": url}, instance=tmp_path)
    with app.app_context():
        set_mode("write")
        yield app
        db.session.remove()
        db.engine.dispose()
    if SERVER:
        drop_database(url)


def new_database() -> str:
    """Make an empty database on the server; returns its address."""
    name = f"eventkit_{uuid.uuid4().hex[:12]}"
    _run_on(SERVER, f'CREATE DATABASE "{name}"')
    return make_url(SERVER).set(database=name).render_as_string(hide_password=False)


def drop_database(url: str) -> None:
    """Drop a database of the server, whoever is still connected."""
    _run_on(SERVER, f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')


def empty_database(url: str) -> None:
    """Take every row out of a database of the server and begin its numbers anew.

    Whoever is still connected is cut off, so that nothing written late reaches the next test. The
    rest is sent at once: a journey and a commit for each table take twice as long.
    """
    rows = [str(table.delete()) for table in reversed(db.metadata.sorted_tables)]
    _run_on(url, CUT_OFF_OTHERS, "; ".join([*rows, BEGIN_NUMBERS_ANEW]))


def _run_on(url: str, *statements: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
