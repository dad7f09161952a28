"""Giving consents and taking them back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from eventkit.db import db
from eventkit.people.models import Person
from eventkit.registration.consents import KINDS, current_text, ensure_consent_texts
from eventkit.registration.journalling import journal
from eventkit.registration.models import Consent, Registration


def give_consent(
    registration: Registration,
    kind: str,
    *,
    at: datetime,
    person: Person | None = None,
    actor: str = "system",
) -> Consent:
    """Record the agreement of the applicant, or of another person of the application.

    It is given to the newest text of a kind; given twice it is one.
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
        text=current_text(kind),
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

    Of the applicant, or of another person of the application. All that the person gave in the
    event end together: a name is either shown or not.
    """
    query = select(Consent).where(
        Consent.person_id == (person.id if person is not None else registration.person_id),
        Consent.event_id == registration.event_id,
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


def _standing(registration: Registration, kind: str, person_id: int) -> list[Consent]:
    return [
        consent
        for consent in registration.consents
        if consent.kind == kind and consent.withdrawn_at is None and consent.person_id == person_id
    ]
