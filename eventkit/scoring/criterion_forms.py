"""The form of a criterion: how far its marks go and what they mean."""

from __future__ import annotations

import re
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import Length, Optional, ValidationError

from eventkit.hooks import CriterionPreset, LevelPreset
from eventkit.scoring.models import Criterion
from eventkit.scoring.setup_queries import plain
from eventkit.web.fields import ExactField, Needed, stripped

_LEVEL = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:[-–—]\s*(\d+(?:[.,]\d+)?))?\s*[:.)]\s*(\S.*)")


class CriterionForm(FlaskForm):
    """What is judged, how far the marks go and what they mean."""

    title = StringField(
        _l("Что оценивают"),
        [Needed(), Length(max=300, message=_l("Слишком длинно: не больше %(max)d знаков."))],
        filters=[stripped],
    )
    maximum = ExactField(_l("Наибольший балл"), [Needed()], default=Decimal(5))
    step = ExactField(_l("Шаг"), [Needed()], default=Decimal(1))
    weight = ExactField(_l("Вес"), [Needed()], default=Decimal(1))
    levels = TextAreaField(
        _l("Что значат баллы"),
        [Optional(), Length(max=4000)],
        description=_l("По строке на уровень, например: 6–8: позиция ясна, есть примеры."),
    )

    def load(self, criterion: Criterion) -> None:
        """Show the levels as lines."""
        self.levels.data = "\n".join(
            f"{_span(row.lowest, row.highest)}: {row.text}" for row in criterion.levels
        )

    def validate_maximum(self, field: ExactField) -> None:
        """A juror sees a button for each step; more than a hundred cannot be used."""
        if field.data is not None and field.data > 1000:
            raise ValidationError(_("Больше 1000 баллов за один критерий не ставят."))

    def validate_levels(self, field: TextAreaField) -> None:
        """Each line says which marks it is about."""
        for number, line in enumerate(_lines(field.data), start=1):
            found = _LEVEL.fullmatch(line)
            if not found:
                raise ValidationError(
                    _("Строка %(number)d: начните с баллов, например «6–8: …».", number=number)
                )
            low, high = _bounds(found)
            if low > high or (self.maximum.data is not None and high > self.maximum.data):
                raise ValidationError(
                    _("Строка %(number)d: таких баллов у критерия нет.", number=number)
                )
            if len(found[3]) > 400:
                raise ValidationError(_("Строка %(number)d слишком длинная.", number=number))

    def preset(self) -> CriterionPreset:
        """What was typed, as the verbs take it."""
        levels = []
        for line in _lines(self.levels.data):
            found = _LEVEL.fullmatch(line)
            if found:
                levels.append(LevelPreset(*_bounds(found), found[3]))
        return CriterionPreset(
            title=self.title.data,
            maximum=self.maximum.data,
            step=self.step.data,
            weight=self.weight.data,
            levels=levels,
        )


def _span(lowest: Decimal, highest: Decimal) -> str:
    low, high = plain(lowest).replace(".", ","), plain(highest).replace(".", ",")
    return low if low == high else f"{low}–{high}"


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def _bounds(found: re.Match[str]) -> tuple[Decimal, Decimal]:
    low = Decimal(found[1].replace(",", "."))
    return low, Decimal(found[2].replace(",", ".")) if found[2] else low
