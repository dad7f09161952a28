"""The organizer's page: who was where, badges, helpers."""

from __future__ import annotations

from flask import Response, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.events.pages import Page, actor, find_event
from eventkit.files.answers import attachment
from eventkit.registration.checkin import operations
from eventkit.registration.checkin.blueprint import bp
from eventkit.registration.checkin.forms import HelperForm
from eventkit.registration.checkin.models import CheckinHelper
from eventkit.registration.checkin.queries import (
    helper_of_event,
    helpers_of,
    hours_of,
    participants_of,
    points_of,
    present_by_point,
)
from eventkit.registration.checkin.rules import may_check_in, may_dismiss, may_invite_helpers
from eventkit.registration.checkin.tables import attendance_workbook, badges_pdf, point_title
from eventkit.spreadsheets.writing import XLSX
from eventkit.web.access import access
from eventkit.web.requests import commit
from eventkit.web.urls import full_url
from eventkit.web.viewer import current_viewer

HERE = "/manage/<slug>/checkin"


@bp.get(HERE)
@access(may_check_in, find_event)
def room(event: Event) -> Page:
    """The table of attendance and who helps."""
    return _room(event, HelperForm(formdata=None))


@bp.get(f"{HERE}.xlsx")
@access(may_check_in, find_event)
def table(event: Event) -> Response:
    """The same table for Excel."""
    response = Response(attendance_workbook(event), mimetype=XLSX)
    name = _("Посещение – %(event)s", event=event.title) + ".xlsx"
    response.headers["Content-Disposition"] = attachment(name)
    return response


@bp.get(f"{HERE}/badges.pdf")
@access(may_check_in, find_event)
def badge_cards(event: Event) -> Response:
    """Badges of all who take part, to be printed and cut."""
    if not participants_of(event):
        abort(404)
    response = Response(badges_pdf(event), mimetype="application/pdf")
    name = _("Бейджи – %(event)s", event=event.title) + ".pdf"
    response.headers["Content-Disposition"] = attachment(name)
    return response


@bp.post(f"{HERE}/helpers")
@access(may_invite_helpers, find_event)
def add_helper(event: Event) -> Page:
    """Let somebody check people in, and show the link once."""
    form = HelperForm()
    if not form.validate_on_submit():
        return _room(event, form), 422
    return _show_link(operations.add_helper(event, form.name.data, actor=actor()))


@bp.post(f"{HERE}/helpers/<int:helper_id>/<any(link,revoke):act>")
@access(may_dismiss, helper_of_event)
def helper_act(helper: CheckinHelper, act: str) -> Page:
    """Make a new link or take the link back."""
    if act == "link":
        return _show_link(helper)
    operations.revoke_helper_link(helper, actor=actor())
    where = url_for("checkin.room", slug=helper.event.slug)
    commit()
    flash(_("Ссылка больше не действует."), "ok")
    return redirect(where)


def _show_link(helper: CheckinHelper) -> str:
    token = operations.issue_helper_link(helper, actor=actor())
    address = full_url(url_for("checkin.helper", slug=helper.event.slug, token=token))
    page = render_template(
        "registration/checkin/link.html", event=helper.event, helper=helper, address=address
    )
    commit()
    return page


def _room(event: Event, form: HelperForm) -> str:
    return render_template(
        "registration/checkin/room.html",
        event=event,
        people=participants_of(event),
        points=[(point, point_title(point)) for point in points_of(event)],
        present=present_by_point(event),
        hours=hours_of(event),
        helpers=helpers_of(event),
        may_invite=may_invite_helpers(current_viewer(), event),
        form=form,
    )
