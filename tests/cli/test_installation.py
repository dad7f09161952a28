"""An installation from the command line: made, examined, saved and brought back elsewhere."""

import gc
import json
import sqlite3
from contextlib import closing
from zipfile import ZipFile

import pytest

import eventkit_essay
from eventkit.hooks import hookimpl


def test_a_new_installation_has_nothing_to_mend(ready):
    told = ready("doctor")
    assert told.exit_code == 0
    assert "НЕТ" not in told.output


def test_without_an_administrator_doctor_says_which_command_adds_one(initialised):
    told = initialised("doctor")
    assert told.exit_code == 1
    assert "eventkit user add ПОЧТА --administrator" in told.output


def test_a_backup_brings_accounts_and_the_key_to_another_computer(ready, tmp_path, monkeypatch):
    key = (tmp_path / "instance" / "secret_key").read_text()
    saved = ready("backup", str(tmp_path / "copy.zip"))
    assert saved.exit_code == 0
    with ZipFile(tmp_path / "copy.zip") as archive:
        head = json.loads(archive.read("manifest.json"))["journal"]["site"]
    assert f"Голова журнала: {head}" in saved.output

    monkeypatch.setenv("EVENTKIT_INSTANCE", str(tmp_path / "other"))
    assert ready("restore", str(tmp_path / "copy.zip"), "--yes").exit_code == 0
    assert ready("user", "list").output == "anna@school.example\tадминистратор\n"
    assert (tmp_path / "other" / "secret_key").read_text() == key
    assert ready("journal", "verify", "--head", head).exit_code == 0


@pytest.mark.parametrize("words", [("user", "list"), ("journal", "verify"), ("backup", "c.zip")])
def test_without_tables_a_command_says_in_one_line_what_to_do(eventkit, tmp_path, words):
    target = [str(tmp_path / word) if word.endswith(".zip") else word for word in words]
    told = eventkit(*target)
    assert told.exit_code == 1
    assert told.stderr.splitlines() == [
        "База данных не готова. Выполните: eventkit init (или eventkit upgrade)"
    ]


def test_a_file_that_is_no_backup_changes_nothing(ready, tmp_path):
    (tmp_path / "letter.zip").write_text("Здравствуйте")
    told = ready("restore", str(tmp_path / "letter.zip"), "--yes")
    assert told.exit_code == 2
    assert "не резервная копия" in told.stderr
    assert "anna@school.example" in ready("user", "list").output


def test_init_makes_the_tables_and_a_key_that_nobody_else_reads(eventkit, tmp_path):
    told = eventkit("init")
    assert told.exit_code == 0
    assert "eventkit user add" in told.output
    key = tmp_path / "instance" / "secret_key"
    assert key.stat().st_mode & 0o077 == 0
    before = key.read_text()
    assert eventkit("init").exit_code == eventkit("upgrade").exit_code == 0
    assert key.read_text() == before


def test_an_upgrade_that_fails_is_told_as_such_and_leaves_everything_as_it_was(ready, tmp_path):
    """Here the database has a table that its version does not know of."""
    database = tmp_path / "instance" / "eventkit.db"
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0027'")
    told = ready("upgrade")
    assert told.exit_code == 1
    [line] = told.stderr.splitlines()
    assert line.startswith("Обновить базу данных не удалось, данные остались прежними: eventkit: ")
    assert "already exists" in line
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [
            ("0027",)
        ]
        assert connection.execute("SELECT count(*) FROM account").fetchall() == [(1,)]


def test_a_home_without_revisions_stops_init_and_is_named(eventkit, tmp_path, monkeypatch):
    monkeypatch.setattr(eventkit_essay, "eventkit_migrations", hookimpl(lambda: tmp_path))
    told = eventkit("init")
    assert told.exit_code == 2
    assert told.stderr == f"Error: essay: в папке {tmp_path} нет миграций\n"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("TIMEZONE", "Mars/Olympus", "TIMEZONE: нет такого часового пояса"),
        ("LOCALE", "fr", "LOCALE: ru или en"),
        ("MAX_FILE_MB", "много", "MAX_FILE_MB: нужно целое число"),
        ("DATABASE_URL", "sqlite:////no/such/folder/x.db", "база данных не отвечает"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_in_one_line(
    eventkit, monkeypatch, name, value, said
):
    monkeypatch.setenv(f"EVENTKIT_{name}", value)
    for command in (("init",), ("doctor",), ("serve",), ("user", "list")):
        told = eventkit(*command)
        assert told.exit_code == 2
        [line] = told.stderr.splitlines()
        assert said in line
    assert gc.isenabled()  # a start that went wrong must not leave the process filling up


def test_a_wrong_line_in_the_settings_file_is_named(initialised, tmp_path):
    file = tmp_path / "instance" / "config.toml"
    file.write_text('base_ur = "https://contest.example"')
    told = initialised("doctor")
    assert told.exit_code == 2
    assert told.stderr == f"Error: {file}: нет такой настройки: base_ur\n"


def test_doctor_finds_a_broken_journal_and_a_site_without_https(ready, tmp_path, monkeypatch):
    with closing(sqlite3.connect(tmp_path / "instance" / "eventkit.db")) as connection:
        connection.execute("UPDATE journal_line SET actor = 'account:7' WHERE number = 1")
        connection.commit()
    monkeypatch.setenv("EVENTKIT_BASE_URL", "http://contest.example")
    told = ready("doctor")
    assert told.exit_code == 1
    assert "НЕТ Журнал цел\n    Посмотрите: eventkit journal verify" in told.output
    assert "НЕТ Адрес сайта: http://contest.example\n    Включите HTTPS" in told.output
    broken = ready("journal", "verify")
    assert broken.exit_code == 1
    assert broken.stderr.splitlines() == ["site 1: строка изменена", "Журнал нарушен."]


def test_a_missing_end_of_the_journal_is_found_by_its_head(ready):
    assert ready("journal", "verify").output == "Журнал цел.\n"
    told = ready("journal", "verify", "--head", "0" * 64)
    assert told.exit_code == 1
    assert "конец журнала удалён" in told.stderr
