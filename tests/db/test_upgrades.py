"""Whoever upgrades keeps every row: from each earlier schema, in each of its tables."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, inspect, select, text, types

from eventkit.db import db, migrations
from eventkit.hooks.migrations import alembic_config, homes, pending, upgrade
from eventkit.testing.fixtures import SERVER

pytestmark = pytest.mark.database
ROWS = 2
NEAR = 2
"""So many schemas back are tried in every check, all others in the long one."""
VERSIONS = Path(migrations.__file__).parent / "versions"
AGES = [
    pytest.param(age, marks=[] if age <= NEAR else pytest.mark.all)
    for age in range(1, len(list(VERSIONS.glob("0*.py"))))
]
SOMEDAY = datetime(2025, 10, 1, 9, tzinfo=UTC)


def earlier(home):
    """The revisions of a home before its last one, the newest first."""
    script = ScriptDirectory.from_config(alembic_config(*home))
    return [one.revision for one in script.walk_revisions()][1:]


def value_of(column, number):
    """Something that a column of this type may hold, different in each row."""
    kind = column.type
    if isinstance(kind, types.JSON):
        return {"n": number}
    if isinstance(kind, types.Boolean):
        return number == 1
    if isinstance(kind, types.DateTime):
        return SOMEDAY.replace(minute=number)
    if isinstance(kind, types.Date):
        return date(2025, 10, number)
    if isinstance(kind, types.Integer | types.Numeric):
        return number
    return f"т{number}"[-(kind.length or 2) :]


def tables_of(connection):
    there = MetaData()
    there.reflect(connection)
    return {n: t for n, t in there.tables.items() if not n.startswith("alembic_version")}


def fill():
    """Two rows in every table; what refers to another table means its row of the same number."""
    with db.engine.connect() as connection:
        # Tables that refer to each other have no order in which they could be filled.
        if SERVER:
            connection.execute(text("SET session_replication_role = replica"))
        else:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF").close()
        for table in tables_of(connection).values():
            for number in range(1, ROWS + 1):
                row = {column.name: value_of(column, number) for column in table.columns}
                connection.execute(table.insert().values(row))
        connection.commit()
        connection.invalidate()


def rows():
    """All rows by table, each a mapping of its columns."""
    with db.engine.connect() as connection:
        return {
            name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for name, table in tables_of(connection).items()
        }


def lost(before, after):
    """What was there before and is not now: rows of a table, or what stood in a column of it."""
    for name, old in before.items():
        new = after.get(name, [])
        if len(new) < len(old):
            yield name, f"{len(new)} of {len(old)} rows"
            continue
        for column in set(old[0]) & set(new[0]):
            stood, stands = ([str(row[column]) for row in found] for found in (old, new))
            if sorted(stood) != sorted(stands[: len(stood)]):
                yield name, column, stood, stands


def may_stand(name):
    """Whether all tables that a plugin's tables refer to are there already."""
    there = set(inspect(db.engine).get_table_names())
    owned = [t for n, t in db.metadata.tables.items() if n.startswith(f"{name}_")]
    wanted = {key.column.table.name for table in owned for key in table.foreign_keys}
    return wanted <= there | {table.name for table in owned}


def upgrade_from_here():
    fill()
    before = rows()
    assert all(len(found) == ROWS for found in before.values())
    upgrade()
    assert pending() == []
    assert list(lost(before, rows())) == []


@pytest.mark.parametrize("age", AGES)
def test_every_row_of_an_earlier_schema_is_there_after_an_upgrade(unmigrated, age):
    """With the tables of those plugins that could stand on it."""
    core, *plugins = homes()
    command.upgrade(alembic_config(*core), earlier(core)[age - 1])
    for versions, folder in plugins:
        if may_stand(versions.removeprefix("alembic_version_")):
            command.upgrade(alembic_config(versions, folder), "heads")
    upgrade_from_here()


def test_every_row_of_a_plugins_earlier_schema_is_there_after_an_upgrade(unmigrated):
    core, *plugins = homes()
    command.upgrade(alembic_config(*core), "heads")
    for home in plugins:
        before = earlier(home)
        command.upgrade(alembic_config(*home), before[0] if before else "heads")
    upgrade_from_here()


@pytest.mark.sqlite
def test_a_revision_that_leaves_rows_without_what_they_point_to_changes_nothing(
    unmigrated, tmp_path
):
    """References are not watched while tables are made anew, so they are looked at in the end."""
    upgrade()
    fill()
    before = rows()
    text_of = 'revision, down_revision = "0001", None\nfrom alembic import op\n\n\n'
    text_of += 'def upgrade():\n    op.execute("DELETE FROM organization WHERE id = 2")\n'
    (tmp_path / "0001_hasty.py").write_text(text_of, encoding="utf-8")
    with pytest.raises(RuntimeError, match="person → organization"):
        command.upgrade(alembic_config("alembic_version_hasty", tmp_path), "heads")
    assert rows() == before
    with db.engine.connect() as connection:
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
