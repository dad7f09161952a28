"""Selects about who performs when."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from eventkit.db import db
from eventkit.entries.models import Entry, EntryAuthor
from eventkit.entries.performances.models import Performance
from eventkit.events.models import Event, Trial
from eventkit.people.models import Person


def performances_of(trial: Trial) -> list[Performance]:
    """The performances of a trial in their order, with whoever performs.

    Who has withdrawn is left out; the others keep their numbers and come up one after another.
    """
    entry = joinedload(Performance.entry)
    query = (
        select(Performance)
        .join(Entry, Performance.entry_id == Entry.id)
        .where(Performance.trial_id == trial.id, Performance.position > 0, Entry.is_admitted)
        .order_by(Performance.position, Performance.id)
        .options(
            entry.joinedload(Entry.group),
            entry.selectinload(Entry.authors).joinedload(EntryAuthor.person),
        )
    )
    return list(db.session.scalars(query))


def performances_of_event(event: Event) -> list[Performance]:
    """The performances of all trials, trial by trial in their order, with people and schools."""
    entry = joinedload(Performance.entry)
    person = entry.selectinload(Entry.authors).joinedload(EntryAuthor.person)
    query = (
        select(Performance)
        .join(Performance.trial)
        .join(Entry, Performance.entry_id == Entry.id)
        .where(Performance.event_id == event.id, Performance.position > 0, Entry.is_admitted)
        .order_by(Trial.position, Performance.position, Performance.id)
        .options(
            contains_eager(Performance.trial),
            entry.joinedload(Entry.group),
            person.joinedload(Person.organization),
        )
    )
    return list(db.session.scalars(query))


def performances_of_entry(entry_id: int) -> list[Performance]:
    """When and where an entry is on, by time; without a timetable in the order of trials."""
    query = (
        select(Performance)
        .join(Performance.trial)
        .where(Performance.entry_id == entry_id)
        .order_by(Performance.starts_at, Trial.position, Performance.position)
        .options(contains_eager(Performance.trial))
    )
    return list(db.session.scalars(query))
