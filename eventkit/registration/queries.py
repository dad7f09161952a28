"""Selects about applications, and the one place that decides what name the public sees."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import defer, joinedload, load_only, selectinload

from eventkit.db import db
from eventkit.entries.models import Entry, EntryAuthor, EntryFile
from eventkit.events.models import Event, Nomination
from eventkit.people.passwords import token_hash
from eventkit.registration.models import Consent, Registration


@dataclass(frozen=True)
class PublicAuthor:
    """How an entry's author appears to everybody: with a name, or as a number without a school."""

    name: str
    organization: str
    position: str
    is_named: bool


def may_be_named(person_id: int, event_id: int) -> bool:
    """Whether a person agreed to be published in an event, as of now."""
    return person_id in named_people(event_id, [person_id])


def named_people(event_id: int, among: Collection[int] | None = None) -> set[int]:
    """All who agreed to be published in an event, as of now; of some persons if they are given."""
    query = select(Consent.person_id).where(
        Consent.event_id == event_id,
        Consent.kind == "publication",
        Consent.withdrawn_at.is_(None),
    )
    if among is not None:
        query = query.where(Consent.person_id.in_(among))
    return set(db.session.scalars(query))


def public_name(registration: Registration, named: Collection[int]) -> str:
    """The name, or «участник № 27» without consent. ``named`` comes from ``named_people``."""
    person = registration.person
    if person is not None and person.id in named:
        return person.full_name
    return str(_("участник № %(number)s", number=registration.number or registration.id))


def public_authors(
    event_id: int, entry_ids: Collection[int] | None = None
) -> Mapping[int, PublicAuthor]:
    """How the authors of entries appear in public, by entry id; four queries for any number.

    A group is named only when each of its members agreed.
    """
    query = (
        select(Entry)
        .where(Entry.event_id == event_id)
        .options(defer(Entry.text), selectinload(Entry.authors).joinedload(EntryAuthor.person))
    )
    if entry_ids is not None:
        query = query.where(Entry.id.in_(entry_ids))
    entries = db.session.scalars(query).all()
    applications = _applications_of(event_id, entry_ids)
    people = None
    if entry_ids is not None:
        people = {author.person_id for entry in entries for author in entry.authors}
    named = named_people(event_id, people)
    return {entry.id: _public(entry, applications.get(entry.id), named) for entry in entries}


def _applications_of(event_id: int, entry_ids: Collection[int] | None) -> dict[int, Registration]:
    shown = (Registration.number, Registration.organization_name, Registration.position)
    query = (
        select(Registration)
        .where(Registration.event_id == event_id, Registration.entry_id.is_not(None))
        .options(load_only(Registration.entry_id, *shown))
    )
    if entry_ids is not None:
        query = query.where(Registration.entry_id.in_(entry_ids))
    return {row.entry_id: row for row in db.session.scalars(query) if row.entry_id}


def _public(
    entry: Entry, registration: Registration | None, named: Collection[int]
) -> PublicAuthor:
    persons = [author.person for author in entry.authors]
    if persons and all(person.id in named for person in persons):
        return PublicAuthor(
            name=", ".join(person.full_name for person in persons),
            organization=registration.organization_name if registration else "",
            position=registration.position if registration else "",
            is_named=True,
        )
    number = registration.number if registration and registration.number else entry.id
    return PublicAuthor(_("участник № %(number)s", number=number), "", "", is_named=False)


def registration_by_token(event_id: int, token: str) -> Registration | None:
    """The application whose secret this is."""
    query = _whole().where(
        Registration.event_id == event_id, Registration.token_hash == token_hash(token)
    )
    return db.session.scalars(query).first()


def registration_by_id(event_id: int, registration_id: int) -> Registration | None:
    """An application of the event."""
    query = _whole().where(Registration.event_id == event_id, Registration.id == registration_id)
    return db.session.scalars(query).first()


def registration_by_number(event_id: int, number: int) -> Registration | None:
    """A sent application of the event."""
    query = _whole().where(Registration.event_id == event_id, Registration.number == number)
    return db.session.scalars(query).first()


def registrations_of(account_id: int | None, person_id: int | None) -> Sequence[Registration]:
    """Applications of an account or of its person, the newest first: «Мои заявки»."""
    whose = [Registration.account_id == account_id] if account_id is not None else []
    if person_id is not None:
        whose.append(Registration.person_id == person_id)
    if not whose:
        return []
    query = (
        select(Registration)
        .where(or_(*whose))
        .options(
            joinedload(Registration.event).selectinload(Event.stages),
            joinedload(Registration.nomination),
        )
        .order_by(Registration.created_at.desc())
    )
    return db.session.scalars(query).all()


def _whole() -> Select[Any]:
    return select(Registration).options(
        joinedload(Registration.event).selectinload(Event.stages),
        joinedload(Registration.event)
        .selectinload(Event.nominations)
        .joinedload(Nomination.audience),
        joinedload(Registration.person),
        joinedload(Registration.organization),
        joinedload(Registration.entry).selectinload(Entry.files).joinedload(EntryFile.file),
        selectinload(Registration.consents),
    )
