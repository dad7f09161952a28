"""The page at the door: of the office by account, of helpers by a link; and what a badge opens."""

from __future__ import annotations

from datetime import datetime
from typing import Any, BinaryIO, cast

from flask import current_app, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventkit.db import db, restart_as_writer
from eventkit.events.models import Event
from eventkit.events.pages import actor, find_event
from eventkit.events.refusals import RefusalError
from eventkit.files.operations import MEGABYTE
from eventkit.lazy import dataclass
from eventkit.people.models import Person
from eventkit.printing.reading_codes import PictureError, read_codes
from eventkit.registration.checkin.blueprint import bp
from eventkit.registration.checkin.desks import (
    DOOR,
    OFFICE,
    Desk,
    address_of,
    asked_point,
    helpers_desk,
    office_desk,
)
from eventkit.registration.checkin.keys import badge_key, read_badge
from eventkit.registration.checkin.models import CheckinHelper
from eventkit.registration.checkin.operations import mark
from eventkit.registration.checkin.queries import (
    arrival_of,
    helper_by_token,
    participants_of,
    points_of,
    present_by_point,
)
from eventkit.registration.checkin.rules import may_check_in
from eventkit.registration.checkin.tables import point_title
from eventkit.registration.checkin.walk_ins import takes_walk_ins
from eventkit.web.access import access, anyone
from eventkit.web.requests import commit, row_id, slow_first
from eventkit.web.viewer import current_viewer

Page = str | Response | tuple[str, int] | tuple[Response, int]


@dataclass(frozen=True)
class Shown:
    """A badge that somebody opened."""

    event: Event
    person_id: int
    key: str


def find_badge(token: str) -> Shown | None:
    """The badge of an address."""
    read = read_badge(token)
    event = db.session.get(Event, read[0]) if read else None
    return Shown(event, read[1], token) if read and event else None


@bp.get(OFFICE)
@access(may_check_in, find_event)
def desk(event: Event) -> Page:
    """The list at a point for the office."""
    return _page(office_desk(event))


@bp.post(OFFICE)
@access(may_check_in, find_event)
def desk_mark(event: Event) -> Page:
    """Mark somebody, or take a mark back; scripts are answered in JSON."""
    return _take(office_desk(event))


@bp.post(f"{OFFICE}/scan")
@slow_first
@access(may_check_in, find_event)
def desk_scan(event: Event) -> Page:
    """Mark whose badge is on a photograph."""
    return _scan(office_desk(event))


@bp.get(DOOR)
@access(anyone, helper_by_token)
def helper(helper: CheckinHelper) -> Page:
    """The same list for a helper who came by a link."""
    return _page(helpers_desk(helper))


@bp.post(DOOR)
@access(anyone, helper_by_token)
def helper_mark(helper: CheckinHelper) -> Page:
    """Mark somebody, or take a mark back; scripts are answered in JSON."""
    return _take(helpers_desk(helper))


@bp.post(f"{DOOR}/scan")
@slow_first
@access(anyone, helper_by_token)
def helper_scan(helper: CheckinHelper) -> Page:
    """Mark whose badge is on a photograph."""
    return _scan(helpers_desk(helper))


@bp.get("/checkin/<token>")
@access(anyone, find_badge)
def badge(shown: Shown) -> Page:
    """What the code of a badge opens: for a stranger nothing about anybody."""
    knows = may_check_in(current_viewer(), shown.event)
    person = db.session.get(Person, shown.person_id) if knows else None
    return render_template(
        "registration/checkin/badge.html",
        event=shown.event,
        person=person,
        key=shown.key,
        points=[(point.id, point_title(point)) for point in points_of(shown.event)],
        has_arrival=arrival_of(shown.event) is not None,
        arrival_title=point_title(None),
        present=present_by_point(shown.event) if person else {},
    )


def _may_take(viewer: Any, shown: Shown) -> bool:
    """Whoever checks people in for the event of the badge."""
    return may_check_in(viewer, shown.event)


@bp.post("/checkin/<token>")
@access(_may_take, find_badge)
def badge_mark(shown: Shown) -> Page:
    """The office marks whom a badge names."""
    event, where = shown.event, url_for("checkin.badge", token=shown.key)
    return _answer(event, where, shown.person_id, there=True, by=actor(), is_script=False)


def _page(desk: Desk) -> str:
    event = desk.event
    points = [point for point in points_of(event) if not point.is_arrival]
    chosen = next((p for p in points if p.id == row_id(request.args.get("point"))), None)
    arrival = arrival_of(event)
    here = chosen or arrival
    return render_template(
        "registration/checkin/desk.html",
        event=event,
        desk=desk,
        points=[(point.id, point.title) for point in points],
        point_id=chosen.id if chosen else 0,
        title=point_title(chosen),
        people=[(one, badge_key(event.id, one.person_id)) for one in participants_of(event)],
        present=present_by_point(event).get(here.id, set()) if here else set(),
        takes_walk_ins=takes_walk_ins(event),
    )


def _take(desk: Desk) -> Page:
    there = "away" not in request.form
    person_id = row_id(request.form.get("here" if there else "away"))
    return _answer(
        desk.event, address_of(desk), person_id, there=there, by=desk.actor, is_script=_is_script()
    )


def _scan(desk: Desk) -> Page:
    found, problem = None, _("На снимке нет бейджа этого мероприятия.")
    try:
        read = [read_badge(code.rpartition("/checkin/")[2]) for code in _codes_on_photo()]
        found = next((one for one in read if one and one[0] == desk.event.id), None)
    except PictureError as wrong:
        problem = wrong.message
    restart_as_writer()
    where, is_script = address_of(desk), _is_script()
    if found is None:
        return _said(where, "refused", problem, is_script=is_script)
    return _answer(desk.event, where, found[1], there=True, by=desk.actor, is_script=is_script)


def _codes_on_photo() -> list[str]:
    upload = request.files.get("photo")
    if upload is None or not upload.filename:
        raise PictureError(_("Выберите снимок бейджа."))
    if (request.content_length or 0) > int(current_app.config["MAX_FILE_MB"]) * MEGABYTE:
        raise PictureError(_("Снимок слишком большой. Сделайте фото с обычным качеством."))
    return read_codes(cast("BinaryIO", upload.stream))


def _answer(
    event: Event, where: str, person_id: int, *, there: bool, by: str, is_script: bool
) -> Page:
    """Keep one word about a person at the point of the form, and say how it went."""
    try:
        point = asked_point(event)
        mark(point, person_id, there=there, at=_said_at(), actor=by)
    except RefusalError as refusal:
        db.session.rollback()
        return _said(where, "refused", refusal.message, is_script=is_script)
    person = db.session.get(Person, person_id)
    name = person.full_name if person else ""
    commit()
    words = (
        _("%(name)s: отмечено.", name=name) if there else _("%(name)s: отметка снята.", name=name)
    )
    return _said(where, "kept", words, is_script=is_script, person=person_id)


def _said(where: str, outcome: str, message: str, *, is_script: bool, person: int = 0) -> Page:
    if is_script:
        return jsonify(outcome=outcome, message=message, person=person)
    flash(message, "ok" if outcome == "kept" else "bad")
    return redirect(where)


def _said_at() -> datetime | None:
    """When a phone was told, by its own clock; None for what is told now."""
    try:
        told = datetime.fromisoformat(request.form.get("at", ""))
    except ValueError:
        return None
    return told if told.tzinfo is not None and told.year > 2000 else None


def _is_script() -> bool:
    return request.accept_mimetypes.best == "application/json"
