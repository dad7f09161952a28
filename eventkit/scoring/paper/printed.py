"""Score sheets of tasks as the printer sets them: what stands in them, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from flask import url_for
from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.juries.models import Assignment
from eventkit.printing.score_sheets import (
    FilledLine,
    ScoreSheet,
    SheetForm,
    SheetLine,
    score_sheets,
)
from eventkit.scoring.marks import marks_of, plain_criteria, shown, sum_of, unmarked, value_of
from eventkit.scoring.models import Criterion, Level, Mark, Sheet
from eventkit.scoring.paper.numbers import number_of, shown_number
from eventkit.scoring.paper.queries import sheets_of
from eventkit.scoring.setup_queries import criteria_of, largest_total, plain
from eventkit.web.i18n import exact_words
from eventkit.web.models import site
from eventkit.web.urls import full_url

MOST_BOXES = 10
"""The largest mark whose boxes stand in one row beside the criterion."""
MOST_SHEETS = 600
"""In one file: about ten seconds."""
HALF = Decimal("0.5")


def pdf_of(event: Event, tasks: Sequence[Assignment], *, filled: bool = False) -> bytes:
    """The sheets of tasks in the order given, blank or with the marks that stand in them.

    Raises ValueError without tasks, TypesettingError when words do not fit.
    """
    forms = {task.trial_id: task.trial for task in tasks}
    criteria = {id_: criteria_of(trial) for id_, trial in forms.items()}
    made = {id_: form_of(lines) for id_, lines in criteria.items()}
    sheets = sheets_of([task.id for task in tasks]) if filled else {}
    several = len(event.trials) > 1
    return score_sheets(
        [
            _sheet(
                event,
                task,
                made[task.trial_id],
                criteria[task.trial_id],
                sheets.get(task.id),
                with_trial=several,
            )
            for task in tasks
        ],
        event=event.title,
        organizer=site().department,
    )


def form_of(criteria: Sequence[Criterion]) -> SheetForm:
    """The criteria of a trial as its sheets print them."""
    largest = largest_total(criteria)
    weighted = any(Fraction(c.weight) != 1 for c in criteria)
    digits = max((_digits(c.step * c.weight) for c in criteria), default=0)
    return SheetForm(
        lines=tuple(_line(criterion) for criterion in criteria),
        total_label=_("Сумма баллов с весами, из %(max)s", max=exact_words(largest))
        if weighted
        else _("Сумма баллов, из %(max)s", max=exact_words(largest)),
        total_comb=(len(str(int(largest))), digits),
    )


def filled_lines(
    criteria: Sequence[Criterion], marks: Mapping[int, Mark]
) -> tuple[FilledLine, ...]:
    """The marks of a sheet, one for each criterion."""
    return tuple(_filled(c, marks[c.id].steps if c.id in marks else None) for c in criteria)


def _sheet(
    event: Event,
    task: Assignment,
    form: SheetForm,
    criteria: Sequence[Criterion],
    sheet: Sheet | None,
    *,
    with_trial: bool,
) -> ScoreSheet:
    marks = marks_of(sheet) if sheet else {}
    path = url_for("paper.sheet", slug=event.slug, number=number_of(task.id))
    is_whole = sheet is not None and not unmarked(criteria, marks)
    return ScoreSheet(
        form=form,
        juror=task.juror.person.full_name,
        code=task.entry.code or "",
        nomination=task.entry.nomination.title,
        trial=task.trial.title if with_trial else "",
        number=shown_number(task.id),
        address=full_url(path),
        filled=filled_lines(criteria, marks) if sheet else (),
        total=exact_words(sum_of(criteria, marks)) if is_whole else "",
        comment=sheet.comment_for_author if sheet else "",
    )


def _line(criterion: Criterion) -> SheetLine:
    limits = _("от 0 до %(max)s", max=exact_words(criterion.maximum))
    if criterion.step != 1:
        limits += ", " + _("шаг %(step)s", step=exact_words(criterion.step))
    if criterion.weight != 1:
        limits += ", " + _("вес %(weight)s", weight=exact_words(criterion.weight))
    boxes = has_boxes(criterion)
    return SheetLine(
        title=criterion.title,
        limits=limits,
        boxes=tuple(str(mark) for mark in range(int(criterion.maximum) + 1)) if boxes else (),
        half=boxes and criterion.step == HALF,
        comb=(len(str(int(criterion.maximum))), _digits(criterion.step)),
        levels=tuple((_range(level), level.text) for level in criterion.levels),
        description=criterion.description,
    )


def has_boxes(criterion: Criterion) -> bool:
    """Whether each whole mark has a box of its own; otherwise the juror writes digits."""
    whole = criterion.maximum == int(criterion.maximum)
    return whole and criterion.maximum <= MOST_BOXES and criterion.step in (1, HALF)


def _filled(criterion: Criterion, steps: int | None) -> FilledLine:
    value = value_of(criterion, steps)
    if value is None:
        return FilledLine()
    boxes = has_boxes(criterion)
    return FilledLine(
        mark=exact_words(value),
        box=int(value) if boxes else None,
        half=boxes and value.denominator == 2,
    )


def _range(level: Level) -> str:
    low, high = shown(level.lowest), shown(level.highest)
    return low if low == high else f"{low}–{high}"


def _digits(step: Decimal) -> int:
    """How many digits after the comma a multiple of the step may have."""
    return len(plain(step).partition(".")[2])


def is_printable(event: Event, tasks: Sequence[Assignment]) -> bool:
    """Whether there is anything to print: tasks, and criteria in each of their trials."""
    return bool(tasks) and all(plain_criteria(id_) for id_ in {task.trial_id for task in tasks})
