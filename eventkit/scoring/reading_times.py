"""How long a sheet takes: from the sheets sent so far, or a usual time while they are few."""

from __future__ import annotations

from statistics import median

from sqlalchemy import select

from eventkit.db import db
from eventkit.juries.models import Assignment, Juror
from eventkit.lazy import dataclass
from eventkit.scoring.models import Sheet

USUAL = 15
"""Minutes for a sheet before anything is known."""
ENOUGH = 10
"""Sheets that must have been sent before their times say something."""
LONGEST = 180
"""Minutes after which a sheet was left open rather than read."""


@dataclass(frozen=True)
class ReadingTime:
    """Minutes for a sheet, and of how many sheets they are the median: 0 where it is assumed."""

    minutes: int
    sheets: int


def reading_time(event_id: int) -> ReadingTime:
    """The median time from opening a sheet to sending it, of sheets marked on a screen in one go.

    Those that took less than a minute were entered by somebody else, those of more than three
    hours were left open meanwhile: neither counts.
    """
    query = (
        select(Sheet.created_at, Sheet.submitted_at)
        .join(Assignment, Sheet.assignment_id == Assignment.id)
        .join(Juror, Assignment.juror_id == Juror.id)
        .where(
            Juror.event_id == event_id,
            Sheet.state == "submitted",
            Sheet.source == "screen",
            Sheet.submitted_at.is_not(None),
        )
    )
    rows = [(row[0], row[1]) for row in db.session.execute(query)]
    times = [(sent - opened).total_seconds() / 60 for opened, sent in rows if sent]
    real = [time for time in times if 1 <= time <= LONGEST]
    if len(real) < ENOUGH:
        return ReadingTime(USUAL, 0)
    return ReadingTime(max(1, round(median(real))), len(real))
