"""Selects about sheets that several pages and rooms use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.queries import jurors_of
from eventkit.scoring.engine import CriterionSpec, SheetValues
from eventkit.scoring.marks import value_of
from eventkit.scoring.models import Mark, Sheet
from eventkit.scoring.setup_queries import criteria_of_event
from eventkit.scoring.setup_queries import criterion_specs as specs_of


@dataclass(frozen=True)
class JurorProgress:
    """How far a juror has come; ``untouched`` tasks have no mark at all."""

    juror: Juror
    assigned: int
    drafts: int
    submitted: int
    last_seen_at: datetime | None

    @property
    def untouched(self) -> int:
        """Works that were not begun."""
        return self.assigned - self.drafts - self.submitted

    @property
    def left(self) -> int:
        """Sheets that are not sent yet."""
        return self.assigned - self.submitted


def sheet_values(event: Event) -> list[SheetValues]:
    """Sheets that were sent, also those annulled later, as the engine takes them.

    Works by their codes, jurors by their ids as text.
    """
    query = (
        select(Sheet)
        .join(Assignment, Sheet.assignment_id == Assignment.id)
        .join(Entry, Assignment.entry_id == Entry.id)
        .where(
            Entry.event_id == event.id,
            Entry.is_admitted,
            Sheet.state.in_(("submitted", "annulled")),
            Sheet.submitted_at.is_not(None),
        )
        .order_by(Sheet.id)
        .options(
            joinedload(Sheet.assignment).joinedload(Assignment.entry),
            joinedload(Sheet.assignment).joinedload(Assignment.replaces),
            selectinload(Sheet.marks).joinedload(Mark.criterion),
        )
    )
    return [_values(sheet) for sheet in db.session.scalars(query)]


def _values(sheet: Sheet) -> SheetValues:
    task = sheet.assignment
    return SheetValues(
        entry=task.entry.code or "",
        juror=str(task.juror_id),
        position=task.reading,
        marks={m.criterion.code: value_of(m.criterion, m.steps) for m in sheet.marks},
        annulled=sheet.state == "annulled",
        replaces=str(task.replaces.juror_id) if task.replaces else None,
    )


def criterion_specs(event: Event) -> list[CriterionSpec]:
    """The event's criteria as the engine takes them."""
    return specs_of(criteria_of_event(event))


def has_begun(sheet: Sheet) -> bool:
    """Whether a juror has given a mark on the sheet, or it was sent."""
    return sheet.state != "draft" or any(mark.steps is not None for mark in sheet.marks)


def _begun() -> ColumnElement[bool]:
    marked = exists().where(Mark.sheet_id == Sheet.id, Mark.steps.is_not(None))
    return or_(Sheet.state != "draft", marked)


def begun_assignments(event_id: int) -> set[int]:
    """The ids of active tasks whose juror has begun: they are not moved by a plan."""
    query = (
        select(Assignment.id)
        .join(Sheet, Sheet.assignment_id == Assignment.id)
        .join(Juror, Assignment.juror_id == Juror.id)
        .where(Juror.event_id == event_id, Assignment.state == "active", _begun())
    )
    return set(db.session.scalars(query))


def progress(event: Event) -> list[JurorProgress]:
    """How far each juror has come, the chair first; two queries whatever their number."""
    submitted = case((Sheet.state == "submitted", 1), else_=0)
    drafts = case((Sheet.state == "submitted", 0), (_begun(), 1), else_=0)
    query = (
        select(
            Assignment.juror_id,
            func.count(Assignment.id),
            func.coalesce(func.sum(drafts), 0),
            func.coalesce(func.sum(submitted), 0),
        )
        .join(Juror, Assignment.juror_id == Juror.id)
        .join(Entry, Assignment.entry_id == Entry.id)
        .outerjoin(Sheet, Sheet.assignment_id == Assignment.id)
        .where(Juror.event_id == event.id, Assignment.state == "active", Entry.is_admitted)
        .group_by(Assignment.juror_id)
    )
    counts = {juror: (a, d, s) for juror, a, d, s in db.session.execute(query)}
    return [
        JurorProgress(juror, *counts.get(juror.id, (0, 0, 0)), juror.last_seen_at)
        for juror in jurors_of(event.id)
    ]


def need_replacement(event_id: int) -> Sequence[Assignment]:
    """Annulled tasks that nobody has taken over yet, of works that still take part."""
    later = select(Assignment.replaces_id).where(Assignment.replaces_id.is_not(None))
    query = (
        select(Assignment)
        .join(Sheet, Sheet.assignment_id == Assignment.id)
        .join(Entry, Assignment.entry_id == Entry.id)
        .where(
            Entry.event_id == event_id,
            Entry.is_admitted,
            Sheet.state == "annulled",
            Assignment.id.not_in(later),
        )
        .order_by(Entry.code, Assignment.id)
        .options(
            joinedload(Assignment.juror).joinedload(Juror.person),
            joinedload(Assignment.entry),
            joinedload(Assignment.trial),
        )
    )
    return db.session.scalars(query).all()


def sheet_of(assignment_id: int) -> Sheet | None:
    """The sheet of a task with its marks, or None before it is begun."""
    query = (
        select(Sheet).where(Sheet.assignment_id == assignment_id).options(selectinload(Sheet.marks))
    )
    return db.session.scalars(query).first()
