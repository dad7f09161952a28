"""Verbs about pairs: invite, confirm, decline. Replacing stands beside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.entries.checking import problems_of
from eventkit.events.refusals import RefusalError
from eventkit.people.models import Organization, Person
from eventkit.people.passwords import new_token, token_hash
from eventkit.registration.applicants import known_or_new_person, organization_of
from eventkit.registration.consent_operations import give_consent
from eventkit.registration.decision_operations import refuse
from eventkit.registration.drafts import Applicant
from eventkit.registration.holding import hold, hold_event
from eventkit.registration.journalling import journal
from eventkit.registration.models import Registration
from eventkit.registration.pairs.doubles import expect_free
from eventkit.registration.pairs.letters import send_answer, send_declined, send_joined
from eventkit.registration.pairs.members import OTHER, join, name_pair, note_order, own_role
from eventkit.registration.pairs.members import write_in as write_into_answers
from eventkit.registration.pairs.models import Partner
from eventkit.registration.pairs.replacing import Left, take_first_seat
from eventkit.registration.pairs.rules import can_answer
from eventkit.registration.rules import is_member
from eventkit.registration.verdicts import years_on
from eventkit.web.clock import now


def invite(
    registration: Registration, name: str, email: str, *, actor: str = "system"
) -> tuple[Partner, str]:
    """Ask somebody to be the second; the second value is the secret of the link."""
    token = new_token()
    partner = Partner(
        registration=registration,
        role=OTHER[own_role(registration)],
        name=name,
        email=email.strip().lower(),
        token_hash=token_hash(token),
        draft={},
        invited_at=now(),
    )
    db.session.add(partner)
    db.session.flush()
    journal(registration, "pair.invited", actor, {"partner": partner.id})
    return partner, token


def invite_again(
    partner: Partner, name: str, email: str, *, actor: str = "system"
) -> tuple[Partner, str]:
    """Send another link, to the same or a mended address; the former link opens nothing.

    Raises RefusalError for one who has confirmed, and where nobody may confirm any more.
    """
    hold(partner.registration)
    db.session.refresh(partner)
    if partner.state == "confirmed":
        raise RefusalError(_("Второй участник уже подтвердил участие."))
    if not can_answer(partner, now()):
        raise RefusalError(_("Подтвердить участие уже нельзя."), "partner_email")
    token = new_token()
    partner.token_hash, partner.state = token_hash(token), "invited"
    partner.name, partner.email, partner.invited_at = name, email.strip().lower(), now()
    partner.reason = ""
    if partner.seat == "second":
        asked = {"partner": partner.name, "partner_email": partner.email}
        write_into_answers(partner.registration, asked)
    db.session.flush()
    journal(partner.registration, "pair.invited", actor, {"partner": partner.id})
    return partner, token


def confirm(
    partner: Partner, typed: Mapping[str, Any], *, at: datetime, actor: str = "system"
) -> Left | None:
    """The one who was asked says yes, with the own data and consents.

    ``typed``: the answers of the steps you, school and consents together, and the order of
    mentoring. The pair is checked by the format's conditions; one that does not meet them is
    refused with the reason, or, when it is admitted already, shown to the organizer. Returns who
    gave up the applicant's place for this one, if it was that place.

    Raises RefusalError where it is too late, the same person is both, or in another pair.
    """
    registration = partner.registration
    hold(registration)
    db.session.refresh(partner)
    if not can_answer(partner, at):
        raise RefusalError(_("Подтвердить участие уже нельзя. Напишите организатору."))
    hold_event(registration.event_id)
    because = str((partner.draft.get("replace") or {}).get("reason", ""))
    partner.draft = {"you": dict(typed), "school": dict(typed), "consents": dict(typed)}
    applicant = Applicant.read(typed)
    expect_free(registration, applicant)
    organization = organization_of(partner, actor=actor)
    person = known_or_new_person(applicant, organization, actor=actor)
    _expect_other(registration, person)
    _describe(partner, person, organization, applicant, at)
    left = None
    if partner.seat == "first":
        left = take_first_seat(partner, applicant, because, at=at, actor=actor)
    else:
        join(registration, person, partner.role)
        name_pair(registration, partner)
    if "order_number" in typed:
        note_order(registration, typed)
        order = {name: str(typed.get(name) or "") for name in ("order_number", "order_date")}
        write_into_answers(registration, order)
    for kind in ("processing", "publication"):
        if typed.get(kind):
            give_consent(registration, kind, at=at, person=person, actor=actor)
    journal(registration, "pair.confirmed", actor, {"partner": partner.id, "person": person.id})
    _check(registration, at, actor)
    if registration.state != "refused" and partner.seat == "second":
        send_answer(partner)
    return left


def decline(partner: Partner, reason: str, *, at: datetime, actor: str = "system") -> None:
    """The one who was asked says no; the link stays open for a change of mind."""
    hold(partner.registration)
    db.session.refresh(partner)
    if not can_answer(partner, at):
        raise RefusalError(_("Ответить уже нельзя. Напишите организатору."))
    partner.state, partner.reason = "declined", reason
    db.session.flush()
    texts = {"reason": reason} if reason else None
    journal(partner.registration, "pair.declined", actor, {"partner": partner.id}, texts)
    if partner.seat == "second":
        send_answer(partner)
    else:
        send_declined(partner)


def let_late(partner: Partner, *, actor: str = "system") -> None:
    """The organizer lets somebody confirm after the deadline."""
    partner.may_be_late = True
    db.session.flush()
    journal(partner.registration, "pair.let_late", actor, {"partner": partner.id})


def _expect_other(registration: Registration, person: Person) -> None:
    """The two of a pair are two people."""
    if person.id == registration.person_id:
        raise RefusalError(_("Это данные того, кто подал заявку. Впишите свои."), "last_name")
    if is_member(registration, person.id):
        raise RefusalError(_("Этот человек уже в паре. Впишите свои данные."), "last_name")


def _describe(
    partner: Partner,
    person: Person,
    organization: Organization,
    applicant: Applicant,
    at: datetime,
) -> None:
    event = partner.registration.event
    partner.person, partner.organization = person, organization
    partner.organization_name, partner.position = organization.short_name, applicant.position
    partner.name, partner.email = applicant.full_name, applicant.email
    partner.age = years_on(event, applicant.birth_date)
    partner.experience = years_on(event, applicant.teaching_since)
    partner.state, partner.confirmed_at, partner.reason = "confirmed", at, ""


def _check(registration: Registration, at: datetime, actor: str) -> None:
    """Refuse a pair that does not meet the format's conditions; an admitted one is shown."""
    if registration.entry is None or registration.state not in ("submitted", "admitted"):
        return
    found = [p for p in problems_of(registration.entry) if p.code and p.blocking]
    reasons = " ".join(str(problem.message) for problem in found)
    if registration.state == "admitted":
        send_joined(registration, reasons)
    elif found:
        refuse(registration, reasons, at=at, reason_code=found[0].code, actor=actor)
