"""Verbs about a change in a pair: replace either member, leave."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.events.refusals import RefusalError
from eventkit.lazy import dataclass
from eventkit.people.passwords import new_token, token_hash
from eventkit.registration.drafts import Applicant, with_step
from eventkit.registration.eligibility import REFUSED
from eventkit.registration.holding import hold
from eventkit.registration.journalling import journal
from eventkit.registration.models import Registration
from eventkit.registration.pairs.letters import send_left
from eventkit.registration.pairs.members import OTHER, join, name_pair, own_role, part, write_in
from eventkit.registration.pairs.models import Partner
from eventkit.registration.pairs.queries import asked_first, has_performed, partner_of
from eventkit.registration.pairs.rules import can_leave
from eventkit.registration.verdicts import reason_in_words, verdict_of
from eventkit.web.clock import now


@dataclass(frozen=True)
class Left:
    """Who is in a pair no longer, with the secrets of the links that letters carry."""

    partner: Partner
    token: str
    """Of the page where the former member sees the own consents."""
    own_token: str = ""
    """Of the own page of the application, where it has a new holder."""


def replace(
    registration: Registration,
    name: str,
    email: str,
    reason: str,
    *,
    instead: int | None = None,
    actor: str = "system",
) -> tuple[Partner, str, Left]:
    """Let somebody else be the second; the application waits until that one confirms.

    What the former one has agreed to stays recorded, the name leaves the pair. ``instead`` is the
    id of the partner who was seen in that place. Returns who is asked, the secret of the link, and
    who has left. Raises RefusalError without a reason, where there was nobody to replace, after
    the pair has performed, or where another stands in that place by now.
    """
    hold(registration)
    before = partner_of(registration)
    if before is None:
        raise RefusalError(_("Заменять некого."))
    # It may have been read before the lock, and have confirmed meanwhile.
    db.session.refresh(before)
    _expect_seen(before, instead)
    _expect_replaceable(registration, reason)
    token = new_token()
    before.token_hash = token_hash(token)
    before.state, before.reason, before.left_at = "replaced", reason.strip(), now()
    part(registration, before.person_id)
    name_pair(registration, None)
    _journal_change(registration, before, actor)
    role = OTHER[own_role(registration)]
    made, link = _ask(registration, "second", role, name, email, actor=actor)
    write_in(registration, {"partner": made.name, "partner_email": made.email})
    db.session.flush()
    return made, link, Left(before, token)


def ask_first(
    registration: Registration,
    name: str,
    email: str,
    reason: str,
    *,
    instead: int | None = None,
    actor: str = "system",
) -> tuple[Partner, str]:
    """Ask somebody to take the place of the one who applied, who stays until that one confirms.

    Whoever was asked before is asked no longer; ``instead`` is the id of that one as it was seen,
    0 for nobody. Raises RefusalError as ``replace`` does.
    """
    hold(registration)
    _expect_seen(asked_first(registration), instead)
    _expect_replaceable(registration, reason)
    keep_first(registration, actor=actor)
    role = own_role(registration)
    made, token = _ask(registration, "first", role, name, email, actor=actor)
    made.draft = {"replace": {"reason": reason.strip()}}
    db.session.flush()
    return made, token


def keep_first(registration: Registration, *, actor: str = "system") -> bool:
    """Ask nobody for the applicant's place any more; returns whether somebody was asked."""
    hold(registration)
    asked = asked_first(registration)
    if asked is None:
        return False
    asked.state, asked.left_at = "replaced", now()
    db.session.flush()
    journal(registration, "pair.kept", actor, {"partner": asked.id})
    return True


def take_first_seat(
    partner: Partner, applicant: Applicant, reason: str, *, at: datetime, actor: str
) -> Left:
    """Put the one who confirmed into the applicant's place: application, own page, pair, entry.

    The former applicant keeps a row beside, by which the own consents can still be withdrawn; the
    former address of the own page opens nothing. Raises RefusalError where the pair has performed
    as it was, or the person does not fit the nomination.
    """
    registration = partner.registration
    if has_performed(registration):
        raise RefusalError(_("Пара уже выступила в прежнем составе. Напишите организатору."))
    _expect_fitting(registration, applicant)
    former, token = _former(registration, partner.role, reason, at)
    part(registration, registration.person_id)
    own_token = new_token()
    registration.token_hash, registration.account_id = token_hash(own_token), None
    registration.person, registration.organization = partner.person, partner.organization
    registration.position, registration.email = partner.position, partner.email
    registration.age, registration.experience = partner.age, partner.experience
    for step in ("you", "school", "consents"):
        typed = partner.draft[step]
        registration.draft = with_step(
            registration.draft, step, typed, done=True, saved_at=at.isoformat()
        )
        registration.sent = {**registration.sent, step: typed}
    if registration.group is not None:
        registration.group.organization = partner.organization
    assert partner.person is not None  # written by whoever calls
    join(registration, partner.person, partner.role)
    name_pair(registration, partner_of(registration))
    _journal_change(registration, former, actor)
    return Left(former, token, own_token)


def leave(partner: Partner, reason: str, *, at: datetime, actor: str = "system") -> None:
    """The second person, who had confirmed, leaves; the pair waits for another.

    Raises RefusalError where it is too late.
    """
    registration = partner.registration
    hold(registration)
    db.session.refresh(partner)
    if not can_leave(partner):
        raise RefusalError(_("Выйти из пары уже нельзя. Напишите организатору."))
    partner.state, partner.reason, partner.left_at = "left", reason.strip(), at
    part(registration, partner.person_id)
    name_pair(registration, None)
    facts = {"partner": partner.id, "person": partner.person_id}
    texts = {"reason": partner.reason} if partner.reason else None
    journal(registration, "pair.left", actor, facts, texts)
    send_left(partner)


def _ask(
    registration: Registration, seat: str, role: str, name: str, email: str, *, actor: str
) -> tuple[Partner, str]:
    token = new_token()
    made = Partner(
        registration=registration,
        seat=seat,
        role=role,
        name=name,
        email=email.strip().lower(),
        token_hash=token_hash(token),
        may_be_late=True,
        draft={},
        invited_at=now(),
    )
    db.session.add(made)
    db.session.flush()
    journal(registration, "pair.invited", actor, {"partner": made.id, "seat": seat})
    return made, token


def _former(
    registration: Registration, role: str, reason: str, at: datetime
) -> tuple[Partner, str]:
    """The applicant's former place as a row."""
    token = new_token()
    person = registration.person
    former = Partner(
        registration=registration,
        seat="first",
        role=role,
        name=person.full_name if person else "",
        email=registration.email,
        token_hash=token_hash(token),
        state="replaced",
        draft={step: registration.sent.get(step) or {} for step in ("you", "school", "consents")},
        person=person,
        organization=registration.organization,
        organization_name=registration.organization.short_name if registration.organization else "",
        position=registration.position,
        age=registration.age,
        experience=registration.experience,
        reason=reason,
        invited_at=registration.created_at,
        confirmed_at=registration.submitted_at,
        left_at=at,
    )
    db.session.add(former)
    db.session.flush()
    return former, token


def _expect_seen(partner: Partner | None, instead: int | None) -> None:
    """Two who replace at once do not overwrite each other."""
    if instead is not None and instead != (partner.id if partner else 0):
        raise RefusalError(
            _(
                "Пока страница была открыта, на это место уже пригласили другого: %(name)s."
                " Если заменить нужно и его, нажмите ещё раз.",
                name=partner.name if partner else "–",
            )
        )


def _expect_replaceable(registration: Registration, reason: str) -> None:
    if has_performed(registration):
        raise RefusalError(
            _(
                "Пара уже выступала, поэтому состав не меняют: документы и записи портфолио"
                " получат те, кто выступал."
            )
        )
    if not reason.strip():
        raise RefusalError(_("Напишите причину."), "reason")


def _expect_fitting(registration: Registration, applicant: Applicant) -> None:
    """The nomination's limits hold for the one who applies, whoever that is now."""
    nomination, sent = registration.nomination, registration.submitted_at
    if nomination is None or sent is None:
        return
    verdict = verdict_of(nomination, applicant.birth_date, applicant.teaching_since, sent)
    if verdict.status == REFUSED and verdict.reason_code != "late":
        field = "birth_date" if verdict.reason_code == "age_over" else "teaching_since"
        raise RefusalError(reason_in_words(verdict, nomination), field)


def _journal_change(registration: Registration, former: Partner, actor: str) -> None:
    journal(
        registration,
        "pair.replaced",
        actor,
        {"partner": former.id, "person": former.person_id, "seat": former.seat},
        {"reason": former.reason},
    )
