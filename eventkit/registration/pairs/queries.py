"""Selects about pairs: who is asked for which place, who has left, what is to be settled."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.entries.performances.models import Performance
from eventkit.events.queries import event_by_slug
from eventkit.people.models import Group
from eventkit.people.passwords import token_hash
from eventkit.registration.models import LIVE, Consent, Registration
from eventkit.registration.pairs.models import Partner

STANDING = ("invited", "confirmed", "declined", "left")


class PairToSee(NamedTuple):
    """A pair in which somebody is missing: its number, title, state and what became of whom."""

    number: int
    title: str
    state: str
    seat: str
    partner_state: str
    partner: str


def partner_of(registration: Registration) -> Partner | None:
    """The second person now, whatever was answered; None for a single applicant."""
    return partners_of([registration.id]).get(registration.id)


def partners_of(registration_ids: Collection[int]) -> dict[int, Partner]:
    """The same for many applications, one query."""
    query = (
        select(Partner)
        .where(
            Partner.registration_id.in_(registration_ids),
            Partner.seat == "second",
            Partner.state.in_(STANDING),
        )
        .order_by(Partner.id)
        .options(joinedload(Partner.person), joinedload(Partner.organization))
    )
    return {row.registration_id: row for row in db.session.scalars(query)}


def asked_first(registration: Registration) -> Partner | None:
    """Who is asked to take the place of the one who applied, and has not done so yet."""
    query = select(Partner).where(
        Partner.registration_id == registration.id,
        Partner.seat == "first",
        Partner.state.in_(("invited", "declined")),
    )
    return db.session.scalars(query.order_by(Partner.id.desc())).first()


def former_partners(registration: Registration) -> Sequence[Partner]:
    """Members who are in the pair no longer, in the order in which they left."""
    query = (
        select(Partner)
        .where(
            Partner.registration_id == registration.id,
            Partner.state.in_(("replaced", "left")),
            Partner.person_id.is_not(None),
        )
        .order_by(Partner.left_at, Partner.id)
    )
    return db.session.scalars(query).all()


def find_partner(slug: str, token: str) -> Partner | None:
    """Whoever holds a secret: one who is asked, or was in the pair; one merely asked opens nothing.

    Once an invitation was given to another address, or withdrawn, its link is dead.
    """
    event = event_by_slug(slug)
    has_been = and_(Partner.state == "replaced", Partner.person_id.is_not(None))
    query = (
        select(Partner)
        .join(Partner.registration)
        .where(Partner.token_hash == token_hash(token), or_(Partner.state.in_(STANDING), has_been))
    )
    found = db.session.scalars(query).first()
    if event is None or found is None or found.registration.event_id != event.id:
        return None
    return found


def is_waiting(registration: Registration) -> bool:
    """Whether the second person has not confirmed yet."""
    partner, group = partner_of(registration), registration.group
    if partner is not None:
        return partner.state != "confirmed"
    # An application that was refused when it came has asked nobody yet.
    return group is not None and sum(one.left_at is None for one in group.members) < 2


def has_performed(registration: Registration) -> bool:
    """Whether the pair was on the stage, or a sheet with its marks was sent."""
    entry = registration.entry
    if entry is None:
        return False
    if entry.running_total is not None:
        return True
    query = select(Performance.id).where(
        Performance.entry_id == entry.id, Performance.begun_at.is_not(None)
    )
    return db.session.scalars(query.limit(1)).first() is not None


def pairs_to_see(event_id: int) -> list[PairToSee]:
    """Pairs where the organizer has something to settle, by number.

    Somebody has declined or left, or the new member of an admitted pair has not confirmed.
    """
    missing = Partner.state.in_(("declined", "left"))
    late = and_(Registration.state == "admitted", Partner.state == "invited")
    query = (
        select(
            Registration.number,
            Group.title,
            Registration.state,
            Partner.seat,
            Partner.state,
            Partner.name,
        )
        .join(Partner, Partner.registration_id == Registration.id)
        .join(Group, Registration.group_id == Group.id)
        .where(Registration.event_id == event_id, Registration.state.in_(LIVE), or_(missing, late))
        .order_by(Registration.number, Partner.id)
    )
    return [PairToSee._make(row) for row in db.session.execute(query)]


def other_of(partner: Partner) -> str:
    """The name of the one with whom this one performs, or is asked to."""
    registration = partner.registration
    if partner.seat == "second":
        return registration.person.full_name if registration.person else ""
    second = partner_of(registration)
    return second.name if second is not None else ""


def standing_consents(partner: Partner) -> Sequence[Consent]:
    """What a person has agreed to in the event and not taken back."""
    query = select(Consent).where(
        Consent.event_id == partner.registration.event_id,
        Consent.person_id == partner.person_id,
        Consent.withdrawn_at.is_(None),
    )
    return db.session.scalars(query.order_by(Consent.id)).all()


def objecting(registration: Registration) -> Sequence[str]:
    """Names of former members who took back the consent to process their data."""
    given = select(Consent.person_id).where(
        Consent.event_id == registration.event_id, Consent.kind == "processing"
    )
    query = (
        select(Partner.name)
        .where(
            Partner.registration_id == registration.id,
            Partner.state.in_(("replaced", "left")),
            Partner.person_id.in_(given.where(Consent.withdrawn_at.is_not(None))),
            Partner.person_id.not_in(given.where(Consent.withdrawn_at.is_(None))),
        )
        .order_by(Partner.id)
    )
    return db.session.scalars(query).all()
