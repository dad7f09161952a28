"""`eventkit …` as a fresh process would run it, in a folder of the test's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from eventkit.cli import main

Eventkit = Callable[..., Result]


@pytest.fixture
def eventkit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Eventkit:
    """Run a command; an error that is not told in words fails the test."""
    monkeypatch.setenv("EVENTKIT_INSTANCE", str(tmp_path / "instance"))
    for name in ("SECRET_KEY", "DATABASE_URL", "MAIL_URL", "BASE_URL", "STORAGE_URL"):
        monkeypatch.delenv(f"EVENTKIT_{name}", raising=False)

    def run(*words: str, **options: object) -> Result:
        return CliRunner().invoke(main, words, catch_exceptions=False, **options)

    return run


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """A file of a test's own with a table or rules in it."""

    def make(text: str, name: str = "баллы.csv") -> Path:
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return file

    return make
