"""Who may do what with the second person of an application, and until when."""

from __future__ import annotations

from datetime import datetime

from eventkit.registration.models import Registration
from eventkit.registration.pairs.models import Partner
from eventkit.registration.rules import in_time, judging_begun


def can_answer(partner: Partner, at: datetime) -> bool:
    """Until the deadline of applications; later where the organizer lets this one."""
    if partner.state not in ("invited", "declined"):
        return False
    open_ = partner.registration.state in ("submitted", "admitted", "waitlisted")
    return open_ and (partner.may_be_late or in_time(partner.registration.event, at))


def can_replace(registration: Registration) -> bool:
    """The pair itself changes its second person until the jury begins."""
    return can_be_replaced(registration) and not judging_begun(registration.event)


def can_be_replaced(registration: Registration) -> bool:
    """The organizer changes the second person of any pair that still takes part."""
    is_sent = registration.state in ("submitted", "admitted", "waitlisted")
    return is_sent and registration.group_id is not None
