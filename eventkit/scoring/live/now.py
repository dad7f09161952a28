"""What jurors are told of the stage: who is on, and the way to the sheet."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from eventkit.db import db
from eventkit.juries.models import Assignment, Juror
from eventkit.lazy import dataclass
from eventkit.scoring.live.models import LiveState
from eventkit.scoring.live.queries import on_stage


@dataclass(frozen=True)
class OnNow:
    """Who is on for one juror; ``name`` is empty where the jury judges blind."""

    code: str
    name: str
    trial: str
    state: str
    assignment_id: int
    progress: str


def what_is_on(seats: Sequence[Juror]) -> list[OnNow]:
    """Of each of these jurors: the performances on the stage that are theirs to judge."""
    found = []
    for seat in seats:
        states = on_stage(seat.event_id)
        tasks = _tasks(seat, states)
        for state in states:
            one = state.performance
            task = tasks.get((one.entry_id, one.trial_id))
            if task is None:
                continue
            found.append(
                OnNow(
                    code=one.entry.code or "",
                    name="" if seat.event.is_blind else one.entry.entrant_name,
                    trial=one.trial.title,
                    state=state.state,
                    assignment_id=task.id,
                    progress=task.progress,
                )
            )
    return found


def _tasks(seat: Juror, states: Sequence[LiveState]) -> dict[tuple[int, int], Assignment]:
    if not states:
        return {}
    query = select(Assignment).where(
        Assignment.juror_id == seat.id,
        Assignment.list_place.is_not(None),
        Assignment.entry_id.in_([state.performance.entry_id for state in states]),
    )
    return {(task.entry_id, task.trial_id): task for task in db.session.scalars(query)}
