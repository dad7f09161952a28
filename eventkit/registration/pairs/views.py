"""The door of whoever is asked into a pair, and what the one who applied does about it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from eventkit.events.pages import put_refusal
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import actor_of
from eventkit.registration.consents import PROCESSING, PUBLICATION, current_text
from eventkit.registration.doors import door_of_second, find_door
from eventkit.registration.forms import as_typed
from eventkit.registration.materials.page import own_of
from eventkit.registration.operations import give_consent, withdraw_consent
from eventkit.registration.pages import ornament_of, own_url
from eventkit.registration.pairs import operations, replacing
from eventkit.registration.pairs.forms import (
    ROLES,
    DeclineForm,
    InviteForm,
    LeaveForm,
    PartnerForm,
    ReplaceForm,
)
from eventkit.registration.pairs.letters import (
    send_invitation,
    send_new_first,
    send_own_page,
    send_processing_withdrawn,
    send_replaced,
)
from eventkit.registration.pairs.models import Partner
from eventkit.registration.pairs.queries import (
    find_partner,
    other_of,
    partner_of,
    standing_consents,
)
from eventkit.registration.pairs.replacing import Left
from eventkit.registration.pairs.rules import can_answer, can_leave, can_replace
from eventkit.registration.queries import may_be_named
from eventkit.registration.rules import Door, may_open
from eventkit.registration.views import SENDS, partner_link
from eventkit.web.access import access, anyone
from eventkit.web.clock import now
from eventkit.web.requests import commit
from eventkit.web.security import limiter
from eventkit.web.urls import full_url
from eventkit.web.viewer import current_viewer

bp = Blueprint("pairs", __name__)
THERE = "/events/<slug>/pair/<token>"
MINE = "/events/<slug>/register/<token>/pair-partner"


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
        left = operations.confirm(partner, as_typed(form), at=now(), actor=_actor())
    except RefusalError as refusal:
        put_refusal(form, refusal)
        return _door(partner, form), 422
    if left is not None:
        _tell_of_first(partner, left)
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


@bp.post(f"{THERE}/leave")
@access(anyone, find_partner)
@limiter.limit(SENDS)
def leave(partner: Partner) -> Any:
    """Leave the pair after having confirmed."""
    form = LeaveForm()
    if not form.validate_on_submit():
        return _door(partner, PartnerForm(formdata=None), leaving=form), 422
    try:
        replacing.leave(partner, form.reason.data or "", at=now(), actor=_actor())
    except RefusalError as refusal:
        flash(refusal.message, "bad")
        return _back(partner)
    commit()
    flash(_("Вы вышли из пары. Второй участник и организатор получат письмо."), "ok")
    return _back(partner)


@bp.post(f"{THERE}/publication/<any(give,withdraw):act>")
@access(anyone, find_partner)
@limiter.limit(SENDS)
def publication(partner: Partner, act: str) -> Any:
    """Allow or forbid the own name in public; it works at once. Who has left may only forbid."""
    if partner.person is None or (act == "give" and partner.state != "confirmed"):
        return _back(partner)
    change = give_consent if act == "give" else withdraw_consent
    change(partner.registration, PUBLICATION, at=now(), person=partner.person, actor=_actor())
    commit()
    flash(_("Имя можно публиковать.") if act == "give" else _("Имя больше не показываем."), "ok")
    return _back(partner)


@bp.post(f"{THERE}/processing/withdraw")
@access(anyone, find_partner)
@limiter.limit(SENDS)
def withdraw_processing(partner: Partner) -> Any:
    """Who has left the pair takes back the consent to process the own data."""
    if partner.person is None or partner.state not in ("left", "replaced"):
        return _back(partner)
    arguments: dict[str, Any] = {"at": now(), "person": partner.person, "actor": _actor()}
    withdraw_consent(partner.registration, PUBLICATION, **arguments)
    if withdraw_consent(partner.registration, PROCESSING, **arguments):
        send_processing_withdrawn(partner)
    commit()
    flash(_("Согласие отозвано. Организатор получит письмо и удалит ненужные данные."), "ok")
    return _back(partner)


@bp.route(f"{MINE}/again", methods=["GET", "POST"])
@access(may_open, find_door)
@limiter.limit(SENDS)
def again(door: Door) -> Any:
    """Send the invitation again, to the same or a mended address."""
    partner = partner_of(door.registration)
    if partner is None or partner.state in ("confirmed", "left"):
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
    return page, 422 if form.is_submitted() else 200


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
            made, token, left = replacing.replace(
                door.registration,
                name,
                email,
                form.reason.data or "",
                instead=form.seen,
                actor=_actor(),
            )
            tell_replaced(left)
        except RefusalError as refusal:
            put_refusal(form, refusal)
        else:
            return _invited(door, made, token)
    form.show(partner_of(door.registration))
    page = render_template("registration/pairs/invite.html", **_of(door), form=form, replaces=True)
    return page, 422 if form.is_submitted() else 200


def tell_replaced(left: Left) -> None:
    """Write to the former member, who had confirmed, where the own consents can be withdrawn."""
    partner = left.partner
    if partner.person_id is not None:
        send_replaced(partner, partner_link(partner.registration.event.slug, left.token))


def _tell_of_first(partner: Partner, left: Left) -> None:
    """Write to all three: the applicant's place has another holder."""
    slug = partner.registration.event.slug
    own = full_url(url_for("registration.mine", slug=slug, token=left.own_token))
    tell_replaced(left)
    send_own_page(partner, own)
    send_new_first(partner, left.partner)


def _door(
    partner: Partner,
    form: PartnerForm,
    no: DeclineForm | None = None,
    leaving: LeaveForm | None = None,
) -> str:
    registration = partner.registration
    person, group = partner.person, registration.group
    event = registration.event
    door = door_of_second(partner, _key())
    if not form.is_submitted() and group is not None:
        form.order_number.data = group.order_number
        form.order_date.data = f"{group.order_date:%d.%m.%Y}" if group.order_date else ""
    return render_template(
        "registration/pairs/answer.html",
        event=event,
        ornament=ornament_of(event),
        door=door,
        partner=partner,
        other=other_of(partner),
        registration=registration,
        role=ROLES[partner.role],
        open=can_answer(partner, now()),
        may_leave=can_leave(partner),
        form=form,
        no=no or DeclineForm(formdata=None),
        leaving=leaving or LeaveForm(formdata=None),
        processing=current_text(PROCESSING),
        publication=current_text(PUBLICATION),
        is_named=person is not None and may_be_named(person.id, registration.event_id),
        consents=standing_consents(partner),
        own_part=own_of(registration.entry if door else None),
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
