"""Who may check people in and see who was there."""

from __future__ import annotations

from eventkit.events.models import Event
from eventkit.events.rules import may_manage
from eventkit.registration.checkin.models import CheckinHelper
from eventkit.registration.rules import may_see_queue
from eventkit.web.viewer import Viewer


def may_check_in(viewer: Viewer, event: Event) -> bool:
    """The office knows who takes part; helpers come by their links."""
    return may_see_queue(viewer, event)


def may_invite_helpers(viewer: Viewer, event: Event) -> bool:
    """The organizer says who stands at the doors."""
    return may_manage(viewer, event)


def may_dismiss(viewer: Viewer, helper: CheckinHelper) -> bool:
    """The same of one helper."""
    return may_manage(viewer, helper.event)
