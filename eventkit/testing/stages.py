"""Performances for tests: a trial with an order, as a draw and a timetable leave it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.entries.performances.models import Performance
from eventkit.events.models import Trial
from eventkit.juries.operations import assign
from eventkit.scoring.rules_operations import open_judging
from eventkit.testing.duets import Duet, create_duet


def staged_duet(pairs: int = 3, jurors: int = 2, **texts: Any) -> Duet:
    """A contest of pairs in the middle of judging: every juror has a task for every pair in the
    first trial alone, where they perform in the order of their codes."""
    duet = create_duet(pairs, jurors, **texts)
    open_judging(duet.event)
    trial = duet.trials[0]
    for juror in duet.jurors:
        for entry in duet.entries:
            duet.tasks[juror.id, entry.id, trial.id] = assign(juror, entry, trial)
    put_in_order(trial, duet.entries)
    return duet


def put_in_order(
    trial: Trial,
    entries: Sequence[Entry],
    *,
    starts_at: datetime | None = None,
    minutes: int = 10,
    room: str = "",
) -> list[Performance]:
    """Let the entries perform in this order, one after another where a beginning is given."""
    made = [
        Performance(
            event_id=trial.event_id,
            trial=trial,
            entry=entry,
            position=number + 1,
            starts_at=starts_at + number * timedelta(minutes=minutes) if starts_at else None,
            minutes=minutes if starts_at else None,
            room=room,
            together=False,
        )
        for number, entry in enumerate(entries)
    ]
    db.session.add_all(made)
    db.session.flush()
    return made
