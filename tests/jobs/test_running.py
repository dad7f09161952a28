"""Work done later: once, again after a failure, and again after a crash."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from eventkit.db import db
from eventkit.jobs.models import Job
from eventkit.jobs.operations import KINDS, later, work
from eventkit.jobs.running import STALE_AFTER, run_due
from eventkit.people.models import Organization
from eventkit.testing.factories import create_organization
from eventkit.web.clock import set_clock

START = datetime(2025, 11, 1, 3, 0, tzinfo=UTC)
DO_WORK = Path(__file__).parent / "do_work.py"


def at(minutes: float) -> None:
    """Let it be so many minutes after the start."""
    set_clock(lambda: START + timedelta(minutes=minutes))


@pytest.fixture(autouse=True)
def clock() -> None:
    """The morning of a day."""
    at(0)


@pytest.fixture
def kind() -> Iterator[Callable[[str, Callable[..., None]], None]]:
    """Name kinds of work that are forgotten after the test."""
    named: list[str] = []

    def name(kind: str, function: Callable[..., None]) -> None:
        work(kind)(function)
        named.append(kind)

    yield name
    for each in named:
        del KINDS[each]


def ask(kind: str, **arguments: Any) -> Job:
    job = later(kind, **arguments)
    db.session.commit()
    return job


def found(job: Job) -> Job:
    db.session.expire_all()
    return db.session.get_one(Job, job.id)


def test_work_is_done_once_with_its_arguments(app: Flask, kind: Any) -> None:
    done: list[int] = []

    def note(*, number: int) -> None:
        done.append(number)

    kind("test.note", note)
    job = ask("test.note", number=7)
    assert (run_due(), run_due()) == (1, 0)
    assert done == [7]
    assert (found(job).state, found(job).finished_at) == ("done", START)


def test_work_waits_for_its_time(app: Flask, kind: Any) -> None:
    done: list[int] = []
    kind("test.note", lambda: done.append(1))
    later("test.note", delay=timedelta(hours=2))
    db.session.commit()
    at(119.9)
    assert run_due() == 0
    at(120)
    assert run_due() == 1
    assert done == [1]


def test_work_of_a_transaction_that_failed_is_not_done(app: Flask, kind: Any) -> None:
    kind("test.note", lambda: None)
    later("test.note")
    db.session.rollback()
    assert run_due() == 0


def test_failing_work_leaves_nothing_half_done_and_is_tried_again(app: Flask, kind: Any) -> None:
    """After 2, 4, 8 and 16 minutes; then it has failed and says why."""

    def fail() -> None:
        create_organization(short_name="Половина дела")
        raise RuntimeError("нет бумаги")

    kind("test.fail", fail)
    job, minutes = ask("test.fail"), 0
    for pause in (2, 4, 8, 16):
        run_due()
        assert found(job).state == "waiting"
        at(minutes + pause - 0.01)
        assert run_due() == 0
        minutes += pause
        at(minutes)
    run_due()
    assert (found(job).state, found(job).error) == ("failed", "RuntimeError: нет бумаги")
    assert db.session.scalars(select(Organization)).all() == []
    at(100_000)
    assert run_due() == 0


def test_a_failing_job_does_not_keep_the_others(app: Flask, kind: Any) -> None:
    done: list[int] = []
    kind("test.fail", lambda: 1 / 0)
    kind("test.note", lambda: done.append(1))
    ask("test.fail")
    ask("test.note")
    run_due()
    assert done == [1]


def test_work_that_nobody_knows_says_so(app: Flask) -> None:
    """A plugin that asked for it is gone."""
    job = ask("gone.work")
    run_due()
    assert found(job).error == "UnknownWorkError: gone.work"


def test_two_kinds_of_one_name_are_refused(kind: Any) -> None:
    kind("test.note", lambda: None)
    with pytest.raises(ValueError, match="named twice"):
        work("test.note")(lambda: None)


def test_what_work_changes_and_its_mark_are_one_transaction(app: Flask, kind: Any) -> None:
    """Whoever sees the change sees the work done: a crash between the two cannot repeat it."""
    job = ask("test.write")

    def write() -> None:
        create_organization(short_name="Сделано")

    kind("test.write", write)
    commits: list[tuple[int, str]] = []
    from sqlalchemy import event, func

    def note(session: Any) -> None:
        count = session.scalar(select(func.count()).select_from(Organization))
        commits.append((count, session.scalar(select(Job.state).where(Job.id == job.id))))

    event.listen(db.session, "before_commit", note)
    try:
        run_due()
    finally:
        event.remove(db.session, "before_commit", note)
    assert (1, "running") not in commits
    assert (1, "done") in commits


def test_work_of_a_killed_runner_is_done_once_more(app: Flask, kind: Any) -> None:
    """Not at once, since it might still run; after a quarter of an hour by the next runner."""
    set_clock(None)
    job = ask("test.slow", number=5)
    child = subprocess.Popen(
        [sys.executable, str(DO_WORK), app.config["SQLALCHEMY_DATABASE_URI"]],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout
    assert child.stdout.readline() == "begun 5\n"
    child.kill()
    child.communicate(timeout=60)
    assert (found(job).state, found(job).attempts) == ("running", 1)
    done: list[int] = []

    def finish(*, number: int) -> None:
        done.append(number)

    kind("test.slow", finish)
    assert run_due() == 0
    next_day = datetime.now(UTC) + STALE_AFTER + timedelta(seconds=1)
    set_clock(lambda: next_day)
    assert (run_due(), run_due()) == (1, 0)
    assert done == [5]
    assert found(job).state == "done"


def test_work_that_kills_each_runner_is_given_up(app: Flask, kind: Any) -> None:
    """Five runners died of it: the sixth leaves it alone and says so."""
    done: list[int] = []
    kind("test.deadly", lambda: done.append(1))
    job = ask("test.deadly")
    job.state, job.attempts, job.heartbeat_at = "running", 5, START
    db.session.commit()
    at(16)
    run_due()
    assert done == []
    assert found(job).state == "failed"
    assert "stopped in the middle" in (found(job).error or "")
