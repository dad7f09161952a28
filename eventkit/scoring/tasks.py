"""What a juror has to do: the works by nomination, and how far each one is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.entries.models import Entry, EntryFile
from eventkit.events.models import Nomination, Trial
from eventkit.juries.models import Assignment, Juror
from eventkit.scoring.models import Criterion, Mark, Sheet
from eventkit.scoring.queries import loaded_task

PAGE = 1800
"""Characters of a standard typed page."""


@dataclass(frozen=True)
class Task:
    """One line of a juror's list. ``sum`` is of what is marked so far; no names anywhere."""

    id: int
    code: str
    nomination: str
    genre: str
    trial: str
    state: str
    """untouched, draft, returned or submitted."""
    marked: int
    criteria: int
    sum: Fraction
    largest: Fraction
    pages: int
    """Of the text; 0 when there is only a file without text."""
    handed_over_at: datetime | None

    @property
    def is_left(self) -> bool:
        """Whether the sheet is still to be sent."""
        return self.state != "submitted"

    @property
    def is_begun(self) -> bool:
        """Whether it is to be resumed."""
        return self.state in ("draft", "returned")


def find_task(assignment_id: int) -> Assignment | None:
    """A task for the juror's pages: of a work that is admitted."""
    found = loaded_task(assignment_id)
    return found if found is not None and found.entry.is_admitted else None


def tasks_of(juror: Juror) -> list[Task]:
    """The juror's works by nomination and code, in four queries whatever their number."""
    length = func.coalesce(func.length(Entry.text), 0)
    in_files = (
        select(func.coalesce(func.sum(func.length(EntryFile.reading_text)), 0))
        .where(EntryFile.entry_id == Entry.id)
        .scalar_subquery()
    )
    query = (
        select(
            Assignment.id,
            Entry.code,
            Nomination.title,
            Nomination.genre,
            Trial.title,
            Trial.id,
            Sheet.id,
            Sheet.state,
            length + in_files,
            Assignment.created_at,
            Assignment.replaces_id,
        )
        .join(Entry, Assignment.entry_id == Entry.id)
        .join(Nomination, Entry.nomination_id == Nomination.id)
        .join(Trial, Assignment.trial_id == Trial.id)
        .outerjoin(Sheet, Sheet.assignment_id == Assignment.id)
        .where(Assignment.juror_id == juror.id, Assignment.state == "active", Entry.is_admitted)
        .order_by(Nomination.position, Nomination.id, Entry.code, Trial.position, Assignment.id)
    )
    rows = db.session.execute(query).all()
    criteria, marks = _criteria(juror.event_id), _marks(juror.id)
    return [_task(row, criteria[row[5]], marks.get(row[6], {})) for row in rows]


def _task(row: Any, criteria: Sequence[Criterion], given: Mapping[int, int]) -> Task:
    worth = {c.id: Fraction(c.step) * Fraction(c.weight) for c in criteria}
    most = (Fraction(c.maximum) * Fraction(c.weight) for c in criteria)
    id_, code, nomination, genre, trial, _trial_id, _sheet_id, state, length, made, replaces = row
    return Task(
        id=id_,
        code=code or "",
        nomination=nomination,
        genre=genre,
        trial=trial,
        state=_state(state, bool(given)),
        marked=len(given),
        criteria=len(criteria),
        sum=sum((steps * worth[c] for c, steps in given.items()), Fraction(0)),
        largest=sum(most, Fraction(0)),
        pages=-(-length // PAGE),
        handed_over_at=made if replaces else None,
    )


def _state(state: str | None, has_marks: bool) -> str:
    if state is None or (state == "draft" and not has_marks):
        return "untouched"
    return state


def _criteria(event_id: int) -> dict[int, list[Criterion]]:
    query = select(Criterion).join(Trial).where(Trial.event_id == event_id)
    found: dict[int, list[Criterion]] = defaultdict(list)
    for criterion in db.session.scalars(query):
        found[criterion.trial_id].append(criterion)
    return found


def _marks(juror_id: int) -> dict[int, dict[int, int]]:
    query = (
        select(Mark.sheet_id, Mark.criterion_id, Mark.steps)
        .join(Sheet, Mark.sheet_id == Sheet.id)
        .join(Assignment, Sheet.assignment_id == Assignment.id)
        .where(
            Assignment.juror_id == juror_id, Assignment.state == "active", Mark.steps.is_not(None)
        )
    )
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for sheet_id, criterion_id, steps in db.session.execute(query):
        found[sheet_id][criterion_id] = steps or 0
    return found


def next_task(tasks: Sequence[Task], after: int | None = None) -> Task | None:
    """The work to go on with: one that is begun, else the next one in the list's order."""
    left = [task for task in tasks if task.is_left and task.id != after]
    if after is not None:
        place = next((i for i, task in enumerate(tasks) if task.id == after), -1)
        later = [task for task in tasks[place + 1 :] if task.is_left]
        return next(iter(later or left), None)
    return next((task for task in left if task.is_begun), left[0] if left else None)


def work_of(entry_id: int) -> Entry:
    """The work with its files, for reading; its authors are not loaded."""
    query = (
        select(Entry)
        .where(Entry.id == entry_id)
        .options(
            joinedload(Entry.nomination),
            selectinload(Entry.files).joinedload(EntryFile.blind_file),
        )
    )
    return db.session.scalars(query).one()
