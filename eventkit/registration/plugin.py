"""The room's answers to hooks: «Мои заявки» of an account, and the own code for the door."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from eventkit.events.phases import phase
from eventkit.hooks import Panel, hookimpl
from eventkit.printing.qr import svg
from eventkit.registration.checkin.keys import badge_address
from eventkit.registration.checkin.queries import LIVE, points_of
from eventkit.registration.doors import own_key
from eventkit.registration.models import Registration
from eventkit.registration.queries import registrations_of
from eventkit.web.clock import now


@hookimpl
def eventkit_panels(place: str, subject: Any, viewer: Any) -> list[Panel]:
    """The applications of an account; beside an application the code that is shown at the door."""
    if place == "people.me":
        return _of_account(subject)
    if place == "registration.mine":
        return _at_the_door(subject.registration)
    return []


def _of_account(account: Any) -> list[Panel]:
    rows = [(row, own_key(row)) for row in registrations_of(account.id, account.person_id)]
    if not rows:
        return []
    return [Panel(_("Мои заявки"), "registration/_my_applications.html", {"rows": rows})]


def _at_the_door(registration: Registration) -> list[Panel]:
    """Where people are checked in and the event is not over: what a printed badge says too."""
    event = registration.event
    is_ahead = phase(event, now()) in ("registration", "judging")
    takes_part = registration.state in LIVE and registration.group_id is None
    if registration.person_id is None or not (is_ahead and takes_part and points_of(event)):
        return []
    address = badge_address(event.id, registration.person_id)
    code = svg(address, title=_("Код, который показывают у входа"), prefix="door")
    return [Panel(_("Ваш код у входа"), "registration/checkin/_own_code.html", {"code": code})]
