"""Forms of an event's days: when it begins, how long each stage lasts, an extension."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms.validators import NumberRange, Optional

from eventkit.events.days import first_day, last_day
from eventkit.events.forms import NEEDED, text_field
from eventkit.events.models import Event
from eventkit.hooks import Format
from eventkit.web.fields import DayField, WholeField

UNCOUNTED_DAYS = {
    "registration_first": _l("Первый день записи"),
    "registration_last": _l("Последний день записи"),
    "judging_last": _l("Последний день мероприятия"),
    "awards_day": _l("День выдачи сертификатов"),
}


UNJUDGED_DAYS = {"judging_last": _l("Последний день проведения")}


class StagesForm(FlaskForm):
    """First and last days; each last day counts to 23:59:59.

    Where nothing is counted there is no day of results, and the days of the event are named.
    """

    registration_first = DayField(_l("Первый день приёма"), [NEEDED])
    registration_last = DayField(
        _l("Последний день приёма"),
        [NEEDED],
        description=_l("Последний день считается целиком, до 23:59:59."),
    )
    judging_first = DayField(_l("Первый день мероприятия"), [NEEDED])
    judging_last = DayField(_l("Последний день работы жюри"), [NEEDED])
    results_day = DayField(_l("День итогов"), [NEEDED])
    awards_day = DayField(_l("День награждения"), [Optional()])

    def __init__(self, format_: Format, **options: Any) -> None:
        super().__init__(**options)
        self.is_counted, self.has_jury = format_.is_counted, format_.has_jury
        if self.is_counted:
            del self.judging_first
            self.call({} if self.has_jury else UNJUDGED_DAYS)
        else:
            del self.results_day
            self.call(UNCOUNTED_DAYS)

    def call(self, labels: Mapping[str, Any]) -> None:
        """Give days other labels, by the names of their fields."""
        for name, label in labels.items():
            self[name].label.text = label

    def load(self, event: Event) -> None:
        """Show the present days."""
        days = {stage.kind: (first_day(stage), last_day(stage)) for stage in event.stages}
        none = (None, None)
        self.registration_first.data, self.registration_last.data = days.get("registration", none)
        first, self.judging_last.data = days.get("judging", none)
        if self.is_counted:
            self.results_day.data = days.get("results", none)[0]
        else:
            self.judging_first.data = first
        self.awards_day.data = days.get("awards", none)[0]

    def validate(self, extra_validators: Any = None) -> bool:
        """Each step comes after the one before."""
        valid = bool(super().validate(extra_validators))
        for before, after, message in self._order():
            if before.data is None or after.data is None or before.errors or after.errors:
                continue
            same_day = before is not self.registration_last
            if after.data < before.data or (after.data == before.data and not same_day):
                after.errors = [*after.errors, message]
                valid = False
        return valid

    def _order(self) -> tuple[tuple[Any, Any, Any], ...]:
        """Which day follows which, and what is said where it does not."""
        early = _l("Это раньше первого дня.")
        begins = (self.registration_first, self.registration_last, early)
        if not self.is_counted:
            return (
                begins,
                (self.registration_first, self.judging_first, _l("Это раньше, чем начнут запись.")),
                (self.judging_first, self.judging_last, early),
                (self.judging_first, self.awards_day, _l("Сертификаты не раньше мероприятия.")),
            )
        if self.has_jury:
            day, after = (
                _l("Оставьте жюри хотя бы день после приёма работ."),
                _l("Итоги не раньше, чем закончит жюри."),
            )
        else:
            day = _l("Проведение – после приёма заявок.")
            after = _l("Итоги не раньше проведения.")
        return (
            begins,
            (self.registration_last, self.judging_last, day),
            (self.judging_last, self.results_day, after),
            (self.results_day, self.awards_day, _l("Награждение не раньше итогов.")),
        )

    def schedule(self) -> dict[str, tuple[Any, Any]]:
        """First and last day of each stage."""
        if not self.is_counted:
            return {
                "registration": (self.registration_first.data, self.registration_last.data),
                "judging": (self.judging_first.data, self.judging_last.data),
                "awards": (self.awards_day.data, None),
            }
        last = self.registration_last.data
        reading = last + timedelta(days=1) if last else None
        return {
            "registration": (self.registration_first.data, self.registration_last.data),
            "judging": (reading, self.judging_last.data),
            "results": (self.results_day.data, None),
            "awards": (self.awards_day.data, None),
        }


class TermsForm(StagesForm):
    """The days of an event that stands already, and how long appeals are accepted."""

    appeal_days = WholeField(
        _l("Сколько дней после публикации итогов принимают апелляции"),
        [NEEDED, NumberRange(max=90, message=_l("Не больше %(max)s дней."))],
        description=_l("Последний день считается целиком. 0 – апелляции не принимают."),
    )

    def __init__(self, format_: Format, **options: Any) -> None:
        super().__init__(format_, **options)
        if not self.is_counted:
            del self.appeal_days

    def load(self, event: Event) -> None:
        """Show the present days."""
        super().load(event)
        if self.is_counted:
            self.appeal_days.data = event.appeal_days


class ExtensionForm(FlaskForm):
    """A later last day, and why."""

    last = DayField(_l("Новый последний день"), [NEEDED])
    reason = text_field(
        _l("Почему"), 300, needed=True, description=_l("Причина останется в журнале.")
    )
