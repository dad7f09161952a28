"""Setting the schedule of reminders."""

from __future__ import annotations

from collections.abc import Sequence

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.journal.operations import event_chain, record
from eventkit.scoring.reminding.models import ReminderPlan
from eventkit.scoring.reminding.queries import plan_of
from eventkit.web.clock import now


def set_plan(
    event: Event,
    *,
    is_on: bool,
    kind: str = "before",
    days: Sequence[int] = (3, 1),
    at: str = "09:00",
    actor: str = "system",
) -> ReminderPlan:
    """Set when reminders go out by themselves, or switch them off. Moments gone by stay gone."""
    plan = plan_of(event)
    if plan is None:
        plan = ReminderPlan(event=event)
        db.session.add(plan)
    plan.is_on, plan.kind, plan.at = is_on, kind, at
    plan.days = ",".join(str(day) for day in days)
    plan.settled_at = now()
    db.session.flush()
    record(
        event_chain(event.id),
        "jury.reminders_set" if is_on else "jury.reminders_off",
        f"event:{event.id}",
        actor=actor,
        data={"kind": kind, "days": list(days), "at": at},
    )
    return plan
