"""The server dies in the middle of the jury's work: what was acknowledged is there."""

from __future__ import annotations

import http.client
import re
import sqlite3
import threading
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

import pytest
from sqlalchemy import func, select

from eventkit.db import db
from eventkit.journal.models import JournalLine
from eventkit.juries.models import Assignment
from eventkit.juries.operations import add_juror, issue_link
from eventkit.scoring.models import Mark, Sheet
from eventkit.testing.factories import create_person
from eventkit.testing.juries import create_criterion, create_entry, create_judged_event, create_task
from tests.serving.process import Client, Served, installation, run

pytestmark = pytest.mark.sqlite

JURORS, WORKS, ENOUGH = 8, 3, 240
CELLS_EACH = 3 * WORKS - 1
CELLS = JURORS * CELLS_EACH
Cell = tuple[int, int]
"""Assignment and criterion."""


@dataclass
class Acknowledged:
    """What the server has said it kept, and what was on its way when it died."""

    kept: dict[Cell, int] = field(default_factory=dict)
    sent: dict[Cell, int] = field(default_factory=dict)
    number: int = 0
    refused: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    enough: threading.Event = field(default_factory=threading.Event)

    def note(self, cell: Cell, value: int) -> None:
        """The answer for a cell has come."""
        with self.lock:
            self.kept[cell] = value
            self.number += 1
        if self.number >= ENOUGH and len(self.kept) == CELLS:
            self.enough.set()


def save_without_end(
    port: int, door: str, cells: list[Cell], start: threading.Barrier, told: Acknowledged
) -> None:
    """One juror with a phone: a new mark in the next cell, until the line is dead."""
    with Client(port) as client:
        client.get(door)
        assert client.post(door).status == 302
        client.get(f"/jury/sheets/{cells[0][0]}")
        start.wait(60)
        # Eleven values over eight cells: no cell gets the same value twice in a row.
        for number, (task, criterion) in enumerate(cycle(cells)):
            value = number % 11
            told.sent[task, criterion] = value
            data = {"field": f"c{criterion}", "value": value}
            try:
                answer = client.post(f"/jury/sheets/{task}/cell", data)
            except (OSError, http.client.HTTPException):
                return
            if answer.status != 200:
                told.refused.append(f"{answer.status} {answer.text[:200]}")
                return
            told.note((task, criterion), value)


def doors_of_a_jury(folder: Path) -> dict[str, list[Cell]]:
    """Eight jurors with three works each; their doors with the cells that are theirs."""
    with installation(folder):
        event = create_judged_event(rules={"sheets_per_entry": JURORS})
        more = [create_criterion(event, f"K{number}", "10") for number in range(3, 6)]
        entries = [create_entry(event) for _number in range(WORKS)]
        doors = {}
        for number in range(JURORS):
            juror = add_juror(event, create_person(email=f"juror{number}@example.org"))
            tasks = [create_task(event, juror, entry) for entry in entries]
            db.session.flush()
            cells = [(task.id, criterion.id) for task in tasks for criterion in more]
            doors[f"/jury/{issue_link(juror)}"] = cells[:CELLS_EACH]
        return doors


def test_every_acknowledged_mark_survives_a_kill(tmp_path: Path) -> None:
    doors = doors_of_a_jury(tmp_path)
    server, told = Served(tmp_path), Acknowledged()
    start = threading.Barrier(JURORS)
    jurors = [
        threading.Thread(
            target=save_without_end, args=(server.port, door, cells, start, told), daemon=True
        )
        for door, cells in doors.items()
    ]
    for juror in jurors:
        juror.start()
    assert told.enough.wait(180), told
    server.kill()
    for juror in jurors:
        juror.join(60)
    assert told.refused == []
    assert told.number >= ENOUGH
    assert len(told.kept) == CELLS, "everybody was saving when it died"
    again = Served(tmp_path)
    shown = [shown_to_juror(again.port, door, cells, told) for door, cells in doors.items()]
    again.stop()
    assert shown == [[]] * JURORS
    assert lost_marks(tmp_path, told) == []
    checked = run(tmp_path, "journal", "verify")
    assert (checked.returncode, checked.stdout) == (0, "Журнал цел.\n")
    with sqlite3.connect(tmp_path / "eventkit.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def may_stand(cell: Cell, told: Acknowledged) -> set[int]:
    """The last mark acknowledged, or the next one whose answer never came."""
    return {told.kept[cell], told.sent[cell]}


def shown_to_juror(port: int, door: str, cells: list[Cell], told: Acknowledged) -> list[str]:
    """What a juror who comes back does not see as it was acknowledged."""
    wrong = []
    with Client(port) as client:
        client.get(door)
        assert client.post(door).status == 302
        for task, criterion in cells:
            page = client.get(f"/jury/sheets/{task}").text
            chosen = re.findall(rf'name="c{criterion}"[^>]* value="(\d+)" checked', page)
            if not set(map(int, chosen)) & may_stand((task, criterion), told):
                wrong.append(f"{task} {criterion}: {chosen}")
    return wrong


def lost_marks(folder: Path, told: Acknowledged) -> list[str]:
    """Marks that differ in the database, and acknowledged changes without a line in the journal."""
    with installation(folder):
        query = select(Sheet.assignment_id, Mark.criterion_id, Mark.steps).join(Mark.sheet)
        there = {(task, criterion): steps for task, criterion, steps in db.session.execute(query)}
        lost = [str(cell) for cell in told.kept if there.get(cell) not in may_stand(cell, told)]
        saved = db.session.scalar(select(func.count()).where(JournalLine.act == "mark.saved")) or 0
        tasks = db.session.scalar(select(func.count(Assignment.id)))
        assert tasks == JURORS * WORKS
        if not told.number <= saved <= told.number + JURORS:
            lost.append(f"{saved} lines for {told.number} marks")
        return lost
