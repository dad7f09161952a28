"""A whole site saved and brought back: every row, every file, the journal, the next numbers.

On PostgreSQL (EVENTKIT_TEST_DATABASE_URL) the copy goes from SQLite into it and back.
"""

import hashlib
import json
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
from eventkit.journal.queries import head_hash, verify
from eventkit.people.models import Organization
from eventkit.testing.fixtures import SERVER, drop_database, new_database
from eventkit.testing.registration import word_file

pytestmark = pytest.mark.database


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The demo with a work that came as a file; nobody changes it."""
    folder = tmp_path_factory.mktemp("site")
    environment = {"EVENTKIT_INSTANCE": str(folder)}
    done = CliRunner().invoke(main, ["demo", "--once"], env=environment, catch_exceptions=False)
    assert done.exit_code == 0
    home = folder / "demo"
    app = create_app(instance=home)
    with app.app_context():
        set_mode("write")
        entry = db.session.scalars(select(Entry).order_by(Entry.id)).first()
        content = BytesIO(word_file("Два\tслова «и»\u2028"))
        attach(entry, prepare(receive(content, "эссе.docx", 10**6)))
        db.session.commit()
        db.engine.dispose()
    return home


@pytest.fixture
def run(monkeypatch):
    """`eventkit …` in the home named first, on its own database or on one that is named."""

    def run(home, *words, url="", answer=None):
        monkeypatch.setenv("EVENTKIT_INSTANCE", str(home))
        monkeypatch.setenv("EVENTKIT_DATABASE_URL", url)
        said = [str(word) for word in words]
        return CliRunner().invoke(main, said, input=answer, catch_exceptions=False)

    return run


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
    site, run, other_url, tmp_path
):
    before = inside(site, "", everything)
    assert sum(map(len, before[0].values())) > 1000
    assert before[1]
    there, back = tmp_path / "there.zip", tmp_path / "back.zip"
    assert run(site, "backup", there).exit_code == 0
    assert run(tmp_path / "other", "restore", there, "--yes", url=other_url).exit_code == 0
    assert inside(tmp_path / "other", other_url, everything) == before
    assert run(tmp_path / "other", "backup", back, url=other_url).exit_code == 0
    assert run(tmp_path / "home", "restore", back, "--yes").exit_code == 0
    assert inside(tmp_path / "home", "", everything) == before
    known = inside(site, "", heads)
    assert inside(tmp_path / "other", other_url, heads) == known
    for head in known.values():
        told = run(tmp_path / "home", "journal", "verify", "--head", head)
        assert told.output == "Журнал цел.\n"


def test_after_a_restore_new_rows_get_numbers_that_are_free(site, run, other_url, tmp_path):
    copy = tmp_path / "copy.zip"
    run(site, "backup", copy)
    assert run(tmp_path / "other", "restore", copy, "--yes", url=other_url).exit_code == 0
    largest, following = inside(tmp_path / "other", other_url, take_next_numbers)
    assert following == largest + 1
    if SERVER:
        assert inside(tmp_path / "other", other_url, sequences_behind) == []


def test_restoring_replaces_what_was_there_and_asks_first(site, run, tmp_path):
    copy, home = tmp_path / "copy.zip", tmp_path / "home"
    run(site, "backup", copy)
    run(home, "init")
    run(home, "user", "add", "vera@school.example", "--password", "")
    assert run(home, "restore", copy, answer="n\n").exit_code == 1
    assert run(home, "user", "list").output == "vera@school.example\n"
    assert run(home, "restore", copy, answer="y\n").exit_code == 0
    told = run(home, "user", "list").output
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


def test_a_copy_of_another_version_is_refused_and_nothing_changes(site, run, tmp_path):
    copy, home = tmp_path / "copy.zip", tmp_path / "home"
    run(site, "backup", copy)
    members = members_of(copy)
    manifest = json.loads(members["manifest.json"])
    run(home, "init")
    run(home, "user", "add", "vera@school.example", "--password", "")
    for change, said in (
        ({"format": 99}, "другой версией программы"),
        ({"revisions": {"alembic_version": ["9999"]}}, "другой версией базы"),
    ):
        write(copy, members | {"manifest.json": json.dumps(manifest | change)})
        told = run(home, "restore", copy, "--yes")
        assert (told.exit_code, said in told.stderr) == (2, True)
    assert run(home, "user", "list").output == "vera@school.example\n"


def test_a_copy_that_lost_a_table_changes_nothing(site, run, tmp_path):
    copy, home = tmp_path / "copy.zip", tmp_path / "home"
    run(site, "backup", copy)
    members = members_of(copy)
    del members["tables/standing.jsonl"]
    write(copy, members)
    run(home, "init")
    run(home, "user", "add", "vera@school.example", "--password", "")
    told = run(home, "restore", copy, "--yes")
    assert told.exit_code == 2
    assert "повреждена" in told.stderr
    assert run(home, "user", "list").output == "vera@school.example\n"


def test_a_copy_is_whole_or_not_there(site, run, tmp_path):
    """A lost file is named, the copy of yesterday stays; a folder that is not there is named."""
    copy, home = tmp_path / "copy.zip", tmp_path / "home"
    run(site, "backup", copy)
    run(home, "restore", copy, "--yes")
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
def test_a_backup_waits_for_nobody_who_writes(site, run, tmp_path):
    with closing(sqlite3.connect(site / "eventkit.db", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        told = run(site, "backup", tmp_path / "copy.zip")
        writer.execute("ROLLBACK")
    assert told.exit_code == 0
