"""What a juror's sheet says of a third reading: why it is one, and what the rules let it show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from eventkit.db import db
from eventkit.juries.models import Assignment
from eventkit.lazy import dataclass
from eventkit.scoring.deadlines import deadline
from eventkit.scoring.marks import marks_of, shown, value_of
from eventkit.scoring.models import Criterion, Sheet
from eventkit.scoring.readings import THIRD, diverges, third_reading_limit
from eventkit.scoring.rule_words import points
from eventkit.scoring.setup_queries import current_rules


@dataclass(frozen=True)
class ThirdReading:
    """The words above a third sheet; the two first sheets where the rules show them.

    ``totals`` and the marks of ``rows`` (criterion, marks) stand from the lower sheet to the higher
    one, so that their order says nothing of who wrote which.
    """

    why: str
    until: datetime | None = None
    """The last moment of its own term or the jury's."""
    totals: tuple[str, ...] = ()
    rows: tuple[tuple[str, tuple[str, ...]], ...] = ()


def third_reading(task: Assignment, criteria: Sequence[Criterion]) -> ThirdReading | None:
    """What the sheet of a task says of its being a third reading; None for any other sheet."""
    if task.reading < THIRD:
        return None
    rules = current_rules(task.juror.event)
    limit = third_reading_limit(rules)
    if limit is None:
        return None
    # The same words whatever the two sheets say now: they tell what the rules tell everybody.
    why = str(
        _("Его просят, когда два первых листа разошлись на %(gap)s или больше.", gap=points(limit))
    )
    until = deadline(task.juror.event, task.due_at)
    if rules.third_sees == "nothing" or task.state != "active":
        return ThirdReading(why, until)
    sheets = _first_two(task)
    if not diverges({number: total for number, (total, _sheet) in sheets.items()}, limit):
        return ThirdReading(why, until)
    ordered = sorted(sheets.values(), key=lambda one: one[0])
    return ThirdReading(
        why=why,
        until=until,
        totals=tuple(shown(total) for total, _sheet in ordered),
        rows=_rows([sheet for _total, sheet in ordered], criteria)
        if rules.third_sees == "marks"
        else (),
    )


def _first_two(task: Assignment) -> dict[int, tuple[Fraction, Sheet]]:
    """The first sheets of the work that were sent, by their reading, with their totals."""
    query = (
        select(Assignment.reading, Sheet)
        .join(Assignment, Sheet.assignment_id == Assignment.id)
        .where(
            Assignment.entry_id == task.entry_id,
            Assignment.trial_id == task.trial_id,
            Assignment.state == "active",
            Assignment.reading < THIRD,
            Sheet.state == "submitted",
            Sheet.total.is_not(None),
        )
        .order_by(Assignment.reading)
        .options(selectinload(Sheet.marks))
    )
    rows = db.session.execute(query)
    return {n: (sheet.total, sheet) for n, sheet in rows if sheet.total is not None}


def _rows(
    sheets: Sequence[Sheet], criteria: Sequence[Criterion]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    marks = [marks_of(sheet) for sheet in sheets]
    return tuple(
        (
            criterion.title,
            tuple(
                shown(value_of(criterion, mark.steps)) if mark is not None else "–"
                for mark in (of_sheet.get(criterion.id) for of_sheet in marks)
            ),
        )
        for criterion in criteria
    )
