"""The server dies in the middle of the jury's work: what was acknowledged is there."""

from __future__ import annotations

import os
import random
import re
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from eventkit.db import db
from eventkit.journal.models import JournalLine
from eventkit.juries.operations import add_juror, issue_link
from eventkit.scoring.models import Mark, Sheet
from eventkit.scoring.touches.models import TouchRow
from eventkit.testing.factories import create_person
from eventkit.testing.fixtures import SERVER, drop_database, new_database
from eventkit.testing.juries import create_criterion, create_entry, create_judged_event, create_task
from tests.serving.phones import Acknowledged, Cell, Phone
from tests.serving.process import Client, Served, installation, run

pytestmark = pytest.mark.database

JURORS, WORKS = 8, 3
CELLS_EACH = 3 * WORKS - 1
DEATHS = 8 if os.environ.get("EVENTKIT_TEST_ALL") else 1


@pytest.fixture
def database() -> Iterator[str]:
    """A database of the server that tests are given; none means SQLite."""
    url = new_database() if SERVER else ""
    yield url
    if url:
        drop_database(url)


def phones_of_a_jury(folder: Path, database: str) -> list[Phone]:
    """Eight jurors with three works each, and the cells that are theirs."""
    with installation(folder, database):
        event = create_judged_event(rules={"sheets_per_entry": JURORS})
        more = [create_criterion(event, f"K{number}", "10") for number in range(3, 6)]
        entries = [create_entry(event) for _number in range(WORKS)]
        phones = []
        for number in range(JURORS):
            juror = add_juror(event, create_person(email=f"juror{number}@example.org"))
            tasks = [create_task(event, juror, entry) for entry in entries]
            db.session.flush()
            cells = [(task.id, criterion.id) for task in tasks for criterion in more]
            phones.append(Phone(f"/jury/{issue_link(juror)}", cells[:CELLS_EACH]))
        return phones


def work_until_it_dies(server: Served, phones: list[Phone], told: Acknowledged) -> None:
    """Everybody saves; at a moment that the dice have chosen the server is no more."""
    start = threading.Barrier(JURORS)
    told.enough.clear()
    jurors = [
        threading.Thread(
            target=phone.save_without_end, args=(server.port, start, told), daemon=True
        )
        for phone in phones
    ]
    for juror in jurors:
        juror.start()
    assert told.enough.wait(180), told.refused
    server.kill()
    for juror in jurors:
        juror.join(60)
    assert told.refused == []


def test_every_acknowledged_mark_survives_each_kill(tmp_path: Path, database: str) -> None:
    phones, told = phones_of_a_jury(tmp_path, database), Acknowledged()
    dice = random.Random()
    for _death in range(DEATHS):
        told.wanted = len(told.kept) + dice.randint(60, 180)
        work_until_it_dies(Served(tmp_path, database=database), phones, told)
        assert lost(tmp_path, database, told) == []
    again = Served(tmp_path, database=database)
    for phone in phones:
        assert shown_to_juror(again.port, phone, told) == []
    again.stop()
    checked = run(tmp_path, "journal", "verify", database=database)
    assert (checked.returncode, checked.stdout) == (0, "Журнал цел.\n")
    if not database:
        with sqlite3.connect(tmp_path / "eventkit.db") as file:
            assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def may_stand(cell: Cell, told: Acknowledged) -> set[int]:
    """The last mark acknowledged, or the next one whose answer never came."""
    return {told.last[cell], told.sent[cell]}


def lost(folder: Path, database: str, told: Acknowledged) -> list[str]:
    """Touches, marks and journal lines that were acknowledged and are not there."""
    with installation(folder, database):
        rows = {row.key: row for row in db.session.scalars(select(TouchRow))}
        wrong = [key for key in told.kept if key not in rows]
        wrong += [
            f"{key}: {rows[key].outcome}"
            for key, result in told.kept.items()
            if key in rows and rows[key].outcome != result["outcome"]
        ]
        query = select(Sheet.assignment_id, Mark.criterion_id, Mark.steps).join(Mark.sheet)
        there = {(task, criterion): steps for task, criterion, steps in db.session.execute(query)}
        wrong += [str(cell) for cell in told.last if there.get(cell) not in may_stand(cell, told)]
        lines = db.session.scalar(select(func.count()).where(JournalLine.act == "mark.saved")) or 0
        changes = sum(row.outcome == "applied" for row in rows.values())
        return wrong if lines == changes else [*wrong, f"{lines} lines for {changes} changes"]


def shown_to_juror(port: int, phone: Phone, told: Acknowledged) -> list[str]:
    """What a juror who comes back does not see as it was acknowledged."""
    wrong = []
    with Client(port) as client:
        client.get(phone.door)
        assert client.post(phone.door).status == 302
        for task, criterion in phone.cells:
            page = client.get(f"/jury/sheets/{task}").text
            chosen = re.findall(rf'name="c{criterion}"[^>]* value="(\d+)" checked', page)
            expected = (
                may_stand((task, criterion), told) if (task, criterion) in told.last else None
            )
            if expected and not set(map(int, chosen)) & expected:
                wrong.append(f"{task} {criterion}: {chosen}")
    return wrong
