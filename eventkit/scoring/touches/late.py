"""What came too late, for chair and organizer: what it was, and what may be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.phases import phase
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import event_chain, record
from eventkit.juries.models import Assignment, Juror
from eventkit.lazy import dataclass
from eventkit.scoring.corrections import correct_sheet
from eventkit.scoring.models import Criterion, Sheet
from eventkit.scoring.sheets import OPEN_STATES
from eventkit.scoring.touches.lateness import late_kind
from eventkit.scoring.touches.models import TouchRow
from eventkit.scoring.touches.shown import Named, Names, names_for
from eventkit.scoring.touches.standing import SUBMIT, criterion_of
from eventkit.web.clock import now


@dataclass(frozen=True)
class Late:
    """One touch that waits to be looked at, with the cell that it is about."""

    row: TouchRow
    task: Assignment | None
    """None after the task was taken back."""
    sheet: Sheet | None
    criterion: Criterion | None
    named: Named

    @property
    def code(self) -> str:
        """Of the work."""
        return self.named.code or (self.row.entry.code if self.row.entry else "") or ""

    @property
    def waits_for_juror(self) -> bool:
        """Whether the juror is shown both values and chooses."""
        if self.task is None or self.row.field == SUBMIT:
            return False
        is_open = self.sheet is None or self.sheet.state in OPEN_STATES
        return is_open and not late_kind(self.task, self.sheet)

    @property
    def may_enter(self) -> bool:
        """Whether the mark may be put into the sheet as a correction: the sheet counts."""
        return (
            self.row.field.startswith("c")
            and self.criterion is not None
            and self.sheet is not None
            and self.sheet.state == "submitted"
            and bool(self.row.value)
            and self.named.standing != self.named.value
            and phase(self.row.juror.event, now()) in ("judging", "results")
        )

    @property
    def what_now(self) -> str:
        """What may be done about it, in words."""
        if self.waits_for_juror:
            return str(_("Член жюри видит оба значения и выберет"))
        if self.task is None:
            return str(_("Работу забрали раньше: только посмотреть"))
        if self.sheet is not None and self.sheet.state == "submitted":
            if self.may_enter:
                return str(_("Вернуть лист члену жюри или внести как исправление с причиной"))
            return str(_("Вернуть лист члену жюри, пока оценивание открыто"))
        if self.task.is_held:
            return str(_("Решите, есть ли конфликт интересов: до этого лист ждёт"))
        if self.task.list_place is None or (self.sheet and self.sheet.state == "annulled"):
            return str(_("Лист не считается: только посмотреть"))
        return str(_("Лист не отправлен, оценивание закрыто: только посмотреть"))


def late_query(event_id: int) -> Select[Any]:
    """The touches of an event that wait to be chosen or looked at, by juror, for paging."""
    return (
        select(TouchRow)
        .join(Juror, TouchRow.juror_id == Juror.id)
        .where(Juror.event_id == event_id, TouchRow.is_open)
        .order_by(TouchRow.juror_id, TouchRow.assignment_id, TouchRow.id)
        .options(
            joinedload(TouchRow.juror).joinedload(Juror.person),
            joinedload(TouchRow.juror).joinedload(Juror.event).selectinload(Event.stages),
            joinedload(TouchRow.entry),
        )
    )


def late_of(rows: Sequence[TouchRow]) -> list[Late]:
    """The rows of a page with their cells; five queries whatever their number."""
    names = names_for({row.assignment_id for row in rows}, {row.juror_id for row in rows})
    return [_late(row, names) for row in rows]


def _late(row: TouchRow, names: Names) -> Late:
    found = names.tasks.get(row.assignment_id)
    task = found[0] if found and found[0].juror_id == row.juror_id else None
    criteria = names.criteria.get(task.trial_id, []) if task else []
    return Late(
        row=row,
        task=task,
        sheet=names.sheets.get(row.assignment_id) if task else None,
        criterion=criterion_of(criteria, row.field),
        named=names.of(row.assignment_id if task else 0, row.field, row.value),
    )


def late_touch(event_id: int, touch_id: int) -> Late | None:
    """One of them; None for another event's and for one that is settled."""
    row = db.session.scalars(late_query(event_id).where(TouchRow.id == touch_id)).first()
    return late_of([row])[0] if row else None


def enter(late: Late, reason: str, *, actor: str) -> None:
    """Put a late mark into a sheet that counts, as a correction. Raises RefusalError."""
    if not late.may_enter or late.sheet is None or late.criterion is None:
        raise RefusalError(_("Внести этот балл нельзя. %(now)s.", now=late.what_now))
    marks = {late.criterion.code: late.row.value}
    correct_sheet(late.sheet, marks, reason, source=f"late:{late.row.id}", actor=actor)
    _settle(late, "entered")


def set_aside(late: Late, reason: str, *, actor: str) -> None:
    """Leave a sheet as it is; the touch stays in the history, with who decided and why."""
    _settle(late, "aside")
    record(
        event_chain(late.row.juror.event_id),
        "touch.aside",
        f"assignment:{late.row.assignment_id}",
        actor=actor,
        data={"touch": late.row.id, "field": late.row.field},
        texts={"reason": reason},
    )


def _settle(late: Late, how: str) -> None:
    late.row.is_open, late.row.settled_at, late.row.settled_how = False, now(), how
    db.session.flush()
