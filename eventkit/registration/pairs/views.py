"""The door of the second person, and what the first one and the organizer do about it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from eventkit.events.pages import put_refusal
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import actor_of
from eventkit.registration.consents import PROCESSING, PUBLICATION, current_text
from eventkit.registration.doors import find_door, find_sent
from eventkit.registration.forms import as_typed
from eventkit.registration.models import Registration
from eventkit.registration.operations import give_consent, withdraw_consent
from eventkit.registration.pages import ornament_of, own_url
from eventkit.registration.pairs import operations
from eventkit.registration.pairs.forms import (
    ROLES,
    DeclineForm,
    InviteForm,
    PartnerForm,
    ReplaceForm,
)
from eventkit.registration.pairs.letters import send_invitation
from eventkit.registration.pairs.models import Partner
from eventkit.registration.pairs.queries import find_partner, partner_of
from eventkit.registration.pairs.rules import can_answer, can_be_replaced, can_replace
from eventkit.registration.queries import may_be_named
from eventkit.registration.rules import Door, may_decide, may_open
from eventkit.registration.views import SENDS, partner_link
from eventkit.web.access import access, anyone
from eventkit.web.clock import now
from eventkit.web.requests import commit
from eventkit.web.security import limiter
from eventkit.web.viewer import current_viewer

bp = Blueprint("pairs", __name__)
THERE = "/events/<slug>/pair/<token>"
MINE = "/events/<slug>/register/<token>/pair-partner"
HERE = "/manage/<slug>/registrations/<int:number>/pair"


@bp.get(THERE)
@access(anyone, find_partner)
def answer(partner: Partner) -> Any:
    """Who invites, and the form to confirm; afterwards what has become of the application."""
    return _door(partner, PartnerForm(formdata=None))


@bp.post(f"{THERE}/confirm")
@access(anyone, find_partner)
@limiter.limit(SENDS)
def confirm(partner: Partner) -> Any:
    """Say yes with the own data and consents."""
    form = PartnerForm()
    if not form.validate_on_submit():
        return _door(partner, form), 422
    try:
        operations.confirm(partner, as_typed(form), at=now(), actor=_actor())
    except RefusalError as refusal:
        put_refusal(form, refusal)
        return _door(partner, form), 422
    commit()
    flash(_("Спасибо, участие подтверждено."), "ok")
    return _back(partner)


@bp.post(f"{THERE}/decline")
@access(anyone, find_partner)
@limiter.limit(SENDS)
def decline(partner: Partner) -> Any:
    """Say no."""
    form = DeclineForm()
    if not form.validate_on_submit():
        return _door(partner, PartnerForm(formdata=None), form), 422
    try:
        operations.decline(partner, form.reason.data or "", at=now(), actor=_actor())
    except RefusalError as refusal:
        flash(refusal.message, "bad")
        return _back(partner)
    commit()
    flash(_("Мы передали отказ. Передумаете – ссылка ещё действует."), "ok")
    return _back(partner)


@bp.post(f"{THERE}/publication/<any(give,withdraw):act>")
@access(anyone, find_partner)
@limiter.limit(SENDS)
def publication(partner: Partner, act: str) -> Any:
    """The second person allows or forbids the own name in public; it works at once."""
    if partner.person is None:
        return _back(partner)
    change = give_consent if act == "give" else withdraw_consent
    change(partner.registration, PUBLICATION, at=now(), person=partner.person, actor=_actor())
    commit()
    flash(_("Имя можно публиковать.") if act == "give" else _("Имя больше не показываем."), "ok")
    return _back(partner)


@bp.route(f"{MINE}/again", methods=["GET", "POST"])
@access(may_open, find_door)
@limiter.limit(SENDS)
def again(door: Door) -> Any:
    """Send the invitation again, to the same or a mended address."""
    partner = partner_of(door.registration)
    if partner is None or partner.state == "confirmed":
        return redirect(own_url(door))
    form = InviteForm()
    if not form.is_submitted():
        form.partner.data, form.partner_email.data = partner.name, partner.email
    if form.validate_on_submit():
        name, email = form.partner.data or "", form.partner_email.data or ""
        try:
            made, token = operations.invite_again(partner, name, email, actor=_actor())
        except RefusalError as refusal:
            put_refusal(form, refusal)
        else:
            return _invited(door, made, token)
    page = render_template("registration/pairs/invite.html", **_of(door), form=form, replaces=False)
    return page, 422 if form.errors else 200


@bp.route(f"{MINE}/replace", methods=["GET", "POST"])
@access(may_open, find_door)
@limiter.limit(SENDS)
def replace(door: Door) -> Any:
    """Invite somebody else instead of the second person."""
    if not can_replace(door.registration) or partner_of(door.registration) is None:
        return redirect(own_url(door))
    form = ReplaceForm()
    if form.validate_on_submit():
        name, email = form.partner.data or "", form.partner_email.data or ""
        try:
            made, token = operations.replace(
                door.registration, name, email, form.reason.data or "", actor=_actor()
            )
        except RefusalError as refusal:
            put_refusal(form, refusal)
        else:
            return _invited(door, made, token)
    page = render_template("registration/pairs/invite.html", **_of(door), form=form, replaces=True)
    return page, 422 if form.errors else 200


@bp.post(f"{HERE}/late")
@access(may_decide, find_sent)
def let_late(registration: Registration) -> Any:
    """The organizer lets the second person confirm after the deadline."""
    partner = partner_of(registration) or abort(404)
    operations.let_late(partner, actor=_actor())
    commit()
    flash(_("Второй участник может подтвердить участие и после срока."), "ok")
    slug = registration.event.slug
    return redirect(url_for("registration.application", slug=slug, number=registration.number))


@bp.post(f"{HERE}/remind")
@access(may_decide, find_sent)
def remind(registration: Registration) -> Any:
    """The organizer sends the invitation again."""
    partner = partner_of(registration) or abort(404)
    slug = registration.event.slug
    try:
        made, token = operations.invite_again(partner, partner.name, partner.email, actor=_actor())
    except RefusalError as refusal:
        flash(refusal.message, "bad")
    else:
        send_invitation(made, partner_link(slug, token))
        commit()
        flash(_("Приглашение отправлено ещё раз: %(email)s.", email=made.email), "ok")
    return redirect(url_for("registration.application", slug=slug, number=registration.number))


@bp.route(f"{HERE}/replace", methods=["GET", "POST"])
@access(may_decide, find_sent)
def replace_by_decision(registration: Registration) -> Any:
    """The organizer changes the second person by a decision, also after the jury has begun."""
    form = ReplaceForm()
    slug = registration.event.slug
    page = url_for("registration.application", slug=slug, number=registration.number)
    if partner_of(registration) is None or not can_be_replaced(registration):
        return redirect(page)
    if form.validate_on_submit():
        name, email = form.partner.data or "", form.partner_email.data or ""
        reason = form.reason.data or ""
        made, token = operations.replace(registration, name, email, reason, actor=_actor())
        send_invitation(made, partner_link(slug, token))
        commit()
        flash(_("Приглашение отправлено: %(email)s.", email=made.email), "ok")
        return redirect(page)
    shown = render_template(
        "registration/pairs/replace.html", event=registration.event, registration=registration,
        form=form, back=page,
    )  # fmt: skip
    return shown, 422 if form.errors else 200


def _door(partner: Partner, form: PartnerForm, no: DeclineForm | None = None) -> str:
    registration = partner.registration
    person = partner.person
    return render_template(
        "registration/pairs/answer.html",
        event=registration.event,
        ornament=ornament_of(registration.event),
        partner=partner,
        registration=registration,
        role=ROLES[partner.role],
        open=can_answer(partner, now()),
        form=form,
        no=no or DeclineForm(formdata=None),
        processing=current_text(PROCESSING),
        publication=current_text(PUBLICATION),
        is_named=person is not None and may_be_named(person.id, registration.event_id),
        key=_key(),
    )


def _key() -> str:
    return str((request.view_args or {}).get("token", ""))


def _back(partner: Partner) -> Any:
    slug = partner.registration.event.slug
    return redirect(url_for("pairs.answer", slug=slug, token=_key()))


def _invited(door: Door, partner: Partner, token: str) -> Any:
    send_invitation(partner, partner_link(door.registration.event.slug, token))
    commit()
    flash(_("Приглашение отправлено: %(email)s.", email=partner.email), "ok")
    return redirect(own_url(door))


def _of(door: Door) -> dict[str, Any]:
    event = door.registration.event
    return {
        "event": event,
        "ornament": ornament_of(event),
        "registration": door.registration,
        "partner": partner_of(door.registration),
        "back": own_url(door),
    }


def _actor() -> str:
    return actor_of(current_viewer())
