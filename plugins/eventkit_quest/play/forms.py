"""The field for a team's code."""

from __future__ import annotations

import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, Length

TEAM_NUMBER = re.compile(r"^[^\W\d_]{1,4}[\s-]*\d{1,4}$")
"""«К5»: by what hosts and papers name a team; it opens no door."""


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


def wrong_code(typed: str) -> str:
    """What is said of a code that opens nothing; it tells nothing of the teams that there are."""
    if TEAM_NUMBER.match(typed.strip()):
        return str(_("Это номер команды. Код – восемь цифр на карточке."))
    return str(_("Такого кода нет. Проверьте цифры на карточке команды."))
