"""Selects about touches, and the tasks, sheets and criteria that they meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, or_, select
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.entries.models import Entry, EntryFile
from eventkit.events.models import Trial
from eventkit.journal.models import JournalLine
from eventkit.journal.operations import event_chain
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.queries import juror_with_event, seats_of
from eventkit.juries.rules import is_juror, was_juror
from eventkit.scoring.models import Criterion, Sheet
from eventkit.scoring.touches.models import TouchRow
from eventkit.web.viewer import Viewer


def sheets_of(ids: Collection[int]) -> dict[int, Sheet]:
    """The sheets of tasks with their marks, by task, for whoever only looks."""
    query = select(Sheet).where(Sheet.assignment_id.in_(ids)).options(selectinload(Sheet.marks))
    return {sheet.assignment_id: sheet for sheet in db.session.scalars(query)}


def criteria_by_trial(trial_ids: Collection[int]) -> dict[int, list[Criterion]]:
    """The criteria of trials in their order, without descriptors."""
    found: dict[int, list[Criterion]] = defaultdict(list)
    for criterion in db.session.scalars(_criteria(), {"ids": list(trial_ids)}):
        found[criterion.trial_id].append(criterion)
    return found


@cache
def _criteria() -> Select[Criterion]:
    ours = Criterion.trial_id.in_(bindparam("ids", expanding=True))
    return select(Criterion).where(ours).order_by(Criterion.position, Criterion.id)


def history(
    task_ids: Collection[int], fields: Collection[str], keys: Collection[str]
) -> Sequence[Row[Any]]:
    """What has been said about these cells, and the touches of these ids, in their order."""
    values = {"tasks": list(task_ids), "fields": list(fields), "keys": list(keys)}
    return db.session.execute(_history(), values).all()


@cache
def _history() -> Select[Any]:
    # Columns of the table itself: a touch of a mark asks this, and rows need no objects.
    column = TouchRow.__table__.c
    return (
        select(
            column.id,
            column.assignment_id,
            column.juror_id,
            column.key,
            column.field,
            column.value,
            column.made_at,
            column.version,
            column.device,
            column.counter,
            column.outcome,
            column.kind,
            column.message,
            column.is_open,
        )
        .where(
            column.assignment_id.in_(bindparam("tasks", expanding=True)),
            or_(
                column.field.in_(bindparam("fields", expanding=True)),
                column.key.in_(bindparam("keys", expanding=True)),
            ),
        )
        .order_by(column.id)
    )


def open_touches(task_ids: Collection[int]) -> dict[int, list[TouchRow]]:
    """The touches of tasks that wait to be chosen or looked at, by task, oldest first."""
    found: dict[int, list[TouchRow]] = defaultdict(list)
    query = select(TouchRow).where(TouchRow.assignment_id.in_(task_ids), TouchRow.is_open)
    for row in db.session.scalars(query.order_by(TouchRow.id)):
        found[row.assignment_id].append(row)
    return found


def seats_now(viewer: Viewer) -> list[Juror]:
    """The juries the viewer sits in: of the account's person, or of the link that was opened."""
    linked = juror_with_event(viewer.juror_id) if viewer.juror_id else None
    mine = list(seats_of(viewer.person_id)) if viewer.person_id else []
    if linked is not None and is_juror(viewer, linked):
        return [linked, *(seat for seat in mine if seat.id != linked.id)]
    return mine


def seats_left(viewer: Viewer) -> list[Juror]:
    """The juries that the viewer has left: what their device still holds may come in."""
    query = select(Juror).where(Juror.left_at.is_not(None))
    query = query.where(
        or_(Juror.id == (viewer.juror_id or 0), Juror.person_id == (viewer.person_id or 0))
    )
    query = query.order_by(Juror.left_at.desc()).options(joinedload(Juror.event))
    return [seat for seat in db.session.scalars(query) if was_juror(viewer, seat)]


def withdrawn_task(task_id: int, seats: Sequence[Juror]) -> tuple[Juror, int] | None:
    """Whose task it was before it was taken back, and the id of its work, as the journal says."""
    query = (
        select(JournalLine)
        .where(
            JournalLine.subject == f"assignment:{task_id}",
            JournalLine.act == "assignment.withdrawn",
            JournalLine.chain.in_([event_chain(seat.event_id) for seat in seats]),
        )
        .order_by(JournalLine.id.desc())
    )
    line = db.session.scalars(query).first()
    if line is None:
        return None
    juror = next((seat for seat in seats if seat.id == line.data.get("juror")), None)
    return (juror, int(line.data["entry"])) if juror else None


def tasks_with_work(seats: Collection[Juror]) -> Sequence[Assignment]:
    """The tasks of seats with their works, those that were annulled last; five queries."""
    query = (
        select(Assignment)
        .join(Entry, Assignment.entry_id == Entry.id)
        .where(
            Assignment.juror_id.in_([seat.id for seat in seats]),
            Entry.is_admitted,
            or_(Assignment.list_place.is_not(None), Assignment.state == "annulled"),
        )
        .order_by(Assignment.list_place.is_(None), Assignment.list_place, Assignment.id)
        .options(
            joinedload(Assignment.entry).options(
                joinedload(Entry.nomination),
                selectinload(Entry.files).joinedload(EntryFile.blind_file),
            ),
            joinedload(Assignment.juror),
            joinedload(Assignment.trial).joinedload(Trial.round),
        )
    )
    return db.session.scalars(query).all()
