"""Forms of answering beside the questionnaires themselves."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from eventkit.questionnaires.answering.page import LONGEST_CODE

LONGEST_LIST = 20_000


class CodeForm(FlaskForm):
    """One's own code, to see or to delete what was answered under it."""

    code = StringField(
        _l("Ваш код"),
        [DataRequired(_l("Введите код.")), Length(max=LONGEST_CODE, message=_l("Слишком длинно."))],
        description=_l("Тот же, что вы составили, когда отвечали."),
    )


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
