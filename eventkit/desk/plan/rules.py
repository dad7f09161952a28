"""Who reads proposals for the plan, and who decides."""

from __future__ import annotations

from eventkit.desk.plan.models import PlanProposal
from eventkit.events.models import Event
from eventkit.events.rules import may_create, may_manage
from eventkit.web.viewer import Viewer


def may_read_plan(viewer: Viewer, subject: object = None) -> bool:
    """The administrator, and whoever organizes an event: of the own events alone."""
    return may_create(viewer)


def may_decide(viewer: Viewer, subject: Event | PlanProposal) -> bool:
    """The organizer of the event from which a proposal comes, and the administrator."""
    event = subject.event if isinstance(subject, PlanProposal) else subject
    return may_manage(viewer, event)
