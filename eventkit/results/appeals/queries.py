"""Selects about appeals."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.entries.models import Entry, EntryAuthor
from eventkit.events.models import Event
from eventkit.juries.models import Assignment, Juror
from eventkit.people.models import Person
from eventkit.registration.models import Registration
from eventkit.results.appeals.models import Appeal, AppealMember
from eventkit.scoring.models import Sheet


def appeals(event: Event) -> Sequence[Appeal]:
    """All appeals of the event with works and authors: those that wait first, then the newest."""
    order = (case((Appeal.state == "filed", 0), else_=1), Appeal.number.desc())
    query = _whole().where(Appeal.event_id == event.id).order_by(*order)
    return db.session.scalars(query).unique().all()


def appeal(event: Event, number: int) -> Appeal | None:
    """One appeal with its commission."""
    query = _whole().where(Appeal.event_id == event.id, Appeal.number == number)
    query = query.options(selectinload(Appeal.members).joinedload(AppealMember.person))
    return db.session.scalars(query).unique().first()


def appeals_of(entry_id: int) -> Sequence[Appeal]:
    """The appeals about one work, the newest first."""
    query = (
        select(Appeal)
        .where(Appeal.entry_id == entry_id)
        .order_by(Appeal.number.desc())
        .options(
            joinedload(Appeal.criterion),
            joinedload(Appeal.outcome),
            selectinload(Appeal.members),
        )
    )
    return db.session.scalars(query).unique().all()


def waiting(event: Event) -> int:
    """How many appeals nobody has answered."""
    return waiting_of([event.id]).get(event.id, 0)


def waiting_of(event_ids: Collection[int]) -> dict[int, int]:
    """The same of many events at once, without those where none waits."""
    query = (
        select(Appeal.event_id, func.count())
        .where(Appeal.event_id.in_(event_ids), Appeal.state == "filed")
        .group_by(Appeal.event_id)
    )
    return dict(db.session.execute(query).all())


def sheets_of(entry_id: int) -> Sequence[Sheet]:
    """The sheets of a work that count, in the order of readings, with marks and jurors."""
    query = (
        select(Sheet)
        .join(Assignment, Sheet.assignment_id == Assignment.id)
        .where(Assignment.entry_id == entry_id, Sheet.state == "submitted")
        .order_by(Assignment.trial_id, Assignment.reading, Assignment.id)
        .options(
            joinedload(Sheet.assignment).joinedload(Assignment.juror).joinedload(Juror.person),
            joinedload(Sheet.assignment).joinedload(Assignment.trial),
            joinedload(Sheet.assignment).joinedload(Assignment.entry),
            selectinload(Sheet.marks),
        )
    )
    return db.session.scalars(query).all()


def application_of(entry_id: int) -> Registration | None:
    """The application by which a work takes part."""
    query = select(Registration).where(
        Registration.entry_id == entry_id, Registration.state == "admitted"
    )
    return db.session.scalars(query.options(joinedload(Registration.person))).first()


def _whole() -> Select[Appeal]:
    return select(Appeal).options(
        joinedload(Appeal.event),
        joinedload(Appeal.criterion),
        joinedload(Appeal.outcome),
        joinedload(Appeal.entry).joinedload(Entry.nomination),
        joinedload(Appeal.entry)
        .selectinload(Entry.authors)
        .joinedload(EntryAuthor.person)
        .joinedload(Person.organization),
    )


def jurors_of_sheets(sheet_ids: Sequence[int]) -> dict[int, str]:
    """Short names of those who filled in sheets, by the sheet's id."""
    query = (
        select(Sheet)
        .where(Sheet.id.in_(sheet_ids))
        .options(joinedload(Sheet.assignment).joinedload(Assignment.juror).joinedload(Juror.person))
    )
    rows = db.session.scalars(query)
    return {sheet.id: sheet.assignment.juror.person.short_name for sheet in rows}
