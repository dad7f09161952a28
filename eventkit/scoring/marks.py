"""Marks: reading what was given, storing it as a count of steps, adding up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Select, bindparam, select

from eventkit.db import db
from eventkit.events.refusals import RefusalError
from eventkit.scoring.engine import exact
from eventkit.scoring.models import Criterion, Mark, Sheet
from eventkit.scoring.setup_queries import plain
from eventkit.web.i18n import number

Value = int | str | Decimal | Fraction | None
"""A mark as JSON, a form or a table gives it: 4, «4,5», Decimal("4.5"); None is a gap."""


class MarkRefusedError(RefusalError):
    """A value that the criterion does not allow, or a sheet that takes no marks now."""


def steps_of(criterion: Criterion, value: Value) -> int | None:
    """The value as a whole number of the criterion's steps. Raises MarkRefusedError in words."""
    if value is None or value == "":
        return None
    try:
        given = exact(value)
    except (TypeError, ValueError) as problem:
        message = _("„%(value)s“ не число. Поставьте балл от 0 до %(max)s.")
        raise _refused(criterion, value, message) from problem
    if not 0 <= given <= Fraction(criterion.maximum):
        message = _("Балл %(value)s не подходит: в критерии «%(criterion)s» от 0 до %(max)s.")
        raise _refused(criterion, value, message)
    steps = given / Fraction(criterion.step)
    if steps.denominator != 1:
        message = _("Балл %(value)s не подходит: в этом критерии шаг %(step)s.")
        raise _refused(criterion, value, message)
    return steps.numerator


def _refused(criterion: Criterion, value: Value, message: str) -> MarkRefusedError:
    names = {
        "value": str(value)[:20],
        "max": shown(criterion.maximum),
        "step": shown(criterion.step),
        "criterion": criterion.title,
    }
    return MarkRefusedError(message % names, criterion.code)


def value_of(criterion: Criterion, steps: int | None) -> Fraction | None:
    """The mark itself, exactly."""
    return None if steps is None else steps * Fraction(criterion.step)


def text_of(criterion: Criterion, steps: int | None) -> str:
    """The mark as forms and JSON write it: "4", "4.5", "" for a gap."""
    return "" if steps is None else plain(steps * criterion.step)


def shown(value: Decimal | Fraction | None) -> str:
    """A number with as many digits as it needs, at most two."""
    if value is None:
        return "–"
    exact_value = Fraction(value)
    digits = next((d for d in (0, 1) if 10**d % exact_value.denominator == 0), 2)
    return number(exact_value, digits)


def marks_of(sheet: Sheet) -> dict[int, Mark]:
    """The marks of a sheet by the criterion's id."""
    return {mark.criterion_id: mark for mark in sheet.marks}


def mark_texts(criteria: Sequence[Criterion], marks: Mapping[int, Mark]) -> dict[str, str | None]:
    """Criterion code → mark as text, None for a gap."""
    steps = {c: marks[c.id].steps if c.id in marks else None for c in criteria}
    return {c.code: text_of(c, count) or None for c, count in steps.items()}


def sum_of(criteria: Sequence[Criterion], marks: Mapping[int, Mark]) -> Fraction:
    """Σ mark × weight of what is marked so far."""
    total = Fraction(0)
    for criterion in criteria:
        mark = marks.get(criterion.id)
        value = value_of(criterion, mark.steps) if mark else None
        total += (value or 0) * Fraction(criterion.weight)
    return total


def unmarked(criteria: Sequence[Criterion], marks: Mapping[int, Mark]) -> list[Criterion]:
    """The criteria that have no mark yet, in their order."""
    return [c for c in criteria if c.id not in marks or marks[c.id].steps is None]


def left_words(count: int) -> str:
    """«Осталось 3 критерия»."""
    if not count:
        return str(_("Все критерии оценены"))
    return str(ngettext("Остался %(num)d критерий", "Осталось %(num)d критериев", count))


def plain_criteria(trial_id: int) -> Sequence[Criterion]:
    """The criteria of a trial in their order, without descriptors: all that arithmetic needs."""
    return db.session.scalars(_criteria(), {"trial_id": trial_id}).all()


@cache
def _criteria() -> Select[Criterion]:
    query = select(Criterion).where(Criterion.trial_id == bindparam("trial_id"))
    return query.order_by(Criterion.position, Criterion.id)
