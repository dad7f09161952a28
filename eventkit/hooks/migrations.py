"""Migrations: the core's revisions and each plugin's own, under version tables of their own.

Alembic, with every database it knows, takes a tenth of a start. It is imported where something is
migrated; a start asks only whether anything waits.
"""

from __future__ import annotations

import re
from ast import literal_eval
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import column, inspect, select, table
from sqlalchemy.exc import SQLAlchemyError

from eventkit.db import db, migrations, reading
from eventkit.hooks.manager import PluginError, active_plugins

if TYPE_CHECKING:
    from alembic.config import Config

HERE = Path(migrations.__file__).parent
CORE = "alembic_version"
_NAMED = re.compile(r"^(revision|down_revision)\b[^=\n]*= *(.+)$", re.MULTILINE)
"""What a revision says of itself: ``revision = "0002"``, ``down_revision: str | None = "0001"``."""


class UpgradeError(Exception):
    """A database that could not be brought up to date; the home named is as it was before."""


def homes() -> list[tuple[str, Path]]:
    """Version tables with their folders: the core first, then the plugins by name."""
    plugins = [(f"{CORE}_{name}", path) for name, path in _plugin_homes()]
    return [(CORE, HERE / "versions"), *plugins]


def upgrade() -> None:
    """Bring the core's tables and each plugin's up to date, the core first.

    Raises PluginError for a home without a single revision: its tables would be missing silently,
    and UpgradeError when a revision fails, which undoes the revisions of its home.
    """
    from alembic import command
    from alembic.util.exc import CommandError

    db.engine.connect().close()  # one that does not answer at all says so itself
    for versions, folder in homes():
        owner = versions.removeprefix(CORE).strip("_") or "eventkit"
        if not heads(folder):
            raise PluginError(f"{owner}: в папке {folder} нет миграций")
        try:
            command.upgrade(alembic_config(versions, folder), "heads")
        except (SQLAlchemyError, CommandError, RuntimeError) as problem:
            [first, *_more] = str(problem).splitlines() or [""]
            raise UpgradeError(f"{owner}: {first}") from problem


def pending() -> list[str]:
    """The version tables that are behind their revisions."""
    return [versions for versions, folder in homes() if _current(versions) != heads(folder)]


def current_revisions() -> dict[str, list[str]]:
    """Each version table with the revisions that the database stands at."""
    return {versions: sorted(_current(versions)) for versions, _folder in homes()}


def revise(versions: str, folder: Path, message: str) -> None:
    """Write the next numbered revision of one home by comparing models with the database."""
    from alembic import command

    number = len(list(folder.glob("[0-9]*.py"))) + 1
    command.revision(
        alembic_config(versions, folder), message=message, autogenerate=True, rev_id=f"{number:04}"
    )


def _plugin_homes() -> list[tuple[str, Path]]:
    return active_plugins().brought("eventkit_migrations")


def alembic_config(versions: str, folder: Path) -> Config:
    """What alembic's commands need to work on one home."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("version_locations", str(folder))
    config.set_main_option("path_separator", "newline")
    config.attributes["version_table"] = versions
    config.attributes["plugins"] = [name for name, _path in _plugin_homes()]
    return config


def heads(folder: Path) -> set[str]:
    """The revisions of a folder that no other one follows, as its files name them."""
    named: set[str] = set()
    followed: set[str | None] = set()
    for file in folder.glob("*.py"):
        said = dict(_NAMED.findall(file.read_text(encoding="utf-8")))
        if "revision" in said:
            named.add(literal_eval(said["revision"]))
            before = literal_eval(said.get("down_revision", "None"))
            followed.update(before if isinstance(before, tuple | list) else [before])
    return named - followed


def _current(versions: str) -> set[str]:
    # A reader on a connection of its own never waits for the transaction that its caller writes.
    with reading(), db.engine.connect() as connection:
        if not inspect(connection).has_table(versions):
            return set()
        return set(connection.scalars(select(column("version_num")).select_from(table(versions))))
