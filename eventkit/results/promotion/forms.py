"""The form of a decision about who goes on."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from eventkit.results.promotion.standing import Preliminary
from eventkit.web.fields import stripped

ALL, CHOSEN = "all", "chosen"


class PromotionForm(FlaskForm):
    """What becomes of works that are equal at the line, and why."""

    how = RadioField(
        _l("Работы с равным баллом на черте"),
        choices=[
            SelectChoice(ALL, _l("Проходят все равные")),
            SelectChoice(CHOSEN, _l("Решил председатель: проходят отмеченные")),
        ],
        default=ALL,
    )
    going = SelectMultipleField(
        _l("Кто из равных проходит"),
        coerce=int,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    reason = TextAreaField(
        _l("Решение и его причина"),
        [Length(max=1000, message=_l("Слишком длинно: не больше %(max)d знаков."))],
        filters=[stripped],
    )
    digest = HiddenField()

    def offer(self, standing: Preliminary) -> None:
        """The works at the line; without any there is nothing to choose."""
        self.digest.data = self.digest.data or standing.digest
        self.going.choices = [SelectChoice(r.entry.id, r.entry.code or "") for r in standing.tied]
        if not standing.tied:
            del self.how
            del self.going

    @property
    def chosen(self) -> set[int] | None:
        """The works that the chair decided for; None when all that are equal go on."""
        if "going" not in self or self.how.data != CHOSEN:
            return None
        return set(self.going.data or ())

    def validate_going(self, field: Any) -> None:
        """A decision of the chair tells the equal apart: some go on, and not all of them."""
        if self.how.data != CHOSEN:
            return
        if not field.data:
            raise ValidationError(_("Отметьте, какие из равных работ проходят."))
        if len(set(field.data)) == len(field.choices):
            raise ValidationError(_("Отмечены все. Выберите «Проходят все равные»."))
