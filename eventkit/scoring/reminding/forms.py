"""The form of the schedule of reminders."""

from __future__ import annotations

import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice

from eventkit.scoring.reminding.models import ReminderPlan
from eventkit.web.fields import Needed

MOST_DAYS = 60
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


class PlanForm(FlaskForm):
    """When jurors who owe sheets are reminded by themselves."""

    is_on = BooleanField(_l("Напоминать по расписанию"))
    kind = RadioField(
        _l("Когда"),
        choices=[
            SelectChoice("before", _l("Перед сроком жюри")),
            SelectChoice("every", _l("Через равное число дней, пока жюри работает")),
        ],
        default="before",
    )
    days = StringField(
        _l("Дни"),
        [Needed(_l("Напишите числа дней, например 3, 1."))],
        default="3, 1",
        description=_l(
            "Перед сроком: за сколько дней, через запятую; 0 – в последний день."
            " Через равное число дней: одно число."
        ),
    )
    at = StringField(
        _l("Время"),
        [Needed(_l("Напишите время, например 09:00."))],
        default="09:00",
        description=_l("По часам мероприятия."),
    )

    def load(self, plan: ReminderPlan) -> None:
        """Show a schedule that is set."""
        self.is_on.data, self.kind.data, self.at.data = plan.is_on, plan.kind, plan.at
        self.days.data = ", ".join(str(day) for day in plan.numbers)

    @property
    def numbers(self) -> list[int]:
        """The days that were typed, in their order."""
        return [int(part) for part in re.split(r"[\s,;]+", (self.days.data or "").strip()) if part]

    @property
    def time(self) -> str:
        """The time as «09:00»."""
        found = _TIME.fullmatch((self.at.data or "").strip())
        return f"{int(found[1]):02d}:{found[2]}" if found else ""

    def validate_days(self, field: StringField) -> None:
        """Whole days within reason; exactly one, of at least 1, for equal distances."""
        if not re.fullmatch(r"\d{1,2}(?:[\s,;]+\d{1,2}){0,9}[\s,;]*", (field.data or "").strip()):
            raise ValidationError(_("Напишите до десяти целых чисел через запятую, например 3, 1."))
        if max(self.numbers) > MOST_DAYS:
            raise ValidationError(_("Не больше %(days)d дней.", days=MOST_DAYS))
        if self.kind.data == "every" and (len(self.numbers) != 1 or not self.numbers[0]):
            raise ValidationError(_("Для равных промежутков нужно одно число не меньше 1."))

    def validate_at(self, field: StringField) -> None:
        """A time of day."""
        if not self.time:
            raise ValidationError(_("Такого времени нет. Напишите его так: 09:00."))
