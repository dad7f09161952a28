"""Two values for one cell: what a juror is asked to choose between, and the choice."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from eventkit.juries.models import Assignment
from eventkit.lazy import dataclass
from eventkit.scoring.marks import plain_criteria
from eventkit.scoring.models import Sheet
from eventkit.scoring.queries import sheet_of
from eventkit.scoring.touches.keeping import Answer, Bearer, take
from eventkit.scoring.touches.lateness import late_kind
from eventkit.scoring.touches.merging import Touch
from eventkit.scoring.touches.queries import open_touches
from eventkit.scoring.touches.standing import cells_of, field_titles, tidy


@dataclass(frozen=True)
class Choice:
    """A cell with what stands in it and what another device has said meanwhile."""

    touch: str
    """The id of the touch that waits."""
    field: str
    title: str
    standing: str
    other: str
    version: int
    """Of the cell: the choice is between what was shown."""
    is_late: bool
    """Whether the other value came when the sheet took none; it was opened again since."""
    made_at: datetime | None
    """By the other device's clock."""

    @property
    def standing_shown(self) -> str:
        """What stands there, as people read it."""
        return self._shown(self.standing)

    @property
    def other_shown(self) -> str:
        """The other value, as people read it."""
        return self._shown(self.other)

    def _shown(self, value: str) -> str:
        if not value:
            return str(_("нет балла") if self.field[0] == "c" else _("пусто"))
        return value.replace(".", ",") if self.field[0] == "c" else value


def choices_of(task: Assignment, sheet: Sheet | None) -> list[Choice]:
    """What is to be chosen on a sheet now, a cell once, in the order of the sheet."""
    waiting = open_touches([task.id]).get(task.id, [])
    if not waiting or late_kind(task, sheet):
        return []
    criteria = plain_criteria(task.trial_id)
    cells, titles = cells_of(sheet, criteria), field_titles(criteria)
    found: dict[str, Choice] = {}
    for row in waiting:
        cell = cells.get(row.field)
        if cell is None or row.value == cell.value or row.field in found:
            continue
        found[row.field] = Choice(
            touch=row.key,
            field=row.field,
            title=titles[row.field],
            standing=cell.value,
            other=row.value,
            version=cell.version,
            is_late=row.outcome == "late",
            made_at=row.made_at,
        )
    return [found[name] for name in cells if name in found]


def choose(task: Assignment, choice: Choice, *, other: bool, base: int, actor: str) -> Answer:
    """Settle a choice: keep what stands in the cell, or put the other value there.

    ``base`` is the version that the juror saw; the answer is a conflict if it has changed since.
    """
    touch = Touch(
        key=secrets.token_hex(16),
        task=task.id,
        field=choice.field,
        value=choice.other if other else choice.standing,
        base=base,
        counter=1,
        device=page_device(),
        resolves=choice.touch,
    )
    (answer,), _places = take([touch], page_bearer(task, actor))
    return answer


def keep_form(task: Assignment, form: Mapping[str, Any], actor: str) -> list[Answer]:
    """Merge what a form without scripts holds and the sheet does not, cell by cell.

    ``base-<field>`` beside a field tells which version its page had shown.
    """
    cells = cells_of(sheet_of(task.id), plain_criteria(task.trial_id))
    device = page_device()
    touches = [
        Touch(
            key=secrets.token_hex(16),
            task=task.id,
            field=name,
            value=form[name],
            base=_base(form.get(f"base-{name}"), cell.version),
            counter=number,
            device=device,
        )
        for number, (name, cell) in enumerate(cells.items(), start=1)
        if name in form and tidy(form[name]) != cell.value
    ]
    return take(touches, page_bearer(task, actor))[0] if touches else []


def _base(typed: str | None, version: int) -> int:
    return int(typed) if typed and typed.isdecimal() and len(typed) < 10 else version


def page_device() -> str:
    """A page without scripts is a device for one form only: it follows nothing it did before."""
    return f"page-{secrets.token_hex(8)}"


def page_bearer(task: Assignment, actor: str) -> Bearer:
    """The juror at a page, whose right to the task has been checked."""
    return Bearer(
        owns=lambda juror: juror.id == task.juror_id,
        seats=lambda: [task.juror],
        via="form",
        actor=actor,
    )
