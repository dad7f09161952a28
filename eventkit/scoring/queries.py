"""Selects about sheets that several pages and rooms use."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, select
from sqlalchemy.orm import aliased, defer, joinedload, load_only, selectinload

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.queries import jurors_of
from eventkit.scoring.engine import CriterionSpec, ScoringRules, SheetValues
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


def touched_assignments(event_id: int) -> set[int]:
    """The ids of active tasks that have a sheet, be it empty: a plan does not move them."""
    query = (
        select(Assignment.id)
        .join(Sheet, Sheet.assignment_id == Assignment.id)
        .join(Juror, Assignment.juror_id == Juror.id)
        .where(Juror.event_id == event_id, Assignment.state == "active")
    )
    return set(db.session.scalars(query))


def progress(event: Event) -> list[JurorProgress]:
    """How far each juror has come, the chair first; two queries whatever their number."""
    query = (
        select(Assignment.juror_id, Assignment.progress, func.count())
        .join(Juror, Assignment.juror_id == Juror.id)
        .where(Juror.event_id == event.id, Assignment.list_place.is_not(None))
        .group_by(Assignment.juror_id, Assignment.progress)
    )
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for juror_id, state, count in db.session.execute(query):
        counts[juror_id][state] = count
    return [
        JurorProgress(
            juror,
            assigned=counts[juror.id].total(),
            drafts=counts[juror.id]["draft"] + counts[juror.id]["returned"],
            submitted=counts[juror.id]["submitted"],
            last_seen_at=juror.last_seen_at,
        )
        for juror in jurors_of(event.id)
    ]


def need_replacement(event_id: int) -> Sequence[Assignment]:
    """Annulled tasks that nobody has taken over yet, of works that still take part."""
    other = aliased(Assignment)
    taken = exists().where(
        other.entry_id == Assignment.entry_id,
        other.trial_id == Assignment.trial_id,
        other.reading == Assignment.reading,
        other.state == "active",
    )
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
            ~taken,
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


@dataclass(frozen=True)
class WorkRow:
    """A work with the tasks in force on it and the states of their sheets."""

    entry: Entry
    tasks: list[tuple[Assignment, Sheet | None]]

    def readings(self, trial_id: int) -> dict[int, Fraction]:
        """The totals of the sheets that were sent in a trial, by their reading."""
        return {
            task.reading: sheet.total
            for task, sheet in self.tasks
            if task.trial_id == trial_id
            and task.state == "active"
            and sheet is not None
            and sheet.state == "submitted"
            and sheet.total is not None
        }


def works_query(event_id: int) -> Select[Any]:
    """The works that go to the jury, by code, for paging."""
    query = select(Entry).where(Entry.event_id == event_id, Entry.is_admitted)
    return query.order_by(Entry.code, Entry.id).options(joinedload(Entry.nomination))


def with_tasks(entries: Sequence[Entry]) -> list[WorkRow]:
    """The works of a page with their tasks, annulled ones too: one query more."""
    query = (
        select(Assignment, Sheet)
        .outerjoin(Sheet, Sheet.assignment_id == Assignment.id)
        .where(Assignment.entry_id.in_([entry.id for entry in entries]))
        .order_by(Assignment.reading, Assignment.id)
        .options(
            joinedload(Assignment.juror).joinedload(Juror.person), joinedload(Assignment.trial)
        )
    )
    tasks: dict[int, list[tuple[Assignment, Sheet | None]]] = {}
    for row in db.session.execute(query):
        tasks.setdefault(row[0].entry_id, []).append((row[0], row[1]))
    return [WorkRow(entry, tasks.get(entry.id, [])) for entry in entries]


def entry_by_code(event_id: int, code: str) -> Entry | None:
    """A work that goes to the jury, by its code in any case and with stray blanks."""
    wanted = "".join(code.split()).casefold()
    query = select(Entry).where(Entry.event_id == event_id, Entry.is_admitted)
    found = db.session.scalars(query.where(func.lower(Entry.code) == wanted)).first()
    if found is not None:
        return found
    rows = db.session.scalars(query)
    return next((e for e in rows if (e.code or "").casefold() == wanted), None)


def loaded_task(assignment_id: int) -> Assignment | None:
    """A task with its juror, event, stages and work, read at once."""
    query = (
        select(Assignment)
        .where(Assignment.id == assignment_id)
        .options(
            joinedload(Assignment.juror).joinedload(Juror.event).selectinload(Event.stages),
            joinedload(Assignment.juror).joinedload(Juror.person),
            joinedload(Assignment.entry).options(defer(Entry.text), joinedload(Entry.nomination)),
            joinedload(Assignment.trial),
        )
    )
    return db.session.scalars(query).first()


def task_to_mark(assignment_id: int) -> Assignment | None:
    """A task with what a single mark asks for: whose it is, and whether marking is open."""
    return db.session.scalars(_task_to_mark(), {"id": assignment_id}).unique().first()


@cache
def _task_to_mark() -> Select[Assignment]:
    # Put together once: a third of what such a query costs is putting it together.
    return (
        select(Assignment)
        .where(Assignment.id == bindparam("id"))
        .options(
            joinedload(Assignment.juror)
            .joinedload(Juror.event)
            .options(
                load_only(Event.format, Event.timezone, Event.published_at, Event.archived_at),
                joinedload(Event.stages),
            ),
        )
    )


def wanted_sheets(rules: ScoringRules) -> int:
    """How many sheets each work gets by the rules; three where they leave it open."""
    if rules.sheets_per_entry is not None:
        return rules.sheets_per_entry
    return 2 if rules.aggregation == "two_plus_third" else 3


def third_readings_wanted(event_id: int, trial_ids: Sequence[int]) -> Sequence[Entry]:
    """Works whose two readings were sent and may ask for a third that nobody has."""
    third = select(Assignment.entry_id).where(
        Assignment.reading >= 3, Assignment.state == "active", Assignment.trial_id.in_(trial_ids)
    )
    sent = (
        select(Assignment.entry_id)
        .join(Sheet, Sheet.assignment_id == Assignment.id)
        .where(Sheet.state == "submitted", Assignment.reading.in_((1, 2)))
        .group_by(Assignment.entry_id)
        .having(func.count() >= 2)
    )
    query = select(Entry).where(
        Entry.event_id == event_id, Entry.is_admitted, Entry.id.in_(sent), Entry.id.not_in(third)
    )
    return db.session.scalars(query.order_by(Entry.code)).all()
