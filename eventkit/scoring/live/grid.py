"""The sheets of a trial as they come in from the jurors' phones: works × jurors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from sqlalchemy import func, select

from eventkit.db import db
from eventkit.events.models import Event, Trial
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.queries import jurors_of
from eventkit.lazy import dataclass
from eventkit.scoring.models import Criterion, Mark, Sheet

Key = tuple[int, int]
"""Ids of an entry and a juror."""


@dataclass(frozen=True)
class GridCell:
    """A sheet: ``state`` as of its task; how many marks it has; its total once it was sent."""

    state: str
    marked: int
    total: Fraction | None


@dataclass(frozen=True)
class Grid:
    """The jurors who have anything in the trial, and the cells by entry and juror."""

    jurors: Sequence[Juror]
    cells: Mapping[Key, GridCell]
    criteria: int

    @property
    def sent(self) -> int:
        """Sheets that are in."""
        return sum(cell.state == "submitted" for cell in self.cells.values())


def grid_of(event: Event, trial: Trial) -> Grid:
    """The sheets of a trial; three queries whatever their number."""
    marked = (
        select(Mark.sheet_id, func.count().label("marked"))
        .where(Mark.steps.is_not(None))
        .group_by(Mark.sheet_id)
        .subquery()
    )
    query = (
        select(
            Assignment.entry_id,
            Assignment.juror_id,
            Assignment.progress,
            func.coalesce(marked.c.marked, 0),
            Sheet.total,
        )
        .outerjoin(Sheet, Sheet.assignment_id == Assignment.id)
        .outerjoin(marked, marked.c.sheet_id == Sheet.id)
        .where(Assignment.trial_id == trial.id, Assignment.state == "active")
    )
    cells = {
        (entry, juror): GridCell(state, count, total if state == "submitted" else None)
        for entry, juror, state, count, total in db.session.execute(query)
    }
    busy = {juror for _entry, juror in cells}
    jurors = [juror for juror in jurors_of(event.id, with_left=True) if juror.id in busy]
    wanted = select(func.count()).where(Criterion.trial_id == trial.id)
    return Grid(jurors, cells, db.session.scalar(wanted) or 0)
