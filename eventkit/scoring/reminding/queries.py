"""Selects about reminders."""

from __future__ import annotations

from datetime import datetime, time

from sqlalchemy import func, select

from eventkit.db import db
from eventkit.events.days import last_moment
from eventkit.events.models import Event
from eventkit.scoring.reminding.models import Reminder, ReminderPlan
from eventkit.scoring.reminding.slots import Schedule


def plan_of(event: Event) -> ReminderPlan | None:
    """The schedule of an event, be it switched off; None where nobody ever set one."""
    return db.session.scalars(select(ReminderPlan).filter_by(event_id=event.id)).first()


def schedule_of(event: Event, plan: ReminderPlan) -> Schedule | None:
    """The schedule with the term of this moment: a term that is moved moves the reminders."""
    judging = event.stage("judging")
    opened = (judging.opened_at or judging.opens_at) if judging is not None else None
    if judging is None or opened is None:
        return None
    hour, minute = plan.at.split(":")
    last = last_moment(judging)
    at = time(int(hour), int(minute))
    return Schedule(plan.kind, plan.numbers, at, event.timezone, opened, last)


def last_reminders(event_id: int) -> dict[int, datetime]:
    """By juror: when the last reminder was written."""
    query = (
        select(Reminder.juror_id, func.max(Reminder.at))
        .where(Reminder.event_id == event_id)
        .group_by(Reminder.juror_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def reminded_at(event_id: int, slot: datetime) -> set[int]:
    """Jurors who have had their letter of a moment of the schedule."""
    query = select(Reminder.juror_id).filter_by(event_id=event_id, slot=slot)
    return set(db.session.scalars(query))
