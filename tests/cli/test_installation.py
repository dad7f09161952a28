"""An installation from the command line: made, examined, saved and brought back elsewhere."""

import json
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from eventkit.cli import main


@pytest.fixture
def eventkit(tmp_path, monkeypatch):
    """`eventkit …` in a folder of the test's own, as a fresh process would run it."""
    monkeypatch.setenv("EVENTKIT_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.delenv("EVENTKIT_SECRET_KEY", raising=False)

    def run(*words):
        return CliRunner().invoke(main, words, catch_exceptions=False)

    return run


def add_account(eventkit):
    assert eventkit("init").exit_code == 0
    words = ("user", "add", "anna@school.example", "--administrator", "--password", "семь гномов")
    assert eventkit(*words).exit_code == 0


def test_a_new_installation_has_nothing_to_mend(eventkit):
    add_account(eventkit)
    told = eventkit("doctor")
    assert told.exit_code == 0
    assert "НЕТ" not in told.output


def test_without_an_administrator_doctor_says_which_command_adds_one(eventkit):
    eventkit("init")
    told = eventkit("doctor")
    assert told.exit_code == 1
    assert "eventkit user add ПОЧТА --administrator" in told.output


def test_a_backup_brings_accounts_and_the_key_to_another_computer(eventkit, tmp_path, monkeypatch):
    add_account(eventkit)
    key = (tmp_path / "instance" / "secret_key").read_text()
    saved = eventkit("backup", str(tmp_path / "copy.zip"))
    assert saved.exit_code == 0
    with ZipFile(tmp_path / "copy.zip") as archive:
        head = json.loads(archive.read("manifest.json"))["journal"]["site"]
    assert f"Голова журнала: {head}" in saved.output

    monkeypatch.setenv("EVENTKIT_INSTANCE", str(tmp_path / "other"))
    assert eventkit("restore", str(tmp_path / "copy.zip"), "--yes").exit_code == 0
    assert eventkit("user", "list").output == "anna@school.example\tадминистратор\n"
    assert (tmp_path / "other" / "secret_key").read_text() == key
    assert eventkit("journal", "verify", "--head", head).exit_code == 0


@pytest.mark.parametrize("words", [("user", "list"), ("journal", "verify"), ("backup", "c.zip")])
def test_without_tables_a_command_says_in_one_line_what_to_do(eventkit, tmp_path, words):
    target = [str(tmp_path / word) if word.endswith(".zip") else word for word in words]
    told = eventkit(*target)
    assert told.exit_code == 1
    assert told.stderr.splitlines() == [
        "База данных не готова. Выполните: eventkit init (или eventkit upgrade)"
    ]


def test_a_file_that_is_no_backup_changes_nothing(eventkit, tmp_path):
    add_account(eventkit)
    (tmp_path / "letter.zip").write_text("Здравствуйте")
    told = eventkit("restore", str(tmp_path / "letter.zip"), "--yes")
    assert told.exit_code == 2
    assert "не резервная копия" in told.stderr
    assert "anna@school.example" in eventkit("user", "list").output
