"""The unit of work: which transactions may write, and how SQLite is told so.

With the driver's defaults concurrent updates are lost on SQLite. Therefore every writing
transaction starts with BEGIN IMMEDIATE and waits its turn, and a reading one runs under
``PRAGMA query_only`` so that a GET can never change anything by mistake. PostgreSQL gets
read-only transactions for the same reason; there rows that are read in order to be changed are
locked by whoever reads them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Literal

from sqlalchemy import Connection, Engine, event

from eventkit.db.base import db
from eventkit.db.collation import register_functions

Mode = Literal["read", "write"]
PATIENCE = 60
"""Seconds for which a connection to SQLite waits for its turn: on a slow and busy computer sixteen
who hand a file in at once need more than fifteen, and to wait is better than to lose a form."""
_mode: ContextVar[Mode] = ContextVar("eventkit_db_mode", default="write")


def set_mode(mode: Mode) -> None:
    """Choose the mode of the transactions that begin from now on in this context."""
    _mode.set(mode)


@contextmanager
def reading() -> Iterator[None]:
    """Run the block's transactions in the reading mode."""
    token = _mode.set("read")
    try:
        yield
    finally:
        _mode.reset(token)


def begin_writing() -> None:
    """Let the next transaction of this context write."""
    _mode.set("write")


def restart_as_writer() -> None:
    """End the reading transaction of this request and let the next one write.

    For views that do slow work (hashing a password) before they change anything: objects read
    so far are expired and are loaded again inside the writing transaction.
    """
    db.session.rollback()
    _mode.set("write")


def configure(engine: Engine) -> None:
    """Teach an engine the transaction modes, and SQLite its pragmas and Russian letters."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_on_sqlite)
    elif engine.dialect.driver == "psycopg":
        event.listen(engine, "begin", _begin_on_postgres)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own transaction handling is switched off: we say BEGIN ourselves.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={PATIENCE * 1000}",
        "cache_size=-16000",
    ):
        connection.execute(f"PRAGMA {pragma}").close()
    register_functions(connection)


def _begin_on_sqlite(connection: Connection) -> None:
    mode = _mode.get()
    # Kept with the connection itself, whose pragma stays as it was said last.
    if connection.info.get("mode") != mode:
        connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if mode == 'write' else 'ON'}")
        connection.info["mode"] = mode
    connection.exec_driver_sql("BEGIN IMMEDIATE" if mode == "write" else "BEGIN")


def _begin_on_postgres(connection: Connection) -> None:
    # Told to the driver, which says so in its own BEGIN: no round trip of its own.
    driver = connection.connection.driver_connection
    if driver is not None:
        driver.read_only = _mode.get() == "read"
