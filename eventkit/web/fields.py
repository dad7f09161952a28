"""Fields that read what people type: days, whole numbers, exact numbers with a comma."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Form, StringField
from wtforms.fields import Field
from wtforms.validators import InputRequired, StopValidation

from eventkit.web.i18n import duration

MOST_SECONDS = 24 * 60 * 60
_DURATION = re.compile(r"\d{1,4}(:[0-5]\d)?|\d{1,2}:[0-5]\d:[0-5]\d")
_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}")
_RUSSIAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def stripped(value: Any) -> Any:
    """A typed text without blanks around it."""
    return value.strip() if isinstance(value, str) else value


class Needed(InputRequired):
    """The field must be filled in; blanks alone are no answer."""

    def __init__(self, message: Any = None) -> None:
        super().__init__(message or _l("Заполните это поле."))

    def __call__(self, form: Form, field: Field) -> None:
        """Stop with the message when nothing or only blanks came."""
        first = field.raw_data[0] if field.raw_data else None
        if isinstance(first, str) and not first.strip():
            field.errors = []
            raise StopValidation(self.message)
        super().__call__(form, field)


class DayField(DateField):
    """A date from the browser's own field, or typed as 31.10.2026."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read either spelling; an impossible day is refused in words."""
        typed = valuelist[0].strip() if valuelist else ""
        if not typed:
            self.data = None
            return
        found = _RUSSIAN_DAY.fullmatch(typed)
        if found:
            typed = f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}"
        try:
            self.data = date.fromisoformat(typed)
        except ValueError:
            self.data = None
            raise ValueError(_("Такого дня нет. Напишите его так: 31.10.2026.")) from None
        if not 1900 <= self.data.year <= 2200:
            self.data = None
            raise ValueError(_("Проверьте год."))


class ClockField(StringField):
    """A time of day, typed as 9:00 or 09.00."""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data:%H:%M}"

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the time; what no clock shows is refused in words."""
        typed = valuelist[0].strip().replace(".", ":") if valuelist else ""
        self.data: Any = None
        if not typed:
            return
        hour, _colon, minute = typed.partition(":")
        if not _CLOCK.fullmatch(typed) or int(hour) > 23 or int(minute) > 59:
            raise ValueError(_("Напишите часы и минуты, например 9:00."))
        self.data = time(int(hour), int(minute))


class DurationField(StringField):
    """Whole seconds, typed as a stopwatch shows them: 7:05, 1:10:00 or plain minutes."""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else duration(self.data)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the time; what no stopwatch shows is refused in words."""
        typed = "".join(valuelist[0].split()) if valuelist else ""
        self.data: Any = None
        if typed:
            self.data = read_duration(typed)


def read_duration(typed: str) -> int:
    """Whole seconds of «7:05», «1:10:00» or «7» (minutes). Raises ValueError in words."""
    if not _DURATION.fullmatch(typed):
        raise ValueError(_("Напишите минуты и секунды через двоеточие, например 7:05."))
    *hours, minutes, seconds = (typed if ":" in typed else f"{typed}:00").split(":")
    total = (int(hours[0] if hours else 0) * 60 + int(minutes)) * 60 + int(seconds)
    if total >= MOST_SECONDS:
        raise ValueError(_("Больше суток не бывает. Проверьте время."))
    return total


class ExactField(StringField):
    """A number kept exactly as it was typed, with a comma or a point: «4,5»."""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else format(self.data, "f").replace(".", ",")

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the number; letters, infinities and endless tails are refused in words."""
        typed = "".join(valuelist[0].split()).replace(",", ".") if valuelist else ""
        self.data: Any = None
        if not typed:
            return
        try:
            number = Decimal(typed)
        except InvalidOperation:
            raise ValueError(_("Напишите число, например 5 или 4,5.")) from None
        if not number.is_finite() or abs(number) > 10**6:
            raise ValueError(_("Такое число не подходит."))
        if len(number.as_tuple().digits) > 12:
            raise ValueError(_("Слишком много знаков."))
        self.data = number


class WholeField(ExactField):
    """A whole number of at least ``least``."""

    def __init__(self, *arguments: Any, least: int = 0, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.least = least

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the number and refuse what is not whole or too small."""
        super().process_formdata(valuelist)
        if self.data is None:
            return
        if self.data != self.data.to_integral_value():
            self.data = None
            raise ValueError(_("Напишите целое число."))
        self.data = int(self.data)
        if self.data < self.least:
            smallest = self.least
            self.data = None
            raise ValueError(_("Не меньше %(least)s.", least=smallest))

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(self.data)
