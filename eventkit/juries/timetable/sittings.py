"""When and where one juror judges: the performances of a trial in one room on one day."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.entries.performances.models import Performance
from eventkit.events.models import Trial
from eventkit.juries.models import Assignment, Juror
from eventkit.lazy import dataclass


@dataclass(frozen=True)
class Sitting:
    """A trial as a juror sits through it; ``rows`` are the performances to judge, by time."""

    trial: Trial
    room: str
    rows: list[Performance]

    @property
    def starts_at(self) -> datetime:
        """When the first of them begins."""
        return min(row.starts_at for row in self.rows if row.starts_at is not None)

    @property
    def ends_at(self) -> datetime:
        """When the last of them is over."""
        return max(
            row.starts_at + timedelta(minutes=row.minutes or 0)
            for row in self.rows
            if row.starts_at is not None
        )


def sittings_of(juror: Juror) -> list[Sitting]:
    """All sittings of a juror by time; only what is given to the juror and has a time."""
    query = (
        select(Performance)
        .join(Performance.trial)
        .join(Entry, Performance.entry_id == Entry.id)
        .join(
            Assignment,
            (Assignment.entry_id == Performance.entry_id)
            & (Assignment.trial_id == Performance.trial_id),
        )
        .where(
            Assignment.juror_id == juror.id,
            Assignment.state == "active",
            Entry.is_admitted,
            Performance.position > 0,
            Performance.starts_at.is_not(None),
        )
        .order_by(Trial.position, Performance.room, Performance.starts_at, Performance.position)
        .options(contains_eager(Performance.trial), joinedload(Performance.entry))
    )
    zone = ZoneInfo(juror.event.timezone)

    def place(row: Performance) -> tuple[int, str, str]:
        assert row.starts_at is not None
        return row.trial_id, row.room, row.starts_at.astimezone(zone).date().isoformat()

    groups = [list(rows) for _key, rows in groupby(db.session.scalars(query), place)]
    found = [Sitting(rows[0].trial, rows[0].room, rows) for rows in groups]
    return sorted(found, key=lambda one: (one.starts_at, one.room, one.trial.position))
