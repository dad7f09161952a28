"""The field for a team's code."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, Length


class CodeForm(FlaskForm):
    """The code on the team's card."""

    code = StringField(
        _l("Код команды"),
        description=_l("Восемь цифр с карточки команды."),
        validators=[
            InputRequired(_l("Введите код команды: восемь цифр с карточки.")),
            Length(max=40, message=_l("В коде восемь цифр.")),
        ],
    )
