"""Giving consents and taking them back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from eventkit.db import db
from eventkit.people.models import Person
from eventkit.registration.consents import (
    KINDS,
    PUBLICATION,
    ensure_consent_texts,
    text_that_was_shown,
)
from eventkit.registration.journalling import journal
from eventkit.registration.models import Consent, Registration


def give_consent(
    registration: Registration,
    kind: str,
    *,
    at: datetime,
    person: Person | None = None,
    version: str = "",
    actor: str = "system",
) -> Consent:
    """Record the agreement of the applicant, or of another person of the application.

    It is given to the ``version`` of the text that was read, else to the newest; given twice it
    is one.
    """
    who = person.id if person is not None else registration.person_id
    if kind not in KINDS or who is None:
        raise ValueError(f"no consent {kind!r} without a person")
    standing = _standing(registration, kind, who)
    if standing:
        return standing[0]
    ensure_consent_texts()
    consent = Consent(
        person_id=who,
        event_id=registration.event_id,
        registration=registration,
        kind=kind,
        text=text_that_was_shown(kind, version),
        choices={},
        given_at=at,
    )
    db.session.add(consent)
    db.session.flush()
    facts = {"kind": kind, "version": consent.text.version, "person": who}
    journal(registration, "consent.given", actor, facts)
    return consent


def withdraw_consent(
    registration: Registration,
    kind: str,
    *,
    at: datetime,
    person: Person | None = None,
    actor: str = "system",
) -> int:
    """End the person's agreement in this event; returns how many rows ended.

    Of the applicant, or of another person of the application. What was given in several
    applications of one applicant ends together; an application that came from somebody else is not
    spoken for.
    """
    query = select(Consent).where(
        Consent.person_id == (person.id if person is not None else registration.person_id),
        Consent.registration_id.in_([one.id for one in same_applicant(registration)]),
        Consent.kind == kind,
        Consent.withdrawn_at.is_(None),
    )
    ended = db.session.scalars(query).all()
    for consent in ended:
        consent.withdrawn_at = at
        facts = {"kind": kind, "consent": consent.id, "person": consent.person_id}
        journal(registration, "consent.withdrawn", actor, facts)
    db.session.flush()
    return len(ended)


def allow_publication(
    registration: Registration, *, at: datetime, person: Person, actor: str
) -> None:
    """Agree to be named: in all applications of this applicant, for a name is shown or not."""
    for one in same_applicant(registration):
        if one is registration or one.person_id == person.id:
            give_consent(one, PUBLICATION, at=at, person=person, actor=actor)


def same_applicant(registration: Registration) -> Sequence[Registration]:
    """This application and those that the same account sent to the event.

    An address is no proof: whoever applies may type anybody's.
    """
    if registration.account_id is None:
        return [registration]
    query = select(Registration).where(
        Registration.event_id == registration.event_id,
        Registration.account_id == registration.account_id,
    )
    return db.session.scalars(query.order_by(Registration.id)).all()


def _standing(registration: Registration, kind: str, person_id: int) -> list[Consent]:
    return [
        consent
        for consent in registration.consents
        if consent.kind == kind and consent.withdrawn_at is None and consent.person_id == person_id
    ]
