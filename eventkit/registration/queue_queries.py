"""Selects of the organizer's queue: filtered, ordered, counted, taken to a workbook."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, TypeVar

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.orm import defer, joinedload

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Nomination
from eventkit.people.models import Person
from eventkit.people.naming import search_key
from eventkit.registration.models import Registration

Chosen = TypeVar("Chosen", bound=Select[*tuple[Any, ...]])
SORTS = {
    "number": Registration.number,
    "name": Person.sort_key,
    "nomination": Nomination.position,
    "submitted": Registration.submitted_at,
    "score": Entry.running_total,
}


def counts_by_state(event_id: int) -> dict[str, int]:
    """How many applications an event has in each state, drafts too."""
    query = (
        select(Registration.state, func.count())
        .where(Registration.event_id == event_id)
        .group_by(Registration.state)
    )
    return dict(db.session.execute(query).all())


def sent_registrations(
    event_id: int, *, state: str = "", search: str = "", nomination_id: int = 0, sort: str = ""
) -> Select[Any]:
    """Sent applications of an event, filtered and ordered for the queue.

    ``sort`` is a key of SORTS, with a minus for the other direction. By score means of those that
    are admitted: the others have none and are left out.
    """
    key = sort.lstrip("-")
    query = select(Registration).options(
        joinedload(Registration.person),
        joinedload(Registration.nomination),
        joinedload(Registration.entry).defer(Entry.text),
        defer(Registration.draft),
        defer(Registration.sent),
    )
    # Joined only where they are asked: to count a long list must not read its persons.
    if search or key == "name":
        query = query.outerjoin(Registration.person)
    if key == "nomination":
        query = query.outerjoin(Registration.nomination)
    if key == "score":
        query = query.join(Registration.entry).where(Entry.event_id == event_id, Entry.is_admitted)
    return _chosen(query, event_id, state, search, nomination_id, sort)


def sent_lines(
    event_id: int, *, state: str = "", search: str = "", nomination_id: int = 0, sort: str = ""
) -> Iterable[Row[Any]]:
    """The same applications as plain rows for a workbook, all of them at once."""
    columns = (
        Registration.number,
        Registration.state,
        Person.last_name,
        Person.first_name,
        Person.patronymic,
        Registration.organization_name,
        Registration.position,
        Nomination.title.label("nomination"),
        Entry.title,
        Entry.code,
        Registration.age,
        Registration.experience,
        Registration.email,
        Person.phone,
        Registration.submitted_at,
        Registration.reason_text,
    )
    query = (
        select(*columns)
        .select_from(Registration)
        .outerjoin(Registration.person)
        .outerjoin(Registration.nomination)
        .outerjoin(Registration.entry)
    )
    return db.session.execute(_chosen(query, event_id, state, search, nomination_id, sort))


def _chosen(
    query: Chosen, event_id: int, state: str, search: str, nomination_id: int, sort: str
) -> Chosen:
    query = query.where(Registration.event_id == event_id, Registration.number.is_not(None))
    if state:
        query = query.where(Registration.state == state)
    if nomination_id:
        query = query.where(Registration.nomination_id == nomination_id)
    for word in search_key(search).split():
        query = query.where(_matches(word))
    column = SORTS.get(sort.lstrip("-"), Registration.number)
    order = column.desc().nulls_last() if sort.startswith("-") else column.nulls_first()
    return query.order_by(order, Registration.number)


def duplicates_of(
    event_id: int, among: Collection[int] | None = None
) -> dict[tuple[int, int], list[int]]:
    """Live applications of one person to one nomination that are more than one: their numbers.

    Of all who applied, or ``among`` some persons.
    """
    live = [Registration.event_id == event_id, Registration.state.in_(("submitted", "admitted"))]
    if among is not None:
        live.append(Registration.person_id.in_(among))
    whose = (Registration.person_id, Registration.nomination_id)
    repeated = (
        select(*whose)
        .where(*live, Registration.person_id.is_not(None))
        .group_by(*whose)
        .having(func.count() > 1)
        .subquery()
    )
    query = (
        select(*whose, Registration.number)
        .join(
            repeated,
            (repeated.c.person_id == Registration.person_id)
            & (repeated.c.nomination_id == Registration.nomination_id),
        )
        .where(*live)
        .order_by(Registration.number)
    )
    found: dict[tuple[int, int], list[int]] = {}
    for person_id, nomination_id, number in db.session.execute(query):
        found.setdefault((person_id or 0, nomination_id or 0), []).append(number or 0)
    return found


def _matches(word: str) -> Any:
    number = int(word) if word.isdecimal() and len(word) < 9 else -1
    return or_(
        Person.search_key.contains(word, autoescape=True),
        func.lower(Registration.organization_name).contains(word, autoescape=True),
        Registration.number == number,
    )


def next_waiting(event_id: int, after: int) -> int | None:
    """The number of the application to decide next: after this one, then from the first again."""
    query = (
        select(Registration.number)
        .where(Registration.event_id == event_id, Registration.state == "submitted")
        .order_by(Registration.number <= after, Registration.number)
    )
    return db.session.scalars(query.limit(1)).first()
