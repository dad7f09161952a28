"""Verbs about pairs: begin, invite, confirm, decline, replace."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.entries.checking import problems_of
from eventkit.entries.operations import set_authors
from eventkit.events.refusals import RefusalError
from eventkit.people.models import Group, GroupMember, Person
from eventkit.people.passwords import new_token, token_hash
from eventkit.registration.applicants import known_or_new_person, organization_of
from eventkit.registration.consent_operations import give_consent
from eventkit.registration.decision_operations import refuse
from eventkit.registration.drafts import Applicant, typed_in, with_step
from eventkit.registration.holding import hold
from eventkit.registration.journalling import journal
from eventkit.registration.models import Registration
from eventkit.registration.pairs.letters import send_answer, send_replaced
from eventkit.registration.pairs.models import Partner
from eventkit.registration.pairs.queries import partner_of
from eventkit.registration.pairs.rules import can_answer
from eventkit.registration.trace_search import ask_search
from eventkit.registration.verdicts import years_on
from eventkit.web.clock import now

OTHER = {"mentor": "young", "young": "mentor"}
PLACES = {"mentor": 0, "young": 1}


def form_pair(registration: Registration, person: Person) -> None:
    """Make or bring up to date the group behind an application, with the applicant's own role."""
    typed = typed_in(registration, "pair")
    title, role = str(typed.get("title", "")), str(typed.get("role", "mentor"))
    group = registration.group
    if group is None:
        group = Group(kind="pair", title=title, created_at=now())
        db.session.add(group)
        registration.group = group
    group.title, group.organization = title, registration.organization
    own = next((m for m in group.members if m.person_id == person.id), None)
    if own is None:
        own = GroupMember(person=person)
        group.members.append(own)
    own.role, own.position = role, PLACES[role]
    for member in group.members:
        if member is not own and member.left_at is None:
            member.role, member.position = OTHER[role], PLACES[OTHER[role]]
    db.session.flush()
    partner = partner_of(registration)
    if partner is not None:
        partner.role = OTHER[role]
    _name_schools(registration, partner)
    _name_authors(registration)


def invite(
    registration: Registration, name: str, email: str, *, actor: str = "system"
) -> tuple[Partner, str]:
    """Ask somebody to be the second; the second value is the secret of the link."""
    token = new_token()
    role = _own_role(registration)
    partner = Partner(
        registration=registration,
        role=OTHER[role],
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
    _write_in(partner)
    db.session.flush()
    journal(partner.registration, "pair.invited", actor, {"partner": partner.id})
    return partner, token


def confirm(
    partner: Partner, typed: Mapping[str, Any], *, at: datetime, actor: str = "system"
) -> None:
    """The second person says yes, with the own data and consents.

    ``typed``: the answers of the steps you, school and consents together. The pair is checked by
    the format's conditions; one that does not meet them is refused with the reason. Raises
    RefusalError where it is too late or the same person is both.
    """
    registration = partner.registration
    hold(registration)
    db.session.refresh(partner)
    if not can_answer(partner, at):
        raise RefusalError(_("Подтвердить участие уже нельзя. Напишите организатору."))
    partner.draft = {"you": dict(typed), "school": dict(typed), "consents": dict(typed)}
    applicant = Applicant.read(typed)
    organization = organization_of(partner, actor=actor)
    person = known_or_new_person(applicant, organization, actor=actor)
    if person.id == registration.person_id:
        raise RefusalError(_("Это данные того, кто подал заявку. Впишите свои."), "last_name")
    partner.person, partner.organization = person, organization
    partner.organization_name, partner.position = organization.short_name, applicant.position
    partner.name, partner.email = applicant.full_name, applicant.email
    partner.age = years_on(registration.event, applicant.birth_date)
    partner.experience = years_on(registration.event, applicant.teaching_since)
    partner.state, partner.confirmed_at, partner.reason = "confirmed", at, ""
    _join(registration, partner, person)
    for kind in ("processing", "publication"):
        if typed.get(kind):
            give_consent(registration, kind, at=at, person=person, actor=actor)
    journal(registration, "pair.confirmed", actor, {"partner": partner.id, "person": person.id})
    _check(registration, at, actor)
    if registration.state != "refused":
        send_answer(partner)


def decline(partner: Partner, reason: str, *, at: datetime, actor: str = "system") -> None:
    """The second person says no; the link stays open for a change of mind."""
    hold(partner.registration)
    db.session.refresh(partner)
    if not can_answer(partner, at):
        raise RefusalError(_("Ответить уже нельзя. Напишите организатору."))
    partner.state, partner.reason = "declined", reason
    db.session.flush()
    texts = {"reason": reason} if reason else None
    journal(partner.registration, "pair.declined", actor, {"partner": partner.id}, texts)
    send_answer(partner)


def replace(
    registration: Registration, name: str, email: str, reason: str, *, actor: str = "system"
) -> tuple[Partner, str]:
    """Let somebody else be the second; the application waits until that one confirms.

    What the former one has agreed to stays recorded, the name leaves the pair. Raises RefusalError
    without a reason, or where there was nobody to replace.
    """
    hold(registration)
    before = partner_of(registration)
    if before is None:
        raise RefusalError(_("Заменять некого."))
    if not reason.strip():
        raise RefusalError(_("Напишите причину."), "reason")
    before.state, before.reason, before.left_at = "replaced", reason.strip(), now()
    group = registration.group
    for member in group.members if group else ():
        if member.person_id == before.person_id and member.left_at is None:
            member.left_at = now()
    _name_authors(registration)
    _name_schools(registration, None)
    journal(
        registration,
        "pair.replaced",
        actor,
        {"partner": before.id, "person": before.person_id},
        {"reason": reason.strip()},
    )
    if before.confirmed_at is not None:
        send_replaced(before)
    made, token = invite(registration, name, email, actor=actor)
    made.may_be_late = True
    _write_in(made)
    db.session.flush()
    return made, token


def let_late(partner: Partner, *, actor: str = "system") -> None:
    """The organizer lets somebody confirm after the deadline."""
    partner.may_be_late = True
    db.session.flush()
    journal(partner.registration, "pair.let_late", actor, {"partner": partner.id})


def _join(registration: Registration, partner: Partner, person: Person) -> None:
    group = registration.group
    assert group is not None  # made when the application was sent
    known = next((m for m in group.members if m.person_id == person.id), None)
    if known is None:
        known = GroupMember(person=person)
        group.members.append(known)
    known.role, known.position, known.left_at = partner.role, PLACES[partner.role], None
    _name_schools(registration, partner)
    db.session.flush()
    _name_authors(registration)


def _write_in(partner: Partner) -> None:
    """The applicant's own answers name the one who is asked now."""
    registration = partner.registration
    asked = {"partner": partner.name, "partner_email": partner.email}
    typed, sent = typed_in(registration, "pair"), registration.sent.get("pair") or {}
    registration.draft = with_step(
        registration.draft, "pair", {**typed, **asked}, done=True, saved_at=now().isoformat()
    )
    registration.sent = {**registration.sent, "pair": {**sent, **asked}}


def _own_role(registration: Registration) -> str:
    """Of the one who applied, as it was sent: a draft may say otherwise meanwhile."""
    group = registration.group
    for member in group.members if group else ():
        if member.person_id == registration.person_id and member.left_at is None:
            return member.role
    return str(typed_in(registration, "pair").get("role", "mentor"))


def _name_schools(registration: Registration, partner: Partner | None) -> None:
    """A pair of two schools names both."""
    schools = [registration.organization, partner.organization if partner else None]
    names = [school.short_name for school in schools if school is not None]
    registration.organization_name = " / ".join(dict.fromkeys(names))


def _name_authors(registration: Registration) -> None:
    """The authors of the entry are those who are in the pair now, the mentor first."""
    entry, group = registration.entry, registration.group
    if entry is None or group is None:
        return
    entry.group = group
    members = sorted((m for m in group.members if m.left_at is None), key=lambda m: m.position)
    set_authors(entry, [(member.person, member.role) for member in members])
    db.session.flush()
    ask_search(entry)


def _check(registration: Registration, at: datetime, actor: str) -> None:
    """Refuse a pair that does not meet the format's conditions."""
    if registration.entry is None or registration.state != "submitted":
        return
    found = [p for p in problems_of(registration.entry) if p.code and p.blocking]
    if found:
        reasons = " ".join(str(problem.message) for problem in found)
        refuse(registration, reasons, at=at, reason_code=found[0].code, actor=actor)
