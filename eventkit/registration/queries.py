"""Selects about applications, and the one place that decides what name the public sees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from eventkit.db import db
from eventkit.entries.models import Entry, EntryAuthor, EntryFile
from eventkit.events.models import Event, Nomination
from eventkit.lazy import dataclass
from eventkit.people.models import Group, GroupMember, Person
from eventkit.people.naming import full_name
from eventkit.people.passwords import token_hash
from eventkit.registration.models import LIVE, Consent, Registration


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
    """All who agreed to be published in an event, as of now; of some persons if they are given.

    Whoever knows a name and a birth date can apply in that name. Therefore each application that a
    person stands in has to agree: nobody gives another person's consent by one of their own.
    """
    query = select(Consent.person_id, Consent.registration_id).where(
        Consent.event_id == event_id,
        Consent.kind == "publication",
        Consent.withdrawn_at.is_(None),
    )
    if among is not None:
        query = query.where(Consent.person_id.in_(among))
    agreed = {(row[0], row[1]) for row in db.session.execute(query)}
    asked = _live_applications(event_id, among)
    return {person for person, _application in agreed} - {
        person for person, application in asked if (person, application) not in agreed
    }


def _live_applications(event_id: int, among: Collection[int] | None) -> set[tuple[int, int]]:
    """Who stands in which application that takes part or may yet, alone or in a group; by ids."""
    members = select(GroupMember.person_id, GroupMember.group_id).where(
        GroupMember.left_at.is_(None)
    )
    if among is None:
        applications = _live(event_id, Registration.event_id, [event_id])
        groups = {group for _person, group, _id in applications if group is not None}
        within = db.session.execute(members.where(GroupMember.group_id.in_(groups))).all()
    else:
        within = db.session.execute(members.where(GroupMember.person_id.in_(among))).all()
        applications = _live(event_id, Registration.person_id, among)
        applications += _live(event_id, Registration.group_id, {row.group_id for row in within})
    people: dict[int | None, list[int]] = defaultdict(list)
    for person, group in within:
        people[group].append(person)
    return {
        (person, id_)
        for alone, group, id_ in applications
        for person in [alone, *people.get(group, ())]
        if person is not None
    }


def _live(
    event_id: int, column: InstrumentedAttribute[Any], values: Collection[int]
) -> list[tuple[int | None, int | None, int]]:
    """Person, group and id of the live applications whose ``column`` has one of the values.

    Asked by that column alone: with the event beside it SQLite would walk over all of the event.
    """
    if not values:
        return []
    query = select(
        Registration.person_id,
        Registration.group_id,
        Registration.id,
        Registration.event_id,
        Registration.state,
    ).where(column.in_(values))
    rows = db.session.execute(query)
    return [
        (row[0], row[1], row[2]) for row in rows if row.event_id == event_id and row.state in LIVE
    ]


def public_authors(
    event_id: int, entry_ids: Collection[int] | None = None
) -> Mapping[int, PublicAuthor]:
    """How the authors of entries appear in public, by entry id; three queries for any number.

    A group is named only when each of its members agreed. Columns are read, no objects: public
    lists hold hundreds of names.
    """
    query = (
        select(
            Entry.id, Person.id, Person.last_name, Person.first_name, Person.patronymic, Group.title
        )
        .outerjoin(Entry.group)
        .outerjoin(EntryAuthor, EntryAuthor.entry_id == Entry.id)
        .outerjoin(Person, EntryAuthor.person_id == Person.id)
        .where(Entry.event_id == event_id)
        .order_by(EntryAuthor.id)
    )
    if entry_ids is not None:
        query = query.where(Entry.id.in_(entry_ids))
    rows = db.session.execute(query).all()
    applications = _applications_of(event_id, entry_ids)
    named = named_people(
        event_id, None if entry_ids is None else {row[1] for row in rows if row[1]}
    )
    names: dict[int, list[str | None]] = {}
    titles: dict[int, str] = {}
    for entry_id, person_id, last, first, patronymic, title in rows:
        found, titles[entry_id] = names.setdefault(entry_id, []), title or ""
        if person_id is not None:
            found.append(full_name(last, first, patronymic) if person_id in named else None)
    return {
        entry_id: _public(entry_id, found, titles[entry_id], applications.get(entry_id))
        for entry_id, found in names.items()
    }


_Application = tuple[int | None, str, str]
"""Number, school and position of an application."""


def _applications_of(event_id: int, entry_ids: Collection[int] | None) -> dict[int, _Application]:
    query = select(
        Registration.entry_id,
        Registration.number,
        Registration.organization_name,
        Registration.position,
    ).where(Registration.event_id == event_id, Registration.entry_id.is_not(None))
    if entry_ids is not None:
        query = query.where(Registration.entry_id.in_(entry_ids))
    return {
        entry_id: (number, school, position)
        for entry_id, number, school, position in db.session.execute(query)
        if entry_id
    }


def _public(
    entry_id: int, names: Sequence[str | None], title: str, application: _Application | None
) -> PublicAuthor:
    number, school, position = application or (None, "", "")
    named = [name for name in names if name is not None]
    if named and len(named) == len(names):
        words = ", ".join(named)
        full = f"«{title}»: {words}" if title else words
        return PublicAuthor(full, school, position, is_named=True)
    if title:  # what a pair calls itself tells nobody's name
        return PublicAuthor(f"«{title}»", "", "", is_named=False)
    words = _("участник № %(number)s", number=number or entry_id)
    return PublicAuthor(words, "", "", is_named=False)


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
        member = select(GroupMember.group_id).where(
            GroupMember.person_id == person_id, GroupMember.left_at.is_(None)
        )
        whose.append(Registration.group_id.in_(member))
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
