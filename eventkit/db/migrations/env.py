"""Alembic's entry: the metadata comes from the running app, no room is imported."""

from __future__ import annotations

from typing import Any

from alembic import context
from sqlalchemy import Connection

from eventkit.db.base import db

VERSION_TABLE: str = context.config.attributes["version_table"]
PLUGINS: list[str] = context.config.attributes["plugins"]
PLUGIN = VERSION_TABLE.removeprefix("alembic_version").strip("_")


def belongs(name: str | None, kind: str, _parents: Any) -> bool:
    """Whether a table is this home's: a plugin's tables carry its name as prefix."""
    if kind != "table" or name is None:
        return True
    if name.startswith("alembic_version"):
        return False
    owner = next((other for other in PLUGINS if name.startswith(f"{other}_")), "")
    return owner == PLUGIN


def include(_object: Any, name: str | None, kind: str, _reflected: bool, _compare: Any) -> bool:
    """The same question for objects of the metadata."""
    return belongs(name, kind, {})


def say(connection: Connection, pragma: str) -> list[tuple[Any, ...]]:
    """A pragma of SQLite, past any transaction of ours; elsewhere nothing."""
    if connection.dialect.name != "sqlite":
        return []
    driver: Any = connection.connection.driver_connection
    return list(driver.execute(f"PRAGMA {pragma}"))


def astray(connection: Connection) -> set[tuple[Any, ...]]:
    """Rows that point to rows that are not there: (table, row, table pointed to)."""
    return {found[:3] for found in say(connection, "foreign_key_check")}


with db.engine.connect() as connection:
    # SQLite changes a table by making it anew and dropping the old one. While references are
    # watched, dropping deletes all rows first, and with them the rows of other tables.
    say(connection, "foreign_keys=OFF")
    try:
        astray_before = astray(connection)
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            version_table=VERSION_TABLE,
            render_as_batch=True,
            include_name=belongs,
            include_object=include,
            compare_type=True,
            user_module_prefix="eventkit.db.types.",
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            if lost := astray(connection) - astray_before:
                tables = sorted({f"{table} → {parent}" for table, _row, parent in lost})
                raise RuntimeError(f"rows would point nowhere: {', '.join(tables)}")
        connection.commit()
    finally:
        connection.rollback()
        say(connection, "foreign_keys=ON")
