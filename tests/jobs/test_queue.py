"""The queue only says «look»: it may be a file, a Redis server, or deleted."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from eventkit.app import create_app
from eventkit.db import db
from eventkit.jobs.operations import KINDS, later, work
from eventkit.jobs.runner import queue_of
from eventkit.mail.operations import enqueue
from tests.mail.sink import Sink, free_port


@pytest.fixture
def done() -> Iterator[threading.Event]:
    """Set when the work «test.signal» has been done."""
    happened = threading.Event()
    work("test.signal")(happened.set)
    yield happened
    del KINDS["test.signal"]


@pytest.fixture
def real_app(database_url: str) -> Iterator[Callable[..., Flask]]:
    """Makes apps with a real queue, as an installation has it, on one database."""
    made: list[Flask] = []

    def make(folder: Path, **settings: Any) -> Flask:
        values = {"SECRET_KEY": "x", "SQLALCHEMY_DATABASE_URI": database_url}
        made.append(create_app(values | {"MAIL_URL": "console://"} | settings, instance=folder))
        return made[-1]

    yield make
    for app in made:
        with app.app_context():
            db.engine.dispose()


def commit_work(app: Flask) -> None:
    with app.app_context():
        later("test.signal")
        db.session.commit()
        db.session.remove()


def test_a_commit_wakes_the_runner_beside_the_server(
    real_app: Callable[..., Flask], tmp_path: Path, done: threading.Event
) -> None:
    app = real_app(tmp_path)
    consumer = queue_of(app).consumer(beside=True)
    consumer.start()
    try:
        commit_work(app)
        assert done.wait(30)
    finally:
        consumer.stop(graceful=True)


def test_a_deleted_queue_loses_no_work(
    real_app: Callable[..., Flask], tmp_path: Path, done: threading.Event
) -> None:
    """The row is the truth; what the sweep calls every minute finds it."""
    commit_work(real_app(tmp_path))
    for file in tmp_path.glob("queue.db*"):
        file.unlink()
    queue_of(real_app(tmp_path)).look()
    assert done.is_set()


def test_a_queue_that_does_not_answer_refuses_no_commit(
    real_app: Callable[..., Flask], tmp_path: Path, done: threading.Event
) -> None:
    app = real_app(tmp_path, REDIS_URL="redis://127.0.0.1:1/0")
    commit_work(app)
    queue_of(app).look()
    assert done.is_set()


def test_a_failing_round_is_not_the_last(app: Flask, done: threading.Event) -> None:
    """A chore that fails is logged; the next round goes on."""
    queue = queue_of(app)
    queue.chores = (lambda: 1 / 0,)
    queue.look()
    later("test.signal")
    db.session.commit()
    queue.look()
    assert done.is_set()


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[str]:
    """A Redis of our own on a free port; yields its address."""
    program = shutil.which("redis-server")
    assert program
    port = free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    server = subprocess.Popen([program, *options], stdout=subprocess.PIPE, text=True)
    assert server.stdout
    assert any("ready to accept connections" in line.lower() for line in server.stdout)
    yield f"redis://127.0.0.1:{port}/0"
    server.terminate()
    server.communicate(timeout=30)


@pytest.mark.redis
def test_redis_carries_the_word_between_servers(
    real_app: Callable[..., Flask], tmp_path: Path, redis_server: str, done: threading.Event
) -> None:
    """One machine commits, another one does the work; limits of attempts are counted there too."""
    server = real_app(tmp_path / "server", REDIS_URL=redis_server)
    worker = real_app(tmp_path / "worker", REDIS_URL=redis_server)
    consumer = queue_of(worker).consumer(beside=True)
    consumer.start()
    try:
        commit_work(server)
        assert done.wait(30)
    finally:
        consumer.stop(graceful=True)
    codes = [server.test_client().post("/login", data={}).status_code for _ in range(11)]
    assert codes[-1] == 429 or 400 in codes


def test_the_worker_command_sends_letters_until_it_is_interrupted(
    database_url: str, real_app: Callable[..., Flask], tmp_path: Path
) -> None:
    arrived = threading.Event()
    sink = Sink()

    def keep() -> str:
        arrived.set()
        return "250 OK"

    sink.to_data = keep
    controller = Controller(sink, hostname="127.0.0.1", port=free_port())
    controller.start()
    environment = {
        **os.environ,
        "EVENTKIT_INSTANCE": str(tmp_path),
        "EVENTKIT_DATABASE_URL": database_url,
        "EVENTKIT_MAIL_URL": f"smtp://127.0.0.1:{controller.port}",
    }
    command = [sys.executable, "-c", "from eventkit.cli import main; main()", "worker"]
    child = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    app = real_app(tmp_path)
    with app.app_context():
        enqueue("zvonkova@example.org", "Итоги", "Текст", kind="results")
        db.session.commit()
        db.session.remove()
    try:
        assert arrived.wait(60)
    finally:
        child.send_signal(signal.SIGINT)
        child.communicate(timeout=60)
        controller.stop()
    assert child.returncode == 0
    assert sink.recipients == ["zvonkova@example.org"]
