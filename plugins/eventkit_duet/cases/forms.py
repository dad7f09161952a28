"""The forms of situations."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from eventkit.web.fields import Needed, stripped


class CaseForm(FlaskForm):
    """A situation of the bank."""

    title = StringField(_l("Название"), [Needed(), Length(max=200)], filters=[stripped])
    topic = StringField(
        _l("Тема"),
        [Optional(), Length(max=100)],
        filters=[stripped],
        description=_l("Например: Родители."),
    )
    text = TextAreaField(_l("Ситуация"), [Needed(), Length(max=4000)], filters=[stripped])


class ChooseForm(FlaskForm):
    """How long the situation is read."""

    minutes = IntegerField(
        _l("Минут на чтение"), [Needed(), NumberRange(0, 120, _l("От 0 до 120 минут."))]
    )


class DrawForm(FlaskForm):
    """A ticket drawn by hand."""

    number = IntegerField(
        _l("Номер билета"), [Optional(), NumberRange(1, 9999, _l("Номер билета – число от 1."))]
    )
