"""A task with its sheet and what has been said about its cells: where touches land."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.juries.models import Assignment
from eventkit.scoring.models import Criterion, Sheet
from eventkit.scoring.refusals import SheetRefusedError
from eventkit.scoring.sheet_rows import open_sheet
from eventkit.scoring.sheets import (
    save_comment,
    save_mark,
    submit_sheet,
)
from eventkit.scoring.touches import merging
from eventkit.scoring.touches.lateness import late_kind
from eventkit.scoring.touches.merging import Cell, Kept, Touch
from eventkit.scoring.touches.standing import SUBMIT, cell_of, count_choice, criterion_of


@dataclass
class Place:
    """A task, its sheet if it is begun, its criteria, and the touches of each cell so far."""

    task: Assignment
    sheet: Sheet | None
    criteria: Sequence[Criterion]
    said: dict[str, list[Kept]] = field(default_factory=dict)

    def cell(self, name: str) -> Cell:
        """What a cell says now."""
        return cell_of(self.sheet, name, self.criteria)

    def conflict(self, name: str) -> Kept | None:
        """The oldest value that waits to be chosen for a cell, while the sheet takes marks."""
        if name == SUBMIT:
            return None
        waiting = [kept for kept in self.said.get(name, ()) if kept.is_open]
        if not waiting or late_kind(self.task, self.sheet):
            return None
        standing = self.cell(name).value
        return next((kept for kept in waiting if kept.value != standing), None)

    def outcome(self, touch: Touch) -> str:
        """What becomes of a touch, were the sheet to take it."""
        cell, said = self.cell(touch.field), self.said.get(touch.field, [])
        if touch.field == SUBMIT:
            # A sheet that is to be sent is sent, whatever its device had seen of it.
            touch = replace(touch, base=cell.version)
        return merging.outcome_of(touch, cell, said)

    def apply(self, touch: Touch, actor: str) -> None:
        """Change the sheet. Raises RefusalError: a sheet with gaps or open choices is not sent."""
        if touch.field == SUBMIT:
            self._require_chosen()
            self._submit(actor)
            return
        if self.sheet is None:
            self.sheet = open_sheet(self.task)
        before, criterion = self.cell(touch.field), criterion_of(self.criteria, touch.field)
        if criterion is not None and touch.field.startswith("c"):
            save_mark(self.sheet, criterion, touch.value, actor=actor, criteria=self.criteria)
        else:
            save_comment(self.sheet, criterion or touch.field, touch.value)
        if self.cell(touch.field).version == before.version:
            count_choice(self.sheet, touch.field, criterion)

    def _submit(self, actor: str) -> None:
        """Send the sheet, which asks for much more of the task than marks do: all of it is read."""
        self.task = db.session.get_one(Assignment, self.task.id)
        self.sheet = open_sheet(self.task)
        submit_sheet(self.sheet, actor=actor)

    def _require_chosen(self) -> None:
        if any(self.conflict(name) for name in self.said):
            raise SheetRefusedError(
                _("Лист не отправлен: сначала выберите, какой балл или текст верен.")
            )
