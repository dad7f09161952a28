"""A page at a door: the office's by account, a helper's by a link, and the point it marks at."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.events.pages import actor
from eventkit.events.refusals import RefusalError
from eventkit.lazy import dataclass
from eventkit.registration.checkin.models import CheckinHelper, CheckPoint
from eventkit.registration.checkin.operations import hold_arrival
from eventkit.registration.checkin.queries import point_of
from eventkit.web.requests import row_id

OFFICE = "/manage/<slug>/checkin/desk"
DOOR = "/events/<slug>/checkin/<token>"


@dataclass(frozen=True)
class Desk:
    """Who checks in for which event, and the addresses of that page."""

    event: Event
    actor: str
    endpoint: str
    scan: str
    add: str
    place: dict[str, str]
    name: str = ""


def office_desk(event: Event) -> Desk:
    """The desk of whoever is signed in."""
    place = {"slug": event.slug}
    return Desk(event, actor(), "checkin.desk", "checkin.desk_scan", "checkin.desk_add", place)


def helpers_desk(helper: CheckinHelper) -> Desk:
    """The desk of a helper who came by the link of this request."""
    arguments = request.view_args or {}
    place = {"slug": helper.event.slug, "token": str(arguments["token"])}
    by = f"checkin_helper:{helper.id}"
    return Desk(
        helper.event,
        by,
        "checkin.helper",
        "checkin.helper_scan",
        "checkin.helper_add",
        place,
        helper.name,
    )


def address_of(desk: Desk) -> str:
    """Where the list of the request's point is."""
    arguments: dict[str, Any] = dict(desk.place)
    point = row_id(request.values.get("point"))
    if point:
        arguments["point"] = point
    return url_for(desk.endpoint, **arguments)


def asked_point(event: Event) -> CheckPoint:
    """The point that the form names; refuses one that is gone."""
    wanted = request.form.get("point", "0")
    if wanted == "0":
        return hold_arrival(event)
    found = point_of(event, row_id(wanted))
    if found is None:
        raise RefusalError(_("Такого занятия нет. Обновите страницу."), "point")
    return found
