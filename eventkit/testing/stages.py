"""Performances for tests: a trial with an order, as a draw and a timetable leave it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.entries.performances.models import Performance
from eventkit.events.models import Trial


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
