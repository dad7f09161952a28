"""Several writers at once add to one chain, one line after another."""

from __future__ import annotations

import threading

import pytest
from flask import Flask
from sqlalchemy.exc import DBAPIError

from eventkit.db import db
from eventkit.journal.operations import SITE, event_chain, record
from eventkit.journal.queries import lines_of, verify

WRITERS, LINES = 6, 15


@pytest.mark.parametrize("begun", [False, True], ids=["an empty chain", "a chain with lines"])
def test_writers_at_once_do_not_fork_a_chain(app: Flask, begun: bool) -> None:
    if begun:
        record(SITE, "site.opened", "site:1")
        db.session.commit()
    start = threading.Barrier(WRITERS)
    problems: list[DBAPIError] = []

    def write(number: int) -> None:
        with app.app_context():
            start.wait(30)
            try:
                for step in range(LINES):
                    record(SITE, "step", f"writer:{number}", data={"step": step})
                    db.session.commit()
            except DBAPIError as problem:
                problems.append(problem)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert problems == []
    assert verify() == []
    assert len(lines_of(SITE, 1000)) == WRITERS * LINES + begun


def test_a_writer_holds_its_own_chain_only(app: Flask) -> None:
    """Events do not wait for each other on a server; SQLite has one writer at a time anyway."""
    is_server = db.engine.dialect.name != "sqlite"
    record(event_chain(1), "step", "event:1")
    done: list[int] = []

    def write() -> None:
        with app.app_context():
            record(event_chain(2), "step", "event:2")
            done.extend(line.number for line in lines_of(event_chain(2)))
            db.session.commit()
            db.session.remove()

    thread = threading.Thread(target=write)
    thread.start()
    thread.join(20 if is_server else 0.2)
    assert done == ([1] if is_server else [])
    db.session.commit()
    thread.join(20)
    assert done == [1]
    assert verify() == []
