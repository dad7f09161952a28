"""Verbs about the order of a trial."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.entries.performances.models import Performance
from eventkit.events.models import Trial
from eventkit.events.operations import journal


def set_order(trial: Trial, entries: Sequence[Entry], *, actor: str = "system") -> None:
    """Put the entries in this order; rows that there are stay the same rows.

    An entry that takes part and is not among these leaves the order; one that has withdrawn keeps
    its row and is left out of lists. Times are given by the timetable, after this.
    """
    query = select(Performance).where(Performance.trial_id == trial.id)
    known = {row.entry_id: row for row in db.session.scalars(query.with_for_update())}
    for position, entry in enumerate(entries, start=1):
        row = known.pop(entry.id, None)
        if row is None:
            row = Performance(event_id=trial.event_id, trial=trial, entry=entry)
            db.session.add(row)
        row.position = position
    for row in known.values():
        if row.entry.is_admitted:
            db.session.delete(row)
    db.session.flush()
    codes = [entry.code or "" for entry in entries]
    about = f"trial:{trial.id}"
    journal(trial.event, "order.set", actor, subject=about, data={"order": codes})
