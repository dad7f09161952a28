"""What the organizer does about the members of a pair."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from eventkit.events.pages import put_refusal
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import actor_of
from eventkit.registration.doors import find_sent
from eventkit.registration.models import Registration
from eventkit.registration.pairs import operations, replacing
from eventkit.registration.pairs.forms import ReplaceFirstForm, ReplaceForm
from eventkit.registration.pairs.letters import send_changing, send_invitation
from eventkit.registration.pairs.models import Partner
from eventkit.registration.pairs.queries import asked_first, has_performed, partner_of
from eventkit.registration.pairs.rules import can_be_replaced
from eventkit.registration.pairs.views import bp, tell_replaced
from eventkit.registration.rules import may_decide
from eventkit.registration.views import partner_link
from eventkit.web.access import access
from eventkit.web.requests import commit
from eventkit.web.viewer import current_viewer

HERE = "/manage/<slug>/registrations/<int:number>/pair"


@bp.post(f"{HERE}/late")
@access(may_decide, find_sent)
def let_late(registration: Registration) -> Any:
    """The organizer lets the second person confirm after the deadline."""
    partner = partner_of(registration) or abort(404)
    operations.let_late(partner, actor=_actor())
    commit()
    flash(_("Второй участник может подтвердить участие и после срока."), "ok")
    return redirect(_page_of(registration))


@bp.post(f"{HERE}/remind")
@access(may_decide, find_sent)
def remind(registration: Registration) -> Any:
    """The organizer sends the invitation again."""
    partner = partner_of(registration) or abort(404)
    try:
        made, token = operations.invite_again(partner, partner.name, partner.email, actor=_actor())
    except RefusalError as refusal:
        flash(refusal.message, "bad")
        return redirect(_page_of(registration))
    return _invited(made, token)


@bp.route(f"{HERE}/replace", methods=["GET", "POST"])
@access(may_decide, find_sent)
def replace_by_decision(registration: Registration) -> Any:
    """The organizer changes the second person by a decision, also after the jury has begun."""
    partner = partner_of(registration)
    if partner is None or not can_be_replaced(registration):
        return _too_late(registration)
    form = ReplaceForm()
    if form.validate_on_submit():
        try:
            made, token, left = replacing.replace(
                registration, *_asked(form), instead=form.seen, actor=_actor()
            )
        except RefusalError as refusal:
            put_refusal(form, refusal)
            partner = partner_of(registration) or partner
        else:
            tell_replaced(left)
            if left.partner.person_id is not None:
                send_changing(left.partner)
            return _invited(made, token)
    form.show(partner)
    return _replacing_page(registration, form, partner.name, is_first=False)


@bp.route(f"{HERE}/replace-first", methods=["GET", "POST"])
@access(may_decide, find_sent)
def replace_first(registration: Registration) -> Any:
    """The organizer asks somebody to take the place of the one who applied."""
    person = registration.person
    if person is None or not can_be_replaced(registration):
        return _too_late(registration)
    form = ReplaceFirstForm()
    if form.validate_on_submit():
        try:
            made, token = replacing.ask_first(
                registration, *_asked(form), instead=form.seen, actor=_actor()
            )
        except RefusalError as refusal:
            put_refusal(form, refusal)
        else:
            return _invited(made, token)
    elif not form.is_submitted() and (asked := asked_first(registration)):
        form.partner.data, form.partner_email.data = asked.name, asked.email
        form.reason.data = asked.draft["replace"]["reason"]
    form.show(asked_first(registration))
    return _replacing_page(registration, form, person.full_name, is_first=True)


@bp.post(f"{HERE}/keep-first")
@access(may_decide, find_sent)
def keep_first(registration: Registration) -> Any:
    """The organizer asks nobody for that place any more: the pair stays as it is."""
    if replacing.keep_first(registration, actor=_actor()):
        commit()
        flash(_("Замена отменена, состав пары прежний."), "ok")
    return redirect(_page_of(registration))


def _asked(form: ReplaceForm) -> tuple[str, str, str]:
    return form.partner.data or "", form.partner_email.data or "", form.reason.data or ""


def _replacing_page(
    registration: Registration, form: ReplaceForm, name: str, *, is_first: bool
) -> Any:
    shown = render_template(
        "registration/pairs/replace.html",
        event=registration.event,
        registration=registration,
        form=form,
        name=name,
        is_first=is_first,
        back=_page_of(registration),
    )
    return shown, 422 if form.is_submitted() else 200


def _too_late(registration: Registration) -> Any:
    if has_performed(registration):
        flash(_("Пара уже выступала, поэтому состав не меняют."), "warn")
    return redirect(_page_of(registration))


def _invited(partner: Partner, token: str) -> Any:
    registration = partner.registration
    send_invitation(partner, partner_link(registration.event.slug, token))
    page = _page_of(registration)
    commit()
    flash(_("Приглашение отправлено: %(email)s.", email=partner.email), "ok")
    return redirect(page)


def _page_of(registration: Registration) -> str:
    slug, number = registration.event.slug, registration.number
    return url_for("registration.application", slug=slug, number=number)


def _actor() -> str:
    return actor_of(current_viewer())
