"""A whole site saved and brought back: every row, every file, the journal, the next numbers.

On PostgreSQL (EVENTKIT_TEST_DATABASE_URL) the copy goes from SQLite into it and back.
"""

import hashlib
import json
import shutil
import sqlite3
from contextlib import closing
from io import BytesIO
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from sqlalchemy import func, insert, select, text

from eventkit.app import create_app
from eventkit.cli import main
from eventkit.db import db, set_mode
from eventkit.entries.models import Entry
from eventkit.entries.operations import attach
from eventkit.entries.reading import prepare
from eventkit.files.models import StoredFile
from eventkit.files.operations import receive
from eventkit.files.storage import storage
from eventkit.journal.models import JournalLine
from eventkit.journal.operations import SITE
from eventkit.journal.queries import head_hash, verify
from eventkit.people.models import Organization
from eventkit.testing.fixtures import SERVER, drop_database, new_database
from eventkit.testing.registration import word_file

pytestmark = pytest.mark.database


@pytest.fixture(scope="module")
def site(demo_installation, tmp_path_factory):
    """The demo with a work that came as a file; nobody changes it."""
    home = tmp_path_factory.mktemp("site") / "demo"
    shutil.copytree(demo_installation / "demo", home)
    app = create_app(instance=home)
    with app.app_context():
        set_mode("write")
        entry = db.session.scalars(select(Entry).order_by(Entry.id)).first()
        content = BytesIO(word_file("Два\tслова «и»\u2028"))
        attach(entry, prepare(receive(content, "эссе.docx", 10**6)))
        db.session.commit()
        db.engine.dispose()
    return home


def run(home, *words, url="", answer=None):
    """`eventkit …` in the home named first, on its own database or on one that is named."""
    where = {"EVENTKIT_INSTANCE": str(home), "EVENTKIT_DATABASE_URL": url}
    said = [str(word) for word in words]
    return CliRunner().invoke(main, said, input=answer, env=where, catch_exceptions=False)


@pytest.fixture(scope="module")
def saved(site, tmp_path_factory):
    """A copy of the demo; nobody changes it."""
    copy = tmp_path_factory.mktemp("saved") / "copy.zip"
    assert run(site, "backup", copy).exit_code == 0
    return copy


@pytest.fixture
def veras_home(new_installation, tmp_path):
    """An installation with an account that the demo does not know."""
    home = tmp_path / "home"
    shutil.copytree(new_installation, home)
    assert run(home, "user", "add", "vera@school.example", "--password", "").exit_code == 0
    return home


@pytest.fixture
def other_url(tmp_path):
    """The address of an empty database: on the server where there is one."""
    if not SERVER:
        yield f"sqlite:///{tmp_path / 'other.db'}"
        return
    url = new_database()
    yield url
    drop_database(url)


def inside(home, url, question):
    """Ask something inside the app of an installation."""
    overrides = {"SQLALCHEMY_DATABASE_URI": url} if url else {}
    app = create_app(overrides, instance=home)
    with app.app_context():
        set_mode("write")
        try:
            return question()
        finally:
            db.session.rollback()
            db.engine.dispose()


def everything():
    """Each table's rows in the order of their keys, each stored file's own hash."""
    rows = {
        table.name: [
            dict(row)
            for row in db.session.execute(select(table).order_by(*table.primary_key)).mappings()
        ]
        for table in db.metadata.sorted_tables
    }
    files = {}
    for sha256 in db.session.scalars(select(StoredFile.sha256)):
        with storage().open(sha256) as content:
            files[sha256] = hashlib.sha256(content.read()).hexdigest()
    return rows, files


def heads():
    """The head of each chain of the journal, which must hold."""
    assert verify() == []
    chains = db.session.scalars(select(JournalLine.chain).distinct()).all()
    return {chain: head_hash(chain) for chain in chains}


def take_next_numbers():
    """Add a row to a table after a restore: its id follows those that came with the copy."""
    largest = db.session.scalar(select(func.max(Organization.id)))
    made = db.session.execute(
        insert(Organization).values(
            statutory_name="Школа", short_name="Школа", search_key="школа", sort_key="школа"
        )
    )
    return largest, made.inserted_primary_key[0]


def sequences_behind():
    """Tables of PostgreSQL whose next number is taken."""
    behind = []
    for table in db.metadata.sorted_tables:
        # Ids that are drawn at random come from no sequence.
        if table.autoincrement_column is not None:
            name = db.session.scalar(select(func.pg_get_serial_sequence(table.name, "id")))
            last = db.session.scalar(text(f"SELECT last_value FROM {name}"))
            largest = db.session.scalar(select(func.max(table.c.id))) or 0
            behind += [table.name] if last < largest else []
    return behind


def test_a_copy_brings_every_row_and_file_to_another_database_and_back(
    site, saved, other_url, tmp_path
):
    before = inside(site, "", everything)
    assert sum(map(len, before[0].values())) > 1000
    assert before[1]
    back = tmp_path / "back.zip"
    assert run(tmp_path / "other", "restore", saved, "--yes", url=other_url).exit_code == 0
    assert inside(tmp_path / "other", other_url, everything) == before
    assert run(tmp_path / "other", "backup", back, url=other_url).exit_code == 0
    assert run(tmp_path / "home", "restore", back, "--yes").exit_code == 0
    assert inside(tmp_path / "home", "", everything) == before
    known = inside(site, "", heads)
    assert inside(tmp_path / "other", other_url, heads) == known
    assert inside(tmp_path / "home", "", heads) == known
    told = run(tmp_path / "home", "journal", "verify", "--head", known[SITE])
    assert told.output == "Журнал цел.\n"


def test_after_a_restore_new_rows_get_numbers_that_are_free(saved, other_url, tmp_path):
    assert run(tmp_path / "other", "restore", saved, "--yes", url=other_url).exit_code == 0
    largest, following = inside(tmp_path / "other", other_url, take_next_numbers)
    assert following == largest + 1
    if SERVER:
        assert inside(tmp_path / "other", other_url, sequences_behind) == []


def test_restoring_replaces_what_was_there_and_asks_first(saved, veras_home):
    assert run(veras_home, "restore", saved, answer="n\n").exit_code == 1
    assert run(veras_home, "user", "list").output == "vera@school.example\n"
    assert run(veras_home, "restore", saved, answer="y\n").exit_code == 0
    told = run(veras_home, "user", "list").output
    assert "vera@school.example" not in told
    assert "admin@romashkino.example\tадминистратор" in told


def members_of(copy):
    """What an archive holds."""
    with ZipFile(copy) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write(copy, members):
    """Make the archive anew."""
    with ZipFile(copy, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def test_a_copy_of_another_version_is_refused_and_nothing_changes(saved, veras_home, tmp_path):
    copy = tmp_path / "copy.zip"
    members = members_of(saved)
    manifest = json.loads(members["manifest.json"])
    for change, said in (
        ({"format": 99}, "другой версией программы"),
        ({"revisions": {"alembic_version": ["9999"]}}, "другой версией базы"),
    ):
        write(copy, members | {"manifest.json": json.dumps(manifest | change)})
        told = run(veras_home, "restore", copy, "--yes")
        assert (told.exit_code, said in told.stderr) == (2, True)
    assert run(veras_home, "user", "list").output == "vera@school.example\n"


def test_a_copy_that_lost_a_table_changes_nothing(saved, veras_home, tmp_path):
    copy = tmp_path / "copy.zip"
    members = members_of(saved)
    del members["tables/standing.jsonl"]
    write(copy, members)
    told = run(veras_home, "restore", copy, "--yes")
    assert told.exit_code == 2
    assert "повреждена" in told.stderr
    assert run(veras_home, "user", "list").output == "vera@school.example\n"


def test_a_copy_is_whole_or_not_there(saved, tmp_path):
    """A lost file is named, the copy of yesterday stays; a folder that is not there is named."""
    copy, home = tmp_path / "copy.zip", tmp_path / "home"
    run(home, "restore", saved, "--yes")
    run(home, "backup", copy)
    yesterday = copy.read_bytes()
    [content, *_more] = (path for path in (home / "files").rglob("*") if path.is_file())
    content.unlink()
    told = run(home, "backup", copy)
    assert told.exit_code == 2
    assert content.name in told.stderr
    assert copy.read_bytes() == yesterday
    assert [path.name for path in tmp_path.glob("*.part")] == []
    assert run(home, "backup", tmp_path / "no" / "copy.zip").exit_code == 2
    assert run(home, "restore", tmp_path / "no.zip", "--yes").exit_code == 2


@pytest.mark.sqlite
def test_a_backup_waits_for_nobody_who_writes(site, tmp_path):
    with closing(sqlite3.connect(site / "eventkit.db", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        told = run(site, "backup", tmp_path / "copy.zip")
        writer.execute("ROLLBACK")
    assert told.exit_code == 0
