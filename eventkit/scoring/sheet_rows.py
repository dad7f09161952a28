"""The rows of a sheet: found or begun, whether or not a session knows their task."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload, object_session

from eventkit.db import db
from eventkit.db.plain import keep
from eventkit.juries.models import Assignment
from eventkit.scoring.models import Criterion, Mark, Sheet
from eventkit.web.clock import now


def open_sheet(assignment: Assignment, *, source: str = "screen") -> Sheet:
    """The sheet of a task with its marks, begun if there is none yet."""
    sheet = db.session.scalars(_with_marks(), {"id": assignment.id}).unique().first()
    return _begin(assignment, source) if sheet is None else sheet


def _begin(assignment: Assignment, source: str) -> Sheet:
    moment = now()
    sheet = Sheet(
        assignment_id=assignment.id,
        assignment=assignment,
        source=source,
        created_at=moment,
        saved_at=moment,
        state="draft",
        marks=[],
    )
    if object_session(assignment) is not None:
        db.session.add(sheet)
    keep(sheet)
    return sheet


@cache
def _with_marks() -> Select[Sheet]:
    by_task = Sheet.assignment_id == bindparam("id")
    return select(Sheet).where(by_task).options(joinedload(Sheet.marks))


def new_mark(sheet: Sheet, criterion: Criterion) -> Mark:
    """A gap for a criterion that the sheet has no row for yet."""
    mark = Mark(
        sheet_id=sheet.id,
        sheet=sheet,
        criterion_id=criterion.id,
        steps=None,
        version=0,
        comment="",
        comment_version=0,
    )
    if object_session(sheet) is not None:
        db.session.add(mark)  # belonging to a sheet alone does not bring it into the session
    return mark
