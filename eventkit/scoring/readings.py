"""Third readings and replacements: whom to give a work that needs one more sheet."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from sqlalchemy import select

from eventkit.db import db
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.operations import assign
from eventkit.juries.queries import free_jurors
from eventkit.scoring.engine import ScoringRules
from eventkit.scoring.models import Sheet
from eventkit.scoring.setup_queries import current_rules

THIRD = 3


def open_third_reading(assignment: Assignment, *, actor: str = "system") -> Assignment | None:
    """Give the work to a third reader if its two readings differ by the limit of the rules.

    None when no third reading is due, one is there already, or nobody is free: then the page of
    assignments says so.
    """
    if not third_reading_due(assignment):
        return None
    free = free_jurors(assignment.entry)
    if not free:
        return None
    return assign(free[0], assignment.entry, assignment.trial, reading=THIRD, actor=actor)


def third_reading_due(assignment: Assignment) -> bool:
    """Whether the two readings of the work diverge and no third one is under way."""
    limit = third_reading_limit(current_rules(assignment.juror.event))
    if limit is None:
        return False
    query = (
        select(Assignment.reading, Sheet.state, Sheet.total)
        .outerjoin(Sheet, Sheet.assignment_id == Assignment.id)
        .where(
            Assignment.entry_id == assignment.entry_id,
            Assignment.trial_id == assignment.trial_id,
            Assignment.state == "active",
        )
    )
    rows = db.session.execute(query).all()
    if any(reading >= THIRD for reading, _state, _total in rows):
        return False
    sent = {reading: total for reading, state, total in rows if state == "submitted"}
    return diverges({n: total for n, total in sent.items() if total is not None}, limit)


def third_reading_limit(rules: ScoringRules) -> Fraction | None:
    """The difference of two readings from which the rules ask for a third; None if they do not."""
    return rules.divergence_points if rules.aggregation == "two_plus_third" else None


def diverges(readings: Mapping[int, Fraction], limit: Fraction) -> bool:
    """Whether both first readings were sent and differ by the limit or more."""
    return 1 in readings and 2 in readings and abs(readings[1] - readings[2]) >= limit


def replace(
    annulled: Assignment, juror: Juror | None = None, *, actor: str = "system"
) -> Assignment | None:
    """Give the work of an annulled task to another juror, by default to the least loaded free one.

    The new sheet stands in the place (reading) of the old one. None when nobody is free.
    """
    if juror is None:
        free = free_jurors(annulled.entry)
        if not free:
            return None
        juror = free[0]
    return assign(
        juror,
        annulled.entry,
        annulled.trial,
        reading=annulled.reading,
        replaces=annulled,
        actor=actor,
    )
