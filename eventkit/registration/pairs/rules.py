"""Who may do what with the members of a pair, and until when."""

from __future__ import annotations

from datetime import datetime

from eventkit.registration.models import LIVE, Registration
from eventkit.registration.pairs.models import Partner
from eventkit.registration.pairs.queries import has_performed
from eventkit.registration.rules import can_withdraw, in_time, judging_begun


def can_answer(partner: Partner, at: datetime) -> bool:
    """Until the deadline of applications; later where the organizer lets this one."""
    if partner.state not in ("invited", "declined"):
        return False
    open_ = partner.registration.state in LIVE
    return open_ and (partner.may_be_late or in_time(partner.registration.event, at))


def can_leave(partner: Partner) -> bool:
    """Whoever has confirmed may leave until the pair performs or the jury has finished."""
    registration = partner.registration
    if partner.state != "confirmed" or partner.seat != "second":
        return False
    return can_withdraw(registration) and not has_performed(registration)


def can_replace(registration: Registration) -> bool:
    """The pair itself changes its second person until the jury begins."""
    return can_be_replaced(registration) and not judging_begun(registration.event)


def can_be_replaced(registration: Registration) -> bool:
    """The organizer changes either member of a pair that takes part until it performs.

    Papers and lines of portfolios are for those who performed: afterwards nobody is replaced.
    """
    is_sent = registration.state in LIVE and registration.group_id is not None
    return is_sent and not has_performed(registration)
