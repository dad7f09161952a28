"""`eventkit …` as a fresh process would run it, in a folder of the test's own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from eventkit.cli import main

Eventkit = Callable[..., Result]
OF_THE_MACHINE = [
    f"EVENTKIT_{name}"
    for name in ("SECRET_KEY", "DATABASE_URL", "MAIL_URL", "BASE_URL", "STORAGE_URL")
]
"""Settings that a test's own installation does not take from outside."""
ANNA = ("anna@school.example", "--administrator", "--password", "семь гномов")


@pytest.fixture
def eventkit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Eventkit:
    """Run a command; an error that is not told in words fails the test."""
    monkeypatch.setenv("EVENTKIT_INSTANCE", str(tmp_path / "instance"))
    for name in OF_THE_MACHINE:
        monkeypatch.delenv(name, raising=False)

    def run(*words: str, **options: object) -> Result:
        return CliRunner().invoke(main, words, catch_exceptions=False, **options)

    return run


def _run_in(folder: Path, *words: str) -> None:
    """A command that must succeed, in a folder that tests copy."""
    environment = {"EVENTKIT_INSTANCE": str(folder), **dict.fromkeys(OF_THE_MACHINE)}
    done = CliRunner().invoke(main, words, env=environment, catch_exceptions=False)
    assert done.exit_code == 0, done.output


@pytest.fixture(scope="session")
def new_installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `eventkit init` makes, to be copied: all revisions take longer than most commands."""
    folder = tmp_path_factory.mktemp("new")
    _run_in(folder, "init")
    return folder


@pytest.fixture(scope="session")
def annas_installation(new_installation: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with one administrator, to be copied."""
    folder = tmp_path_factory.mktemp("annas") / "instance"
    shutil.copytree(new_installation, folder)
    _run_in(folder, "user", "add", *ANNA)
    return folder


@pytest.fixture(scope="session")
def demo_installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `eventkit demo` makes, to be copied."""
    folder = tmp_path_factory.mktemp("demo")
    _run_in(folder, "demo", "--once")
    return folder


@pytest.fixture
def initialised(eventkit: Eventkit, new_installation: Path, tmp_path: Path) -> Eventkit:
    """Run a command after `eventkit init`."""
    shutil.copytree(new_installation, tmp_path / "instance")
    return eventkit


@pytest.fixture
def ready(eventkit: Eventkit, annas_installation: Path, tmp_path: Path) -> Eventkit:
    """Run a command in an installation with one administrator."""
    shutil.copytree(annas_installation, tmp_path / "instance")
    return eventkit


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """A file of a test's own with a table or rules in it."""

    def make(text: str, name: str = "баллы.csv") -> Path:
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return file

    return make
