"""Reminders by schedule: looking at the schedules each minute, and the work of one moment.

Nothing is planned ahead, so nothing can be lost or go stale: the moments follow from the term and
the settings as they are now, and a row for each juror and moment says that the letter is written.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.jobs.operations import later, work
from eventkit.scoring.reminders import remind
from eventkit.scoring.reminding.by_hand import owing, recently
from eventkit.scoring.reminding.models import ReminderPlan
from eventkit.scoring.reminding.queries import plan_of, reminded_at, schedule_of
from eventkit.scoring.reminding.slots import following, latest
from eventkit.scoring.rules import judging_is_open
from eventkit.web.clock import now

WORK = "jury.remind"
TOO_LATE = timedelta(days=1)
"""After the machine was off for longer, a missed moment is left out."""


def look_at_plans() -> int:
    """Hand each moment that has come to the runner, once; returns how many were handed over."""
    query = select(ReminderPlan).where(ReminderPlan.is_on)
    event = joinedload(ReminderPlan.event).selectinload(Event.stages)
    query = query.options(event).with_for_update(of=ReminderPlan)
    handed = sum(_hand_over(plan) for plan in db.session.scalars(query))
    db.session.commit()
    return handed


def _hand_over(plan: ReminderPlan) -> bool:
    if not judging_is_open(plan.event):
        return False
    schedule, at = schedule_of(plan.event, plan), now()
    moment = latest(schedule, plan.settled_at, at) if schedule else None
    if moment is None:
        return False
    plan.settled_at = moment
    if at - moment > TOO_LATE:
        return False
    later(WORK, event_id=plan.event_id, slot=moment.isoformat())
    return True


@work(WORK)
def write_of_schedule(event_id: int, slot: str) -> None:
    """Write to those who owe sheets now; safe to repeat: one letter per juror and moment."""
    event = db.session.get(Event, event_id)
    plan = plan_of(event) if event is not None else None
    if event is None or plan is None or not plan.is_on or not judging_is_open(event):
        return
    moment = datetime.fromisoformat(slot)
    had = reminded_at(event_id, moment) | set(recently(event))
    remind(event, {row.juror.id for row in owing(event)} - had, slot=moment)


def next_moment(event: Event) -> datetime | None:
    """When the schedule writes next; None while it is off, or when nothing is ahead."""
    plan = plan_of(event)
    if plan is None or not plan.is_on:
        return None
    schedule = schedule_of(event, plan)
    return following(schedule, now()) if schedule else None
