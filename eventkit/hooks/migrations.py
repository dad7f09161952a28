"""Migrations: the core's revisions and each plugin's own, under version tables of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from eventkit.db import db, migrations, reading
from eventkit.hooks.manager import PluginError, active_plugins

HERE = Path(migrations.__file__).parent
CORE = "alembic_version"


def homes() -> list[tuple[str, Path]]:
    """Version tables with their folders: the core first, then the plugins by name."""
    plugins = [(f"{CORE}_{name}", path) for name, path in _plugin_homes()]
    return [(CORE, HERE / "versions"), *plugins]


def upgrade() -> None:
    """Bring the core's tables and each plugin's up to date, the core first.

    Raises PluginError for a home without a single revision: its tables would be missing silently.
    """
    from alembic import command  # here: a start that has nothing to upgrade does without

    for table, folder in homes():
        if not _heads(folder):
            owner = table.removeprefix(CORE).strip("_") or "eventkit"
            raise PluginError(f"{owner}: в папке {folder} нет миграций")
        command.upgrade(alembic_config(table, folder), "heads")


def pending() -> list[str]:
    """The version tables that are behind their revisions."""
    return [table for table, folder in homes() if _current(table) != _heads(folder)]


def current_revisions() -> dict[str, list[str]]:
    """Each version table with the revisions that the database stands at."""
    return {table: sorted(_current(table)) for table, _folder in homes()}


def revise(table: str, folder: Path, message: str) -> None:
    """Write the next numbered revision of one home by comparing models with the database."""
    from alembic import command

    number = len(list(folder.glob("[0-9]*.py"))) + 1
    command.revision(
        alembic_config(table, folder), message=message, autogenerate=True, rev_id=f"{number:04}"
    )


def _plugin_homes() -> list[tuple[str, Path]]:
    return active_plugins().brought("eventkit_migrations")


def alembic_config(table: str, folder: Path) -> Config:
    """What alembic's commands need to work on one home."""
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("version_locations", str(folder))
    config.set_main_option("path_separator", "newline")
    config.attributes["version_table"] = table
    config.attributes["plugins"] = [name for name, _path in _plugin_homes()]
    return config


def _current(table: str) -> set[str]:
    # A reader on a connection of its own never waits for the transaction that its caller writes.
    with reading(), db.engine.connect() as connection:
        options: dict[str, Any] = {"version_table": table}
        return set(MigrationContext.configure(connection, opts=options).get_current_heads())


def _heads(folder: Path) -> set[str]:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("version_locations", str(folder))
    config.set_main_option("path_separator", "newline")
    return set(ScriptDirectory.from_config(config).get_heads())
