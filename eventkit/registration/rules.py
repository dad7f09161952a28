"""Who may see and decide what about applications, and until when."""

from __future__ import annotations

from datetime import datetime

from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.events.rules import may_manage
from eventkit.lazy import dataclass
from eventkit.registration.drafts import steps_of
from eventkit.registration.models import Registration
from eventkit.registration.verdicts import last_second
from eventkit.web.viewer import Viewer


@dataclass(frozen=True)
class Door:
    """An application and how somebody came to it: by its secret, or by its number."""

    registration: Registration
    key: str
    by_secret: bool
    second_id: int | None = None
    """The person whose link it is, where it is the link of the second of a pair."""


def may_open(viewer: Viewer, door: Door) -> bool:
    """Whoever holds the secret, or is signed in as the applicant."""
    return door.by_secret or is_own(viewer, door.registration)


def is_own(viewer: Viewer, registration: Registration) -> bool:
    """The account that applied, or the account of the person who is the applicant."""
    if viewer.account_id is None:
        return False
    if registration.account_id == viewer.account_id:
        return True
    if viewer.person_id is None:
        return False
    return registration.person_id == viewer.person_id or is_member(registration, viewer.person_id)


def is_member(registration: Registration, person_id: int) -> bool:
    """Whether a person belongs now to the pair or team that applied."""
    group = registration.group
    return group is not None and any(
        one.person_id == person_id and one.left_at is None for one in group.members
    )


def acts_for(viewer: Viewer, door: Door) -> int | None:
    """The person who consents here: of a pair each only for oneself, by the own account."""
    registration = door.registration
    if door.second_id is not None:
        return door.second_id
    if viewer.person_id is not None and is_member(registration, viewer.person_id):
        return viewer.person_id
    return registration.person_id


def may_see_queue(viewer: Viewer, event: Event) -> bool:
    """Applications carry names and dates of birth: the jury does not see them."""
    return viewer.has_role(event.id, "organizer", "secretary")


def may_hide_traces(viewer: Viewer, entry: Entry) -> bool:
    """The secretary hides from the jury what would tell who wrote a work."""
    return may_see_queue(viewer, entry.event)


def may_see(viewer: Viewer, registration: Registration) -> bool:
    """The same for one application."""
    return may_see_queue(viewer, registration.event)


def may_decide(viewer: Viewer, registration: Registration) -> bool:
    """The organizer admits and refuses."""
    return may_manage(viewer, registration.event)


def in_time(event: Event, at: datetime) -> bool:
    """Whether an application that comes now is in time."""
    end = last_second(event)
    return end is None or at.replace(microsecond=0) <= end


def can_edit(registration: Registration, at: datetime) -> bool:
    """A draft always (it may come late); what was sent until the deadline and the decision."""
    if registration.state == "draft":
        return True
    return registration.state == "submitted" and in_time(registration.event, at)


def can_change_work(registration: Registration, at: datetime) -> bool:
    """The work itself until the deadline, an admitted one too while nobody judges yet."""
    if "work" not in steps_of(registration.event):
        return False
    if can_edit(registration, at):
        return True
    admitted = registration.state == "admitted" and not judging_begun(registration.event)
    return admitted and in_time(registration.event, at)


def can_withdraw(registration: Registration) -> bool:
    """Until the jury has finished: afterwards the result stands."""
    judging = registration.event.stage("judging")
    finished = judging is not None and judging.closed_at is not None
    return registration.state in ("submitted", "admitted", "waitlisted") and not finished


def can_undo(registration: Registration) -> bool:
    """A decision may be taken back while judging has not begun."""
    return registration.state in ("admitted", "refused") and not judging_begun(registration.event)


def judging_begun(event: Event) -> bool:
    """Whether a person opened judging."""
    judging = event.stage("judging")
    return judging is not None and judging.opened_at is not None
