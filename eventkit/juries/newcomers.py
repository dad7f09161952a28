"""Whom an organizer may ask into a jury that is too small: those who have judged here before."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.juries.conflicts import grounds, people_of, ties_of, with_people
from eventkit.juries.models import Juror
from eventkit.people.models import Person

MOST = 60
"""So many people are looked at, those who judged last first."""


def who_may_come(entry_ids: Collection[int]) -> list[Person]:
    """Jurors of other events who have no conflict with any of these works of one event."""
    works = with_people(Entry.id.in_(entry_ids))
    if not works:
        return []
    people = _judges_elsewhere(works[0].event_id)
    ties = ties_of([person.id for person in people], works[0].event_id)
    return [
        person
        for person in people
        if not any(any(grounds(person, work, people_of(work), ties)) for work in works)
    ]


def _judges_elsewhere(event_id: int) -> Sequence[Person]:
    here = select(Juror.person_id).where(Juror.event_id == event_id)
    last = (
        select(Juror.person_id, func.max(Juror.id).label("last"))
        .where(Juror.person_id.not_in(here))
        .group_by(Juror.person_id)
        .order_by(func.max(Juror.id).desc())
        .limit(MOST)
        .subquery()
    )
    query = (
        select(Person)
        .join(last, last.c.person_id == Person.id)
        .order_by(last.c.last.desc())
        .options(joinedload(Person.organization))
    )
    return db.session.scalars(query).all()
