"""The forms of situations."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from eventkit.web.fields import Needed, stripped

LONGEST = {"title": 200, "topic": 100, "text": 4000}
"""Signs of each part of a situation."""


class CaseForm(FlaskForm):
    """A situation of the bank."""

    title = StringField(
        _l("Название"), [Needed(), Length(max=LONGEST["title"])], filters=[stripped]
    )
    topic = StringField(
        _l("Тема"),
        [Optional(), Length(max=LONGEST["topic"])],
        filters=[stripped],
        description=_l("Например: Родители."),
    )
    text = TextAreaField(
        _l("Ситуация"), [Needed(), Length(max=LONGEST["text"])], filters=[stripped]
    )


class TableForm(FlaskForm):
    """A spreadsheet of situations."""

    file = FileField(_l("Файл"), [Needed()])


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
