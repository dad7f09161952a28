"""What a juror has to do: the works by nomination, and how far each one is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import Select, case, exists, func, select
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.entries.models import Entry, EntryFile
from eventkit.events.models import Nomination, Trial
from eventkit.juries.models import Assignment, Juror
from eventkit.scoring.models import Criterion, Mark, Sheet
from eventkit.scoring.queries import loaded_task, task_to_mark

PAGE = 1800
"""Characters of a standard typed page."""


@dataclass(frozen=True)
class Line:
    """A task in the juror's list: enough to count what is left and to find what comes next."""

    id: int
    state: str
    """untouched, draft, returned or submitted."""

    @property
    def is_left(self) -> bool:
        """Whether the sheet is still to be sent."""
        return self.state != "submitted"

    @property
    def is_begun(self) -> bool:
        """Whether it is to be resumed."""
        return self.state in ("draft", "returned")


@dataclass(frozen=True)
class Task(Line):
    """A line with all that it shows. ``sum`` is of what is marked so far; no names anywhere."""

    code: str
    nomination: str
    genre: str
    trial: str
    marked: int
    criteria: int
    sum: Fraction
    largest: Fraction
    pages: int
    """Of the text; 0 when there is only a file without text."""
    handed_over_at: datetime | None


@dataclass
class Worth:
    """What a trial's marks count: a step of each criterion, and all criteria at their most."""

    step: dict[int, Fraction]
    largest: Fraction


def find_task(assignment_id: int) -> Assignment | None:
    """A task for the juror's pages: of a work that is admitted."""
    found = loaded_task(assignment_id)
    return found if found is not None and found.entry.is_admitted else None


def find_task_to_mark(assignment_id: int) -> Assignment | None:
    """The same for one touch of a mark, with no more than that asks for."""
    found = task_to_mark(assignment_id)
    return found if found is not None and found.entry.is_admitted else None


def _in_order(juror: Juror, *columns: Any) -> Select[Any]:
    """The juror's tasks by nomination and code: the order of the list."""
    return (
        select(*columns)
        .select_from(Assignment)
        .join(Entry, Assignment.entry_id == Entry.id)
        .join(Nomination, Entry.nomination_id == Nomination.id)
        .join(Trial, Assignment.trial_id == Trial.id)
        .where(Assignment.juror_id == juror.id, Assignment.state == "active", Entry.is_admitted)
        .order_by(Nomination.position, Nomination.id, Entry.code, Trial.position, Assignment.id)
    )


def order_of(juror: Juror) -> Sequence[int]:
    """The ids of the juror's tasks in the list's order."""
    return db.session.scalars(_in_order(juror, Assignment.id)).all()


def outline(juror: Juror) -> list[Line]:
    """The whole list in its order, one query."""
    marked = exists().where(Mark.sheet_id == Sheet.id, Mark.steps.is_not(None))
    # Only of a draft it is asked; a sheet that is sent has all its marks.
    given = case((Sheet.state == "draft", marked), else_=True)
    query = _in_order(juror, Assignment.id, Sheet.state, given)
    query = query.outerjoin(Sheet, Sheet.assignment_id == Assignment.id)
    return [Line(id_, _state(state, has)) for id_, state, has in db.session.execute(query)]


def tasks_of(ids: Sequence[int]) -> list[Task]:
    """These tasks, in this order; three queries whatever their number."""
    if not ids:
        return []
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
        .where(Assignment.id.in_(ids))
    )
    rows = sorted(db.session.execute(query), key=lambda row: ids.index(row[0]))
    worth, marks = _worth({row[5] for row in rows}), _marks(ids)
    return [_task(row, worth[row[5]], marks.get(row[6], {})) for row in rows]


def _task(row: Any, worth: Worth, given: Mapping[int, int]) -> Task:
    id_, code, nomination, genre, trial, _trial_id, _sheet_id, state, length, made, replaces = row
    return Task(
        id=id_,
        code=code or "",
        nomination=nomination,
        genre=genre,
        trial=trial,
        state=_state(state, bool(given)),
        marked=len(given),
        criteria=len(worth.step),
        sum=sum((steps * worth.step[c] for c, steps in given.items()), Fraction(0)),
        largest=worth.largest,
        pages=-(-length // PAGE),
        handed_over_at=made if replaces else None,
    )


def _state(state: str | None, has_marks: bool) -> str:
    if state is None or (state == "draft" and not has_marks):
        return "untouched"
    return state


def _worth(trial_ids: Collection[int]) -> dict[int, Worth]:
    found = {id_: Worth({}, Fraction(0)) for id_ in trial_ids}
    query = select(Criterion).where(Criterion.trial_id.in_(trial_ids))
    for criterion in db.session.scalars(query):
        worth, weight = found[criterion.trial_id], Fraction(criterion.weight)
        worth.step[criterion.id] = Fraction(criterion.step) * weight
        worth.largest += Fraction(criterion.maximum) * weight
    return found


def _marks(assignment_ids: Collection[int]) -> dict[int, dict[int, int]]:
    """The steps of each mark by sheet and criterion."""
    query = (
        select(Mark.sheet_id, Mark.criterion_id, Mark.steps)
        .join(Sheet, Mark.sheet_id == Sheet.id)
        .where(Sheet.assignment_id.in_(assignment_ids), Mark.steps.is_not(None))
    )
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for sheet_id, criterion_id, steps in db.session.execute(query):
        found[sheet_id][criterion_id] = steps or 0
    return found


def next_task(tasks: Sequence[Line], after: int | None = None) -> Line | None:
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
