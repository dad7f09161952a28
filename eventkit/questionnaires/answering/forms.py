"""Forms of answering beside the questionnaires themselves."""

from __future__ import annotations

from collections.abc import Collection

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from eventkit.questionnaires.answering.page import LONGEST_CODE
from eventkit.questionnaires.answering.showing import NOTHING

LONGEST_LIST = 20_000
EXTENT_WORDS = {
    NOTHING: _l("Ничего"),
    "levels": _l("Уровни"),
    "changes": _l("Уровни и что изменилось"),
}


class CodeForm(FlaskForm):
    """One's own code, to see or to delete what was answered under it."""

    code = StringField(
        _l("Ваш код"),
        [DataRequired(_l("Введите код.")), Length(max=LONGEST_CODE, message=_l("Слишком длинно."))],
        description=_l("Тот же, что вы составили, когда отвечали."),
    )


class ShownForm(FlaskForm):
    """How much of the own result stands in the portfolio."""

    extent = RadioField(_l("Что показать в портфолио"), validate_choice=False)

    def __init__(self, extents: Collection[str], shown: str) -> None:
        """Offer nothing or one of these; ``shown`` is what was chosen before."""
        words = {key: text for key, text in EXTENT_WORDS.items() if key in (NOTHING, *extents)}
        super().__init__(data={"extent": shown if shown in words else [*words][-1]})
        self.extent.choices = list(words.items())

    def validate_extent(self, field: RadioField) -> None:
        """One of those offered."""
        if field.data not in dict(field.choices or ()):
            raise ValidationError(_("Выберите из предложенного."))


class InviteForm(FlaskForm):
    """People by the addresses of their mail."""

    addresses = TextAreaField(
        _l("Адреса почты"),
        [
            DataRequired(_l("Вставьте хотя бы один адрес.")),
            Length(max=LONGEST_LIST, message=_l("Слишком длинно.")),
        ],
        description=_l("По одному в строке или через запятую: адреса людей из справочника."),
    )


class EmptyForm(FlaskForm):
    """Consent to deleting the answers of a wave."""

    sure = BooleanField(
        _l("Удалить навсегда: вернуть ответы будет нельзя"),
        [DataRequired(_l("Отметьте, что это решено."))],
    )
