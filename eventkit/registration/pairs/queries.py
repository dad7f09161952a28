"""Selects about the second persons of applications."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.events.queries import event_by_slug
from eventkit.people.passwords import token_hash
from eventkit.registration.models import Registration
from eventkit.registration.pairs.models import Partner

STANDING = ("invited", "confirmed", "declined")


def partner_of(registration: Registration) -> Partner | None:
    """The second person now: invited, confirmed or declined; None for a single applicant."""
    return partners_of([registration.id]).get(registration.id)


def partners_of(registration_ids: Collection[int]) -> dict[int, Partner]:
    """The same for many applications, one query."""
    query = (
        select(Partner)
        .where(Partner.registration_id.in_(registration_ids), Partner.state.in_(STANDING))
        .order_by(Partner.id)
        .options(joinedload(Partner.person), joinedload(Partner.organization))
    )
    return {row.registration_id: row for row in db.session.scalars(query)}


def find_partner(slug: str, token: str) -> Partner | None:
    """The invitation behind a secret; a replaced one opens nothing."""
    event = event_by_slug(slug)
    query = (
        select(Partner)
        .join(Partner.registration)
        .where(Partner.token_hash == token_hash(token), Partner.state.in_(STANDING))
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
