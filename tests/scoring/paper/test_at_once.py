"""Two people at one sheet in the same moment: one of them is told, nothing is counted twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from eventkit.db import db, set_mode
from eventkit.events.refusals import RefusalError
from eventkit.juries.models import Assignment
from eventkit.scoring.operations import enter_sheet
from eventkit.scoring.paper.operations import finish_typing, hold_paper
from eventkit.scoring.paper.queries import paper_of
from eventkit.scoring.paper.settling import decide
from eventkit.scoring.queries import sheet_of
from eventkit.web.viewer import Viewer
from tests.scoring.paper.hall import Hall

MARKS = {"K1": "4", "K2": "7.5"}


@pytest.fixture
def hall(app):
    return Hall(app)


def at_once(hall: Hall, *acts: Callable[[Assignment], Any]) -> list[str]:
    """Run acts on the sheet in threads of their own; what each said: «done» or «refused»."""
    task_id, gate, told = hall.task.id, threading.Barrier(len(acts)), []
    db.session.commit()

    def run(act: Callable[[Assignment], Any]) -> None:
        with hall.app.app_context():
            set_mode("write")
            gate.wait(30)
            try:
                act(db.session.get_one(Assignment, task_id))
                db.session.commit()
                told.append("done")
            except RefusalError:
                told.append("refused")
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    db.session.expire_all()
    return sorted(told)


def test_of_two_first_typings_at_once_one_is_told(hall: Hall) -> None:
    """Neither overwrites the other, and one person does not become both."""
    hall.event.paper_twice = True
    ids = []
    for role in ("organizer", "secretary"):
        hall.someone(role)
        ids.append(hall.accounts[role].id)

    def typing(account_id: int) -> Callable[[Assignment], Any]:
        return lambda task: finish_typing(task, Viewer(account_id), 1, MARKS, "", actor="system")

    assert at_once(hall, *map(typing, ids)) == ["done", "refused"]
    paper = paper_of(hall.task.id)
    assert paper is not None
    assert (paper.state, paper.turn, len(paper.typings)) == ("waiting", 2, 1)
    assert hall.counted() is None


def test_of_two_decisions_at_once_one_counts(hall: Hall) -> None:
    enter_sheet(hall.task, {"K1": "4", "K2": "7"}, source="screen")
    hall.type(hall.someone("secretary"), "4", "7,5")

    def decision(task: Assignment) -> None:
        paper = hold_paper(task)
        assert paper is not None
        decide(paper, "paper", "Верна бумага.", actor="system")

    assert at_once(hall, decision, decision) == ["done", "refused"]
    sheet = sheet_of(hall.task.id)
    assert sheet is not None
    assert sheet.version == 2
    assert len(hall.lines("sheet.corrected")) == 1
