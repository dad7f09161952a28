"""Touches in rows for people: the work, the cell, the value, what became of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.juries.models import Assignment
from eventkit.lazy import dataclass
from eventkit.scoring.models import Criterion, Sheet
from eventkit.scoring.touches.merging import Touch
from eventkit.scoring.touches.queries import criteria_by_trial, sheets_of
from eventkit.scoring.touches.standing import SUBMIT, cell_of, field_titles, is_field


@dataclass(frozen=True)
class Named:
    """A cell of a task in words."""

    code: str
    """Of the work; empty for a task that is not the juror's."""
    title: str
    value: str
    standing: str
    """What the cell says now."""


@dataclass(frozen=True)
class Names:
    """What it takes to call the cells of some tasks by their names."""

    tasks: dict[int, tuple[Assignment, str]]
    sheets: dict[int, Sheet]
    criteria: dict[int, list[Criterion]]

    def of(self, task_id: int, field: str, value: str) -> Named:
        """A cell with a value that was given for it."""
        found = self.tasks.get(task_id)
        if found is None:
            return Named("", field, self._shown(field, value), "")
        task, code = found
        criteria = self.criteria.get(task.trial_id, [])
        title = field_titles(criteria).get(field, field)
        standing = ""
        if is_field(criteria, field) and field != SUBMIT:
            standing = cell_of(self.sheets.get(task_id), field, criteria).value
        return Named(code, title, self._shown(field, value), self._shown(field, standing))

    def _shown(self, field: str, value: str) -> str:
        if field == "note":
            # Only the juror reads it; that there is one is no secret.
            return str(_("текст видит только член жюри")) if value else ""
        if field == SUBMIT:
            return ""
        return value.replace(".", ",") if field.startswith("c") else value


def names_for(task_ids: Collection[int], juror_ids: Collection[int]) -> Names:
    """The names of the cells of these jurors' tasks; five queries."""
    query = (
        select(Assignment, Entry.code)
        .join(Entry, Assignment.entry_id == Entry.id)
        .where(Assignment.id.in_(task_ids), Assignment.juror_id.in_(juror_ids))
    )
    tasks = {row[0].id: (row[0], row[1] or "") for row in db.session.execute(query)}
    criteria = criteria_by_trial({task.trial_id for task, _code in tasks.values()})
    return Names(tasks, sheets_of(list(tasks)), criteria)


def last_of_each_cell(touches: Sequence[Touch]) -> list[Touch]:
    """The last word about each cell, in the order in which cells were first touched."""
    last: dict[tuple[int, str], Touch] = {}
    for touch in touches:
        before = last.get((touch.task, touch.field))
        if before is None or before.counter <= touch.counter:
            last[touch.task, touch.field] = touch
    return list(last.values())
