"""Verbs of the duet."""

from __future__ import annotations

from eventkit.db import db
from eventkit.events.models import Event
from eventkit_duet.models import DuetConditions


def save_conditions(event: Event, schools: str, **limits: int | None) -> DuetConditions:
    """Say which pairs an event takes; ``limits`` are the other columns."""
    row = db.session.get(DuetConditions, event.id)
    if row is None:
        row = DuetConditions(event_id=event.id)
        db.session.add(row)
    row.schools = schools
    for name, value in limits.items():
        setattr(row, name, value)
    db.session.flush()
    return row
