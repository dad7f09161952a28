"""Forms of appeals: the author's, the commission's members, its decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from eventkit.results.appeals.changes import Changes
from eventkit.results.appeals.commission import Candidate
from eventkit.results.appeals.models import Appeal
from eventkit.results.appeals.times import TrialTime
from eventkit.scoring.marks import MarkRefusedError, marks_of, steps_of, text_of
from eventkit.scoring.models import Criterion, Sheet
from eventkit.web.fields import DayField, DurationField, ExactField, Needed, stripped
from eventkit.web.i18n import duration

TOO_LONG = _l("Слишком длинно: не больше %(max)d знаков.")
DISAGREEMENT = "disagreement"


class AppealForm(FlaskForm):
    """What the author appeals against."""

    kind = RadioField(
        _l("Основание"),
        choices=[
            SelectChoice("mark", _l("Описка в листе")),
            SelectChoice("procedure", _l("Нарушение порядка")),
            SelectChoice(DISAGREEMENT, _l("Не согласен(на) с баллом")),
        ],
        validators=[Needed(_l("Выберите основание."))],
    )
    criterion = SelectField(
        _l("Критерий"),
        description=_l("Для описки назовите критерий. Для нарушения порядка можно не выбирать."),
    )
    ground = TextAreaField(
        _l("Что произошло"),
        [Needed(_l("Напишите, что произошло.")), Length(max=3000, message=TOO_LONG)],
        description=_l("Своими словами: что не так и откуда это видно."),
        filters=[stripped],
    )

    def __init__(self, criteria: Sequence[Criterion], *, is_timed: bool, **options: Any) -> None:
        super().__init__(**options)
        if is_timed:
            slip, *others = self.kind.choices
            self.kind.choices = [slip, SelectChoice("time", _l("Время выступления")), *others]
        self.criteria = {str(c.id): c for c in criteria}
        none = SelectChoice("", _l("Не выбран"))
        rows = [SelectChoice(key, c.title) for key, c in self.criteria.items()]
        self.criterion.choices = [none, *rows]

    def validate(self, extra_validators: Any = None) -> bool:
        """Disagreement with a mark is told to be no ground before anything is filed."""
        fine = bool(super().validate(extra_validators))
        if self.kind.data == DISAGREEMENT:
            self.kind.errors = [
                _(
                    "Несогласие с баллом не основание для апелляции: баллы жюри не"
                    " пересматривают. Если в листе описка или нарушен порядок, выберите это."
                )
            ]
            return False
        return fine

    def chosen(self) -> Criterion | None:
        """The criterion, if one was named."""
        return self.criteria.get(self.criterion.data or "")


class CommissionForm(FlaskForm):
    """Who hears the appeal."""

    members = SelectMultipleField(
        _l("Члены комиссии"), coerce=int, widget=ListWidget(), option_widget=CheckboxInput()
    )

    def __init__(self, candidates: Sequence[Candidate], appeal: Appeal, **options: Any) -> None:
        super().__init__(**options)
        self.members.choices = [
            SelectChoice(one.person.id, f"{one.person.full_name}, {one.role}")
            for one in candidates
            if not one.bar
        ]
        if self.members.raw_data is None:  # nothing was sent to this form
            self.members.data = [member.person_id for member in appeal.members]


class DecisionForm(FlaskForm):
    """What the commission decided; a field for each mark of each sheet."""

    outcome = RadioField(
        _l("Решение"),
        choices=[
            SelectChoice("accepted", _l("Удовлетворить")),
            SelectChoice("partly", _l("Удовлетворить частично")),
            SelectChoice("rejected", _l("Отклонить")),
        ],
        validators=[Needed(_l("Выберите, что решила комиссия."))],
    )
    answer = TextAreaField(
        _l("Ответ автору"),
        [Needed(_l("Напишите ответ: его прочитает автор.")), Length(max=3000, message=TOO_LONG)],
        description=_l("Не называйте членов жюри и чужие баллы: ответ уйдёт автору письмом."),
        filters=[stripped],
    )
    protocol_number = StringField(
        _l("Номер протокола"), [Length(max=40, message=TOO_LONG)], filters=[stripped]
    )
    considered_on = DayField(_l("Дата заседания"), [Needed()])
    cells: ClassVar[dict[str, tuple[Sheet, Criterion]]] = {}
    """What stands behind the fields of marks."""
    annuls: ClassVar[dict[str, Sheet]] = {}
    """What stands behind the ticks of annulment."""
    watches: ClassVar[dict[str, TrialTime]] = {}
    """What stands behind the fields of times."""

    @classmethod
    def of(
        cls, appeal: Appeal, sheets: Sequence[Sheet], times: Sequence[TrialTime], **options: Any
    ) -> DecisionForm:
        """A form for these sheets: a slip of the pen is mended, for procedure a sheet may fall.

        ``times`` are those of the work's performances, for an appeal about a stopwatch.
        """
        fields: dict[str, Any] = {}
        cells: dict[str, tuple[Sheet, Criterion]] = {}
        annuls: dict[str, Sheet] = {}
        for sheet in sheets:
            for mark in sheet.marks if appeal.kind == "mark" else ():
                name = f"mark{sheet.id}_{mark.criterion_id}"
                cells[name] = sheet, mark.criterion
                text = text_of(mark.criterion, mark.steps).replace(".", ",")
                fields[name] = MarkField(mark.criterion.title, text)
            if appeal.kind == "procedure":
                annuls[f"annul{sheet.id}"] = sheet
                fields[f"annul{sheet.id}"] = BooleanField(_l("Аннулировать лист"))
        watches = {f"time{one.trial.id}": one for one in times if appeal.kind == "time"}
        for name, one in watches.items():
            fields[name] = TimeField(one.trial.title, one.seconds)
        body = {**fields, "cells": cells, "annuls": annuls, "watches": watches}
        made: DecisionForm = type("Decision", (cls,), body)(**options)
        return made

    def mark_of(self, sheet: Sheet, criterion: Criterion) -> Field | None:
        """The field of one mark; None where the sheet has no such criterion."""
        name = f"mark{sheet.id}_{criterion.id}"
        return self[name] if name in self.cells else None

    def annulment_of(self, sheet: Sheet) -> Field | None:
        """The tick that annuls a sheet, where that may be decided."""
        name = f"annul{sheet.id}"
        return self[name] if name in self.annuls else None

    def has_fair_numbers(self) -> bool:
        """Whether each mark can be given and each time be read; says at its field why not."""
        fine = True
        for name, watch in self.watches.items():
            field = self[name]
            field.errors = list(field.errors or field.process_errors)
            if watch.seconds is not None and field.data is None and not field.errors:
                field.errors = [_("Впишите время выступления.")]
            fine = fine and not field.errors
        for name, (_sheet, criterion) in self.cells.items():
            field = self[name]
            if field.errors or field.process_errors:
                field.errors = list(field.errors or field.process_errors)
                fine = False
                continue
            try:
                steps = steps_of(criterion, field.data)
            except MarkRefusedError as refusal:
                field.errors, fine = [refusal.message], False
                continue
            if steps is None:
                field.errors, fine = [_("Поставьте балл.")], False
        return fine

    def validate(self, extra_validators: Any = None) -> bool:
        """The usual checks and the marks together, so that all errors show at once."""
        fine = bool(super().validate(extra_validators))
        return self.has_fair_numbers() and fine

    def changes(self) -> Changes:
        """What differs from the sheets as they stand."""
        marks: dict[int, dict[str, Any]] = {}
        for name, (sheet, criterion) in self.cells.items():
            steps = steps_of(criterion, self[name].data)
            if steps != marks_of(sheet)[criterion.id].steps:
                marks.setdefault(sheet.id, {})[criterion.code] = self[name].data
        annulled = frozenset(sheet.id for name, sheet in self.annuls.items() if self[name].data)
        times = {
            one.trial.id: self[name].data
            for name, one in self.watches.items()
            if self[name].data != one.seconds
        }
        return Changes(marks, annulled, times)


class TimeField(DurationField):
    """The time of a performance, shown as it stands until somebody types another."""

    def __init__(self, label: str, present: int | None, **options: Any) -> None:
        super().__init__(label, **options)
        self.present = "" if present is None else duration(present)

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else self.present


class MarkField(ExactField):
    """A mark of a sheet, shown as it stands until somebody types another."""

    def __init__(self, label: str, present: str, **options: Any) -> None:
        super().__init__(label, **options)
        self.present = present

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else self.present
