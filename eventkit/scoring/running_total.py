"""The number by which lists of works sort while sheets come in; places never use it."""

from __future__ import annotations

from fractions import Fraction

from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import MILLION, Entry
from eventkit.juries.models import Assignment
from eventkit.scoring.models import Sheet


def refresh_running_total(entry: Entry) -> None:
    """Recompute the number by which lists sort: the mean of sent sheets, summed over trials."""
    query = (
        select(Assignment.trial_id, Sheet.total)
        .join(Sheet, Sheet.assignment_id == Assignment.id)
        .where(
            Assignment.entry_id == entry.id, Sheet.state == "submitted", Sheet.total.is_not(None)
        )
    )
    totals: dict[int, list[Fraction]] = {}
    for trial_id, total in db.session.execute(query):
        totals.setdefault(trial_id, []).append(total or Fraction(0))
    if not totals:
        entry.running_total = None
        return
    mean = sum((sum(t, Fraction(0)) / len(t) for t in totals.values()), Fraction(0))
    entry.running_total = round(mean * MILLION)
