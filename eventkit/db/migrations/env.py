"""Alembic's entry: the metadata comes from the running app, no room is imported."""

from __future__ import annotations

from typing import Any

from alembic import context

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


with db.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        version_table=VERSION_TABLE,
        render_as_batch=True,
        include_name=belongs,
        include_object=include,
        compare_type=True,
        user_module_prefix="eventkit.db.types.",
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
