"""Selects of the duet."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, or_, select

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.people.models import MentoringPair, Person
from eventkit_duet.models import DuetConditions


def conditions_of(event: Event) -> DuetConditions:
    """Which pairs the event takes; any, until somebody says otherwise."""
    return db.session.get(DuetConditions, event.id) or DuetConditions(
        event_id=event.id, schools="any"
    )


def mentoring_since(mentor: Person, young: Person, on: date) -> date | None:
    """Since when the one mentors the other on a day, by the registry; None where it does not know.

    Mentoring that has ended before the day counts no more.
    """
    query = select(func.min(MentoringPair.started_on)).where(
        MentoringPair.mentor_id == mentor.id,
        MentoringPair.mentee_id == young.id,
        or_(MentoringPair.ended_on.is_(None), MentoringPair.ended_on >= on),
    )
    return db.session.scalar(query)
