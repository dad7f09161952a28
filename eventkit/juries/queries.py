"""Selects about juries that several pages and rooms use."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.juries.models import Assignment, Challenge, Conflict, Juror, trial_juror
from eventkit.people.models import Person
from eventkit.people.passwords import token_hash


def jurors_of(event_id: int, *, with_left: bool = False) -> Sequence[Juror]:
    """The jury with its people and their organizations, the chair first, then in Russian order."""
    query = (
        select(Juror)
        .join(Person, Juror.person_id == Person.id)
        .where(Juror.event_id == event_id)
        .order_by(Juror.is_chair.desc(), Person.sort_key, Juror.id)
        .options(joinedload(Juror.person).joinedload(Person.organization))
    )
    if not with_left:
        query = query.where(Juror.left_at.is_(None))
    return db.session.scalars(query).all()


def juror_of_event(event_id: int, juror_id: int) -> Juror | None:
    """A member of this event's jury, or None for another event's."""
    query = select(Juror).where(Juror.id == juror_id, Juror.event_id == event_id)
    return db.session.scalars(query.options(joinedload(Juror.person))).first()


def juror_by_token(token: str) -> Juror | None:
    """Whose personal link it is; None for an unknown, replaced or revoked one."""
    query = (
        select(Juror)
        .where(Juror.token_hash == token_hash(token), Juror.left_at.is_(None))
        .options(joinedload(Juror.person), joinedload(Juror.event))
    )
    return db.session.scalars(query).first()


def juror_with_event(juror_id: int) -> Juror | None:
    """A juror with the person and the event with its stages."""
    query = select(Juror).where(Juror.id == juror_id)
    query = query.options(
        joinedload(Juror.person), joinedload(Juror.event).selectinload(Event.stages)
    )
    return db.session.scalars(query).first()


def seats_of(person_id: int) -> Sequence[Juror]:
    """All juries in which a person sits now."""
    query = (
        select(Juror)
        .join(Event, Juror.event_id == Event.id)
        .where(Juror.person_id == person_id, Juror.left_at.is_(None), Event.archived_at.is_(None))
        .order_by(Juror.id.desc())
        .options(joinedload(Juror.person), joinedload(Juror.event).selectinload(Event.stages))
    )
    return db.session.scalars(query).all()


def conflict_of(juror_id: int, entry_id: int) -> Conflict | None:
    """The conflict of a juror and a work, if there is one."""
    query = select(Conflict).where(Conflict.juror_id == juror_id, Conflict.entry_id == entry_id)
    return db.session.scalars(query).first()


def waiting_challenge(juror_id: int, entry_id: int) -> Challenge | None:
    """The challenge of a juror and a work that is not decided yet, if there is one."""
    query = select(Challenge).where(
        Challenge.juror_id == juror_id,
        Challenge.entry_id == entry_id,
        Challenge.state == "waiting",
    )
    return db.session.scalars(query).first()


def barred_pairs(event_id: int) -> set[tuple[int, int]]:
    """(entry id, juror id) of the conflicts written down and of challenges that wait."""
    conflicts = select(Conflict.entry_id, Conflict.juror_id).join(Juror)
    waiting = select(Challenge.entry_id, Challenge.juror_id).join(Juror)
    waiting = waiting.where(Challenge.state == "waiting")
    return {
        (row[0], row[1])
        for query in (conflicts, waiting)
        for row in db.session.execute(query.where(Juror.event_id == event_id))
    }


def conflicts(event: Event) -> Sequence[Conflict]:
    """All conflicts of an event with their people and works, by work."""
    query = (
        select(Conflict)
        .join(Juror, Conflict.juror_id == Juror.id)
        .join(Entry, Conflict.entry_id == Entry.id)
        .where(Juror.event_id == event.id)
        .order_by(Entry.code, Conflict.id)
        .options(joinedload(Conflict.juror).joinedload(Juror.person), joinedload(Conflict.entry))
    )
    return db.session.scalars(query).all()


def active_assignments(event_id: int) -> Sequence[Assignment]:
    """All tasks in force of an event, with their jurors and works."""
    query = (
        select(Assignment)
        .join(Entry, Assignment.entry_id == Entry.id)
        .where(Entry.event_id == event_id, Entry.is_admitted, Assignment.state == "active")
        .order_by(Entry.code, Assignment.reading, Assignment.id)
        .options(
            joinedload(Assignment.juror).joinedload(Juror.person), joinedload(Assignment.entry)
        )
    )
    return db.session.scalars(query).all()


def loads(event_id: int) -> dict[int, int]:
    """How many works each juror has, by juror id; one judged in several trials counts once."""
    query = (
        select(Assignment.juror_id, func.count(Assignment.entry_id.distinct()))
        .join(Juror, Assignment.juror_id == Juror.id)
        .where(Juror.event_id == event_id, Assignment.state == "active")
        .group_by(Assignment.juror_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def next_reading(entry_id: int, trial_id: int) -> int:
    """The smallest number of reading that no task in force of the work has."""
    query = select(Assignment.reading).where(
        Assignment.entry_id == entry_id,
        Assignment.trial_id == trial_id,
        Assignment.state == "active",
    )
    taken = set(db.session.scalars(query))
    return next(n for n in range(1, len(taken) + 2) if n not in taken)


def free_jurors(entry: Entry) -> Sequence[Juror]:
    """Jurors who may still take a work, the least loaded first.

    Without a conflict, never given the work before, below their limit.
    """
    load = (
        select(func.count(Assignment.entry_id.distinct()))
        .where(Assignment.juror_id == Juror.id, Assignment.state == "active")
        .scalar_subquery()
    )
    had = select(Assignment.juror_id).where(Assignment.entry_id == entry.id)
    barred = select(Conflict.juror_id).where(Conflict.entry_id == entry.id)
    waiting = select(Challenge.juror_id).where(
        Challenge.entry_id == entry.id, Challenge.state == "waiting"
    )
    query = (
        select(Juror)
        .where(
            Juror.event_id == entry.event_id,
            Juror.left_at.is_(None),
            Juror.id.not_in(had),
            Juror.id.not_in(barred),
            Juror.id.not_in(waiting),
            or_(Juror.load_limit.is_(None), Juror.load_limit > load),
        )
        .order_by(load, Juror.id)
        .options(joinedload(Juror.person))
    )
    return db.session.scalars(query).all()


def own_juries(event_id: int) -> dict[int, set[int]]:
    """The jurors of each trial that has a jury of its own, by the trial's id; who left is out."""
    query = (
        select(trial_juror.c.trial_id, trial_juror.c.juror_id)
        .join(Juror, trial_juror.c.juror_id == Juror.id)
        .where(Juror.event_id == event_id, Juror.left_at.is_(None))
    )
    found: dict[int, set[int]] = {}
    for trial_id, juror_id in db.session.execute(query):
        found.setdefault(trial_id, set()).add(juror_id)
    return found
