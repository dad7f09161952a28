"""The page at a door for somebody who has not applied."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.events.pages import Page, find_event, put_refusal
from eventkit.events.refusals import RefusalError
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
from eventkit.registration.checkin.forms import WalkInForm
from eventkit.registration.checkin.models import CheckinHelper
from eventkit.registration.checkin.operations import mark
from eventkit.registration.checkin.queries import helper_by_token
from eventkit.registration.checkin.rules import may_check_in
from eventkit.registration.checkin.walk_ins import add_walk_in
from eventkit.web.access import access, anyone
from eventkit.web.requests import commit, row_id


@bp.route(f"{OFFICE}/add", methods=["GET", "POST"])
@access(may_check_in, find_event)
def desk_add(event: Event) -> Page:
    """The office adds whoever came without an application."""
    return _add(office_desk(event))


@bp.route(f"{DOOR}/add", methods=["GET", "POST"])
@access(anyone, helper_by_token)
def helper_add(helper: CheckinHelper) -> Page:
    """A helper who came by a link does the same."""
    return _add(helpers_desk(helper))


def _add(desk: Desk) -> Page:
    form = WalkInForm()
    if form.validate_on_submit():
        try:
            point = asked_point(desk.event)
            made = add_walk_in(desk.event, form.walk_in(), actor=desk.actor)
            mark(point, made.person_id or 0, actor=desk.actor)
        except RefusalError as refusal:
            put_refusal(form, refusal)
        else:
            name, where = form.walk_in().full_name, address_of(desk)
            commit()
            flash(_("%(name)s: отмечено.", name=name), "ok")
            return redirect(where)
    page = render_template(
        "registration/checkin/add.html",
        event=desk.event,
        desk=desk,
        form=form,
        point_id=row_id(request.values.get("point")),
        back=address_of(desk),
    )
    return page, 422 if form.is_submitted() else 200
