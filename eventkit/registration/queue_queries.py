"""Selects of the organizer's queue: filtered, ordered, counted, taken to a workbook."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache, lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, func, or_, select

from eventkit.db import db
from eventkit.db.plain import rows_of
from eventkit.entries.models import Entry
from eventkit.events.models import Nomination
from eventkit.people.keys import search_key
from eventkit.people.models import Group, Person
from eventkit.registration.models import Registration
from eventkit.registration.pairs.models import Partner
from eventkit.registration.pairs.queries import STANDING

Whose = tuple[int, int]
"""A person and a nomination, by their ids."""
WHOSE = (Registration.person_id, Registration.nomination_id)
SORTS = {
    "number": Registration.number,
    "name": Person.sort_key,
    "nomination": Nomination.position,
    "submitted": Registration.submitted_at,
    "score": Entry.running_total,
}


def counts_by_state(event_id: int) -> dict[str, int]:
    """How many applications an event has in each state, drafts too."""
    return dict(rows_of(_counts(), {"event": event_id}))


@cache
def _counts() -> Select[*tuple[Any, ...]]:
    return (
        select(Registration.state, func.count())
        .where(Registration.event_id == bindparam("event"))
        .group_by(Registration.state)
    )


class Lines(NamedTuple):
    """A query and the values of its parameters, as ``execute`` takes them."""

    query: Select[*tuple[Any, ...]]
    values: dict[str, Any]


def sent_ids(
    event_id: int, *, state: str = "", search: str = "", nomination_id: int = 0, sort: str = ""
) -> Lines:
    """Ids of sent applications of an event, filtered and ordered.

    ``sort`` is a key of SORTS, with a minus for the other direction. By score means of those that
    are admitted: the others have none and are left out.
    """
    query = _ids(sort, by_state=bool(state), by_nomination=bool(nomination_id))
    for word in search_key(search).split():
        query = query.where(_matches(word))
    return Lines(query, {"event": event_id, "state": state, "nomination": nomination_id})


def sent_lines(event_id: int, **filters: Any) -> Lines:
    """The same applications as plain rows, for workbooks."""
    ids, values = sent_ids(event_id, **filters)
    return Lines(lines_of(ids.order_by(None), filters.get("sort", "")), values)


@lru_cache(maxsize=64)
def lines_of(ids: Select[int], sort: str) -> Select[*tuple[Any, ...]]:
    """Applications as plain rows in their order.

    Only of those that are shown: to put long rows of a whole event in order takes SQLite as long
    as everything else on a page of fifty.
    """
    chosen = ids.subquery()
    return _columns().join(chosen, chosen.c.id == Registration.id).order_by(*_order(sort))


@lru_cache(maxsize=64)
def _ids(sort: str, *, by_state: bool, by_nomination: bool) -> Select[int]:
    query = (
        select(Registration.id)
        .outerjoin(Registration.person)
        .outerjoin(Registration.nomination)
        .outerjoin(Registration.entry)
    )
    event: ColumnElement[int] = bindparam("event")
    if sort.lstrip("-") == "score":
        query = query.where(Entry.event_id == event, Entry.is_admitted)
    query = query.where(Registration.event_id == event, Registration.number.is_not(None))
    if by_state:
        query = query.where(Registration.state == bindparam("state"))
    if by_nomination:
        query = query.where(Registration.nomination_id == bindparam("nomination"))
    return query.order_by(*_order(sort))


def _order(sort: str) -> tuple[Any, ...]:
    column = SORTS.get(sort.lstrip("-"), Registration.number)
    first = column.desc().nulls_last() if sort.startswith("-") else column.nulls_first()
    return first, Registration.number


COLUMNS = (
    Registration.number,
    Registration.state,
    Registration.person_id,
    Person.last_name,
    Person.first_name,
    Person.patronymic,
    Person.birth_date,
    Person.phone,
    Registration.organization_name,
    Registration.position,
    Registration.nomination_id,
    Nomination.title.label("nomination"),
    Entry.title,
    Entry.code,
    Entry.running_total,
    Registration.age,
    Registration.experience,
    Registration.email,
    Registration.submitted_at,
    Registration.reason_text,
    Group.title.label("pair"),
    Group.order_number,
    Group.order_date,
    Partner.name.label("partner"),
    Partner.state.label("partner_state"),
)
"""Of a line of the queue."""


def _columns() -> Select[*tuple[Any, ...]]:
    return (
        select(*COLUMNS)
        .select_from(Registration)
        .outerjoin(Registration.group)
        .outerjoin(
            Partner,
            and_(
                Partner.registration_id == Registration.id,
                Partner.seat == "second",
                Partner.state.in_(STANDING),
            ),
        )
        .outerjoin(Registration.person)
        .outerjoin(Registration.nomination)
        .outerjoin(Registration.entry)
    )


def name_of(line: Row[Any]) -> str:
    """The full name on a line, of a pair both; empty where nobody stands behind it."""
    name = " ".join(filter(None, (line.last_name, line.first_name, line.patronymic)))
    return f"«{line.pair}»: {', '.join(filter(None, (name, line.partner)))}" if line.pair else name


def duplicates_of(event_id: int) -> dict[Whose, list[int]]:
    """Live applications of one person to one nomination that are more than one: their numbers."""
    found: dict[Whose, list[int]] = {}
    for person_id, nomination_id, number in db.session.execute(_numbers(), {"event": event_id}):
        found.setdefault((person_id, nomination_id), []).append(number)
    return found


def duplicates_among(event_id: int, person_ids: Collection[int]) -> dict[Whose, list[int]]:
    """The same for the persons of a page; nearly always there are none."""
    values = {"event": event_id, "persons": list(person_ids)}
    repeated = {(row[0], row[1]) for row in rows_of(_repeated_of_persons(), values)}
    if not repeated:
        return {}
    return {whose: found for whose, found in duplicates_of(event_id).items() if whose in repeated}


@cache
def _numbers() -> Select[*tuple[Any, ...]]:
    repeated = _repeated().subquery()
    is_repeated = and_(
        repeated.c.person_id == Registration.person_id,
        repeated.c.nomination_id == Registration.nomination_id,
    )
    query = select(*WHOSE, Registration.number).join(repeated, is_repeated)
    return query.where(*_live()).order_by(Registration.number)


@cache
def _repeated_of_persons() -> Select[*tuple[Any, ...]]:
    # Without their numbers: to put these in order SQLite would walk over the whole event.
    return _repeated().where(Registration.person_id.in_(bindparam("persons", expanding=True)))


def _repeated() -> Select[*tuple[Any, ...]]:
    return select(*WHOSE).where(*_live()).group_by(*WHOSE).having(func.count() > 1)


def _live() -> tuple[ColumnElement[bool], ...]:
    return (
        Registration.event_id == bindparam("event"),
        Registration.state.in_(("submitted", "admitted")),
        Registration.person_id.is_not(None),
    )


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
