"""What the revisions make of an empty database is what the models say."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from eventkit.db import db
from eventkit.entries.operations import set_aside
from eventkit.hooks.migrations import (
    CORE,
    alembic_config,
    current_revisions,
    heads,
    homes,
    pending,
    upgrade,
)
from eventkit.scoring.operations import enter_sheet, open_sheet
from eventkit.testing.juries import create_judged_event, create_juror, create_task

pytestmark = pytest.mark.database


def differences():
    """What alembic would still change, the core's tables and the plugins' together."""
    with db.engine.connect() as connection:
        options = {
            "compare_type": True,
            "compare_server_default": True,
            "include_name": lambda name, kind, _: kind != "table" or not name.startswith(CORE),
        }
        context = MigrationContext.configure(connection, opts=options)
        return compare_metadata(context, db.metadata)


def test_the_revisions_make_the_schema_of_the_models(unmigrated):
    homes_by_table = [CORE, *(f"{CORE}_{name}" for name in ("duet", "essay", "quest", "training"))]
    assert [table for table, _folder in homes()] == homes_by_table
    assert pending() == homes_by_table
    assert len(differences()) >= len(db.metadata.tables)
    upgrade()
    assert pending() == []
    assert differences() == []


def rows():
    """Every row of every table of the models, by table."""
    with db.engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(table.select().order_by("id"))]
            for table in db.metadata.sorted_tables
            if "id" in table.c
        }


def test_a_judged_contest_survives_each_revision_taken_back_and_applied_again(unmigrated):
    upgrade()
    event = create_judged_event()
    enter_sheet(create_task(event), {"K1": 4, "K2": "2.5"})
    juror = create_juror(event)
    begun, untouched = (create_task(event, juror) for _ in range(2))
    enter_sheet(begun, {"K1": 4}, submitted=False)
    open_sheet(untouched)
    set_aside(create_task(event, juror).entry)
    db.session.commit()
    before = rows()
    core, *plugins = homes()
    for home in plugins:  # their tables may stand on later ones of the core
        command.downgrade(alembic_config(*home), "base")
    command.downgrade(alembic_config(*core), "0001")
    upgrade()
    assert differences() == []
    assert rows() == before


def test_a_second_upgrade_changes_nothing(unmigrated):
    upgrade()
    before = current_revisions()
    upgrade()
    assert current_revisions() == before


def test_tables_of_a_plugin_carry_its_name_and_stand_in_its_own_revisions(unmigrated):
    upgrade()
    named = {name for name in inspect(db.engine).get_table_names() if name.startswith("essay_")}
    assert named
    assert named == {name for name in db.metadata.tables if name.startswith("essay_")}
    folders = dict(homes())
    core = "".join(file.read_text() for file in folders[CORE].glob("0*.py"))
    essay = "".join(file.read_text() for file in folders[f"{CORE}_essay"].glob("0*.py"))
    for name in named:
        assert f"'{name}'" not in core.replace('"', "'")
        assert f"'{name}'" in essay.replace('"', "'")


def test_each_home_has_its_revisions_in_one_line(unmigrated):
    """Two heads, made by two people at once, would leave the next revision without a place."""
    for versions, folder in homes():
        assert len(heads(folder)) == 1, versions


def test_heads_are_those_that_alembic_finds(unmigrated, tmp_path):
    for versions, folder in homes():
        config = alembic_config(versions, folder)
        assert heads(folder) == set(ScriptDirectory.from_config(config).get_heads())
    # Two lines that start from one revision, and the one that brings them together again.
    for name, before in [("a", "None"), ("b", '"a"'), ("c", '"a"'), ("d", '("b", "c")')]:
        text = f'revision: str = "{name}"\ndown_revision: str | None = {before}  # said by hand\n'
        tmp_path.joinpath(f"{name}.py").write_text(text, encoding="utf-8")
        assert heads(tmp_path) == ({"b", "c"} if name == "c" else {name})
