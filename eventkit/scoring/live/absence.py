"""Whoever did not come owes the jury nothing: tasks go back, and return with the pair."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.performances.models import Performance
from eventkit.events.models import Trial
from eventkit.events.refusals import RefusalError
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.operations import assign, withdraw
from eventkit.scoring.models import Sheet
from eventkit.scoring.paper.queries import has_paper

Given = dict[str, Any]
"""A task as it was: juror, reading, due_at."""


def hold_tasks(performance: Performance) -> None:
    """Let nobody begin a sheet of this performance until the transaction ends."""
    db.session.execute(_tasks(performance).with_for_update())


def take_back(performance: Performance, *, actor: str) -> tuple[list[Given], int]:
    """Take the tasks that nobody has begun; returns them, and how many begun sheets stay."""
    begun = set(
        db.session.scalars(
            select(Sheet.assignment_id)
            .join(Assignment, Sheet.assignment_id == Assignment.id)
            .where(
                Assignment.entry_id == performance.entry_id,
                Assignment.trial_id == performance.trial_id,
            )
        )
    )
    tasks = list(db.session.scalars(_tasks(performance)))
    free = [task for task in tasks if task.id not in begun and not has_paper(task.id)]
    taken = []
    for task in free:
        due = task.due_at.isoformat() if task.due_at else None
        taken.append({"juror": task.juror_id, "reading": task.reading, "due_at": due})
        withdraw(task, actor=actor)
    return taken, len(tasks) - len(free)


def give_back(performance: Performance, given: Sequence[Given], *, actor: str) -> list[str]:
    """Give the tasks to the same jurors again; returns the names of those who take none now."""
    trial = db.session.get_one(Trial, performance.trial_id)
    left = []
    for was in given:
        juror = db.session.get_one(Juror, was["juror"])
        due_at = datetime.fromisoformat(was["due_at"]) if was["due_at"] else None
        try:
            assign(
                juror,
                performance.entry,
                trial,
                reading=was["reading"],
                due_at=due_at,
                actor=actor,
            )
        except RefusalError:
            left.append(juror.person.short_name)
    return left


def _tasks(performance: Performance) -> Any:
    return (
        select(Assignment)
        .where(
            Assignment.entry_id == performance.entry_id,
            Assignment.trial_id == performance.trial_id,
            Assignment.state == "active",
        )
        .order_by(Assignment.id)
    )
