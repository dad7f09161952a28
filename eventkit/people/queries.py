"""Selects about people that several pages use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.people.accounts import Account, EventRole
from eventkit.people.keys import search_key
from eventkit.people.models import Organization, Person

LONGEST_SEARCH = 100
"""What is typed beyond it does not narrow a search; a database takes only so many conditions."""


def account_by_email(email: str) -> Account | None:
    """The account of an address, open or closed."""
    query = select(Account).where(Account.email == email.strip().lower())
    return db.session.scalars(query.options(joinedload(Account.person))).first()


def persons(search: str = "") -> Select[Any]:
    """Persons in Russian order, all or those whose names contain each typed word."""
    query = (
        select(Person).where(Person.erased_at.is_(None)).options(joinedload(Person.organization))
    )
    for word in search_key(search[:LONGEST_SEARCH]).split():
        query = query.where(Person.search_key.contains(word, autoescape=True))
    return query.order_by(Person.sort_key, Person.id)


def organizations(search: str = "") -> Select[Any]:
    """Organizations in Russian order, all or those whose names contain each typed word."""
    query = select(Organization).options(joinedload(Organization.parent))
    for word in search_key(search[:LONGEST_SEARCH]).split():
        query = query.where(Organization.search_key.contains(word, autoescape=True))
    return query.order_by(Organization.sort_key, Organization.id)


def staff_of(event_id: int) -> Sequence[EventRole]:
    """Roles given in an event with their accounts and persons."""
    query = (
        select(EventRole)
        .where(EventRole.event_id == event_id)
        .options(joinedload(EventRole.account).joinedload(Account.person))
        .order_by(EventRole.role, EventRole.id)
    )
    return db.session.scalars(query).all()
