"""What a juror has to do: the works by nomination, and how far each one is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, literal, select, tuple_
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.entries.models import Entry, EntryFile
from eventkit.events.models import Nomination, Trial
from eventkit.juries.models import Assignment, Juror
from eventkit.scoring.models import Criterion, Mark, Sheet
from eventkit.scoring.queries import loaded_task

PAGE = 1800
"""Characters of a standard typed page."""
BEGUN = ("draft", "returned")
ORDER = (Assignment.list_place, Assignment.id)
"""Of the juror's list; the index of the same columns serves it."""


@dataclass(frozen=True)
class Load:
    """How much a juror has to do, by how far each task has come."""

    begun: int = 0
    """A draft with marks, or a sheet that was returned."""
    sent: int = 0
    total: int = 0

    @property
    def left(self) -> int:
        """Sheets that are still to be sent."""
        return self.total - self.sent


@dataclass(frozen=True)
class Task:
    """A task with all that a list shows. ``sum`` is of what is marked so far; no names anywhere."""

    id: int
    state: str
    """untouched, draft, returned or submitted."""
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
    reading: int = 1
    due_at: datetime | None = None
    """The first instant that is too late where the task has a term of its own."""

    @property
    def is_begun(self) -> bool:
        """Whether it is to be resumed."""
        return self.state in BEGUN


@dataclass(frozen=True)
class Neighbours:
    """Where a task stands in its juror's list, and the rows (id, code, state) beside it."""

    place: int
    total: int
    previous: Row[Any] | None = None
    following: Row[Any] | None = None


@dataclass
class Worth:
    """What a trial's marks count: a step of each criterion, and all criteria at their most."""

    step: dict[int, Fraction]
    largest: Fraction


def find_task(assignment_id: int) -> Assignment | None:
    """A task for the juror's pages: of a work that is admitted."""
    found = loaded_task(assignment_id)
    return found if found is not None and found.entry.is_admitted else None


def load_of(juror: Juror) -> Load:
    """Count the juror's tasks."""
    query = select(Assignment.progress, func.count()).where(*_listed(juror))
    counts = dict(db.session.execute(query.group_by(Assignment.progress)).all())
    return Load(
        begun=sum(counts.get(state, 0) for state in BEGUN),
        sent=counts.get("submitted", 0),
        total=sum(counts.values()),
    )


def ids_in_order(juror: Juror) -> Select[int]:
    """The ids of the juror's tasks by nomination and code, for paging."""
    return select(Assignment.id).where(*_listed(juror)).order_by(*ORDER)


def next_task(jurors: Sequence[Juror]) -> int | None:
    """The task to go on with: one that is begun, else the first that is left."""
    for states in (BEGUN, ("untouched",)):
        for juror in jurors:
            found = _first(juror, Assignment.progress.in_(states))
            if found is not None:
                return found
    return None


def next_after(task: Assignment) -> int | None:
    """The task that is left after this one in the list, then from the list's beginning."""
    left = (Assignment.progress != "submitted", Assignment.id != task.id)
    later = tuple_(*ORDER) > _place(task)
    found = _first(task.juror, *left, later)
    return found if found is not None else _first(task.juror, *left)


def neighbours(task: Assignment) -> Neighbours:
    """Where a task stands in its juror's list. Place 0 for one that has none."""
    if task.list_place is None:
        return Neighbours(0, load_of(task.juror).total)
    mine, here = _listed(task.juror), tuple_(*ORDER)
    ids = select(Assignment.id).where(*mine)
    before, after = here < _place(task), here > _place(task)
    previous = ids.where(before).order_by(*(column.desc() for column in ORDER)).limit(1)
    following = ids.where(after).order_by(*ORDER).limit(1)
    query = select(
        func.count().filter(before),
        func.count(),
        previous.scalar_subquery(),
        following.scalar_subquery(),
    ).where(*mine)
    place, total, left, right = db.session.execute(query).one()
    rows = (
        select(Assignment.id, Entry.code, Assignment.progress.label("state"))
        .join(Entry, Assignment.entry_id == Entry.id)
        .where(Assignment.id.in_((left, right)))
    )
    beside: dict[int, Any] = {row.id: row for row in db.session.execute(rows)}
    return Neighbours(place + 1, total, beside.get(left), beside.get(right))


def _listed(juror: Juror) -> tuple[ColumnElement[bool], ...]:
    return Assignment.juror_id == juror.id, Assignment.list_place.is_not(None)


def _place(task: Assignment) -> ColumnElement[Any]:
    return tuple_(literal(task.list_place), literal(task.id))


def _first(juror: Juror, *which: ColumnElement[bool]) -> int | None:
    return db.session.scalars(ids_in_order(juror).where(*which).limit(1)).first()


def tasks_of(ids: Sequence[int]) -> list[Task]:
    """These tasks, in this order."""
    found = tasks_by_id(ids)
    return [found[one] for one in ids]


def tasks_by_id(ids: Collection[int]) -> dict[int, Task]:
    """These tasks by their ids; three queries whatever their number."""
    if not ids:
        return {}
    in_files = (
        select(func.coalesce(func.sum(func.length(EntryFile.reading_text)), 0))
        .where(EntryFile.entry_id == Entry.id)
        .scalar_subquery()
    )
    length = func.coalesce(func.length(Entry.text), 0) + in_files
    query = (
        select(
            Assignment.id,
            Entry.code,
            Nomination.title,
            Nomination.genre,
            Trial.title,
            Trial.id,
            Sheet.total,
            Assignment.progress,
            # Asked of what is still to be read: the texts are the longest part of the table.
            case((Assignment.progress == "untouched", length), else_=0),
            Assignment.created_at,
            Assignment.replaces_id,
            Assignment.reading,
            Assignment.due_at,
        )
        .join(Entry, Assignment.entry_id == Entry.id)
        .join(Nomination, Entry.nomination_id == Nomination.id)
        .join(Trial, Assignment.trial_id == Trial.id)
        .outerjoin(Sheet, Sheet.assignment_id == Assignment.id)
        .where(Assignment.id.in_(ids))
    )
    rows = db.session.execute(query).all()
    worth, marks = _worth({row[5] for row in rows}), _marks(ids)
    return {row[0]: _task(row, worth[row[5]], marks.get(row[0], {})) for row in rows}


def _task(row: Any, worth: Worth, given: Mapping[int, int]) -> Task:
    id_, code, nomination, genre, trial, _trial_id, total, state, length, *rest = row
    made, replaces, reading, due_at = rest
    is_sent = state == "submitted"
    so_far = sum((steps * worth.step[c] for c, steps in given.items()), Fraction(0))
    return Task(
        id=id_,
        code=code or "",
        nomination=nomination,
        genre=genre,
        trial=trial,
        state=state,
        marked=len(worth.step) if is_sent else len(given),
        criteria=len(worth.step),
        sum=total if is_sent and total is not None else so_far,
        largest=worth.largest,
        pages=-(-length // PAGE),
        handed_over_at=made if replaces else None,
        reading=reading,
        due_at=due_at,
    )


def _worth(trial_ids: Collection[int]) -> dict[int, Worth]:
    found = {id_: Worth({}, Fraction(0)) for id_ in trial_ids}
    query = select(Criterion).where(Criterion.trial_id.in_(trial_ids))
    for criterion in db.session.scalars(query):
        worth, weight = found[criterion.trial_id], Fraction(criterion.weight)
        worth.step[criterion.id] = Fraction(criterion.step) * weight
        worth.largest += Fraction(criterion.maximum) * weight
    return found


def _marks(assignment_ids: Collection[int]) -> dict[int, dict[int, int]]:
    """The steps of each mark of what is begun, by task and criterion."""
    query = (
        select(Sheet.assignment_id, Mark.criterion_id, Mark.steps)
        .join(Sheet, Mark.sheet_id == Sheet.id)
        .where(
            Sheet.assignment_id.in_(assignment_ids),
            Sheet.state.in_(BEGUN),
            Mark.steps.is_not(None),
        )
    )
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for task_id, criterion_id, steps in db.session.execute(query):
        found[task_id][criterion_id] = steps or 0
    return found


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
