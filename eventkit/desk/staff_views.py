"""An event's own staff: roles, the journal, letters that failed, the workbook."""

from __future__ import annotations

import re

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from eventkit.db import db
from eventkit.desk.journal_words import told
from eventkit.desk.rules import may_export, may_read_journal
from eventkit.desk.views import bp
from eventkit.desk.workbook import event_workbook
from eventkit.events.models import Event
from eventkit.events.pages import Page, actor, find_event, has_jury, saved
from eventkit.events.rules import may_manage
from eventkit.journal.models import JournalLine
from eventkit.journal.operations import event_chain
from eventkit.journal.queries import head_hash, verify
from eventkit.mail.models import Letter
from eventkit.people.accounts import EventRole
from eventkit.people.forms import RoleForm
from eventkit.people.operations import (
    account_for,
    create_account,
    grant_role,
    revoke_role,
    send_sign_in_link,
)
from eventkit.people.queries import account_by_email, staff_of
from eventkit.registration.pages import ornament_of
from eventkit.spreadsheets.writing import XLSX
from eventkit.web.access import access, administrator
from eventkit.web.pages import paginate
from eventkit.web.urls import full_url
from eventkit.web.viewer import current_viewer

LINES = 200


@bp.route("/manage/<slug>/roles", methods=["GET", "POST"])
@access(may_manage, find=find_event)
def roles(event: Event) -> Page:
    """Who works on the event; a new address gets an account and a sign-in link."""
    form = RoleForm()
    names = {choice.value: choice.label for choice in form.role.choices}
    if not has_jury(event):
        form.leave_out_chair()
    if form.validate_on_submit():
        is_new = _grant(event, form.email.data or "", form.role.data)
        message = _("Роль выдана, ссылка для входа отправлена.") if is_new else _("Роль выдана.")
        return saved("desk.roles", event, message)
    page = render_template(
        "desk/roles.html",
        event=event,
        ornament=ornament_of(event),
        form=form,
        staff=staff_of(event.id),
        names=names,
        may_read=may_read_journal(current_viewer(), event),
    )
    return page, 422 if form.is_submitted() else 200


def _grant(event: Event, email: str, role: str) -> bool:
    is_new = account_by_email(email) is None
    account = account_for(email, actor=actor()) or create_account(email, actor=actor())
    if is_new:
        send_sign_in_link(account, lambda token: full_url(url_for("people.use_link", token=token)))
    grant_role(account, event.id, role, actor=actor())
    return is_new


@bp.post("/manage/<slug>/roles/<int:role_id>/revoke")
@access(may_manage, find=find_event)
def revoke(event: Event, role_id: int) -> Page:
    """Take a role back; an organizer cannot shut out themself."""
    given = db.session.get(EventRole, role_id)
    if given is None or given.event_id != event.id:
        abort(404)
    if given.account_id == current_viewer().account_id and given.role == "organizer":
        flash(_("Свою роль снять нельзя: попросите другого организатора."), "bad")
        return redirect(url_for("desk.roles", slug=event.slug))
    revoke_role(given, actor=actor())
    return saved("desk.roles", event, _("Роль снята."))


@bp.get("/manage/<slug>/journal")
@access(may_read_journal, find=find_event)
def journal(event: Event) -> Page:
    """The event's chain in words, its head, and whether it holds."""
    chain = event_chain(event.id)
    query = select(JournalLine).where(JournalLine.chain == chain)
    page = paginate(query.order_by(JournalLine.number.desc()), size=LINES)
    checked = request.args.get("check") == "1"
    return render_template(
        "desk/journal.html",
        event=event,
        ornament=ornament_of(event),
        page=page,
        lines=told(event, page.rows),
        head=head_hash(chain),
        checked=checked,
        breaks=[one for one in verify() if one.chain == chain] if checked else [],
        may_run=may_manage(current_viewer(), event),
        may_take=may_export(current_viewer(), event),
    )


@bp.get("/manage/<slug>/letters")
@access(may_manage, find=find_event)
def letters(event: Event) -> Page:
    """Letters of the event that did not go out, and why."""
    query = select(Letter).where(Letter.event_id == event.id, Letter.state == "failed")
    page = paginate(query.order_by(Letter.id.desc()))
    return render_template("desk/letters.html", event=event, page=page)


@bp.get("/manage/letters")
@access(administrator)
def all_letters() -> Page:
    """Letters of the whole site that did not go out."""
    query = select(Letter).where(Letter.state == "failed").order_by(Letter.id.desc())
    return render_template("desk/letters.html", event=None, page=paginate(query))


@bp.get("/manage/<slug>/export.xlsx")
@access(may_export, find=find_event)
def export(event: Event) -> Response:
    """Everything about the event in one workbook."""
    answer = Response(event_workbook(event), mimetype=XLSX)
    name = re.sub(r"[^a-z0-9-]+", "-", event.slug)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer
