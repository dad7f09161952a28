"""What makes SQLite safe for many people at once."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, literal, select, text
from sqlalchemy.exc import DBAPIError

from eventkit.db import db, reading
from eventkit.testing.factories import create_organization
from eventkit.web.models import SiteSettings

pytestmark = pytest.mark.sqlite
COUNTING = Path(__file__).parent / "counting.py"


@pytest.fixture
def counter(app: Flask) -> SiteSettings:
    """A row with a number in it."""
    row = SiteSettings(id=1, phone="0")
    db.session.add(row)
    db.session.commit()
    return row


def counted() -> int:
    db.session.rollback()
    return int(db.session.get_one(SiteSettings, 1, populate_existing=True).phone)


def test_the_settings_that_the_promises_rest_on(app: Flask) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 60000}
    found = {name: db.session.scalar(text(f"PRAGMA {name}")) for name in wanted}
    assert found == wanted


def test_threads_that_read_add_and_write_lose_nothing(app: Flask, counter: SiteSettings) -> None:
    problems: list[DBAPIError] = []
    start = threading.Barrier(8)

    def count() -> None:
        with app.app_context():
            start.wait(30)
            try:
                for _ in range(25):
                    row = db.session.get_one(SiteSettings, 1)
                    row.phone = str(int(row.phone) + 1)
                    db.session.commit()
            except DBAPIError as problem:
                problems.append(problem)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert problems == []
    assert counted() == 8 * 25


def test_processes_that_read_add_and_write_lose_nothing(app: Flask, counter: SiteSettings) -> None:
    children = [
        subprocess.Popen(
            [sys.executable, str(COUNTING), app.config["SQLALCHEMY_DATABASE_URI"], "50"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for child in children:
        assert child.stdout
        assert child.stdout.readline() == "ready\n"
    for child in children:
        assert child.stdin
        child.stdin.write("go\n")
        child.stdin.flush()
    for child in children:
        child.communicate(timeout=60)
    assert [child.returncode for child in children] == [0, 0]
    assert counted() == 2 * 50


def test_a_second_writer_waits_for_the_first(app: Flask, counter: SiteSettings) -> None:
    """The one that comes later begins when the earlier one has ended, and fails nobody."""
    order: list[str] = []
    knocking = threading.Event()

    def later() -> None:
        with app.app_context():
            knocking.set()
            db.session.get_one(SiteSettings, 1).phone = "2"
            order.append("later")
            db.session.commit()
            db.session.remove()

    db.session.get_one(SiteSettings, 1).phone = "1"
    db.session.flush()
    thread = threading.Thread(target=later)
    thread.start()
    assert knocking.wait(30)
    thread.join(0.2)
    order.append("earlier")
    db.session.commit()
    thread.join(30)
    assert order == ["earlier", "later"]
    assert counted() == 2


def test_lower_knows_russian_letters(app: Flask) -> None:
    assert db.session.scalar(select(func.lower(literal("ЁЛКИН Семён")))) == "ёлкин семён"
    assert db.session.scalar(select(func.upper(literal("ёлкин")))) == "ЁЛКИН"
    assert db.session.scalar(select(func.lower(None))) is None


def test_a_search_without_regard_to_case_finds_russian_words(app: Flask) -> None:
    create_organization(short_name="Школа «Ромашка»")
    from eventkit.people.models import Organization

    query = select(Organization.short_name).where(Organization.short_name.icontains("РОМАШКА"))
    assert db.session.scalars(query).all() == ["Школа «Ромашка»"]


def test_two_readers_and_a_writer_do_not_wait_for_each_other(
    app: Flask, counter: SiteSettings
) -> None:
    """Whoever reads sees the state in which the reading began."""
    seen: list[str] = []

    def read() -> None:
        with app.app_context(), reading():
            seen.append(db.session.get_one(SiteSettings, 1).phone)
            db.session.remove()

    db.session.get_one(SiteSettings, 1).phone = "7"
    db.session.flush()
    thread = threading.Thread(target=read)
    thread.start()
    thread.join(10)
    assert seen == ["0"]
    db.session.rollback()
