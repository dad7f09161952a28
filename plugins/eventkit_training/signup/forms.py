"""What a training asks in the application: who one is, and the pair if there is one."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from eventkit.web.fields import Needed, stripped


class PartForm(FlaskForm):
    """Young teacher, mentor or neither; the other one of the pair by name."""

    role = RadioField(
        _l("Кто вы"),
        [Needed(_l("Выберите, кто вы."))],
        choices=[
            SelectChoice("young", _l("Молодой педагог")),
            SelectChoice("mentor", _l("Наставник")),
            SelectChoice("other", _l("Другой участник")),
        ],
    )
    partner = StringField(
        _l("Ваша пара"),
        [Length(max=200, message=_l("Не длиннее 200 знаков."))],
        filters=[stripped],
        description=_l(
            "Фамилия, имя и отчество наставника или подопечного, если он тоже придёт. Когда оба"
            " назовут друг друга, на занятия можно записаться вместе."
        ),
    )
