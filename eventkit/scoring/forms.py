"""Forms of the pages about sheets."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Length

from eventkit.web.fields import Needed


class RecusalForm(FlaskForm):
    """Why a juror cannot judge a work."""

    reason = TextAreaField(
        _l("Почему вы не можете судить эту работу"),
        [
            Needed(_l("Напишите причину: она нужна для протокола.")),
            Length(max=500, message=_l("Причина длиннее 500 знаков. Сократите её.")),
        ],
        description=_l("Например: узнал автора, это моя родственница. Видят только организаторы."),
    )


class ReasonForm(FlaskForm):
    """Why a sheet is returned or annulled, or a work taken away."""

    reason = StringField(
        _l("Причина"),
        [
            Needed(_l("Напишите причину: она войдёт в журнал.")),
            Length(max=500, message=_l("Причина длиннее 500 знаков. Сократите её.")),
        ],
    )


class ConflictForm(FlaskForm):
    """A conflict of interest that the organizer records."""

    juror_id = SelectField(_l("Член жюри"), coerce=int)
    code = StringField(_l("Шифр работы"), [Needed(_l("Укажите шифр работы, например Э-118."))])
    reason = TextAreaField(
        _l("Причина"),
        [
            Needed(_l("Напишите причину: она нужна для протокола.")),
            Length(max=500, message=_l("Причина длиннее 500 знаков. Сократите её.")),
        ],
    )


class AssignForm(FlaskForm):
    """One work for one juror, by hand."""

    juror_id = SelectField(_l("Член жюри"), coerce=int)
    code = StringField(_l("Шифр работы"), [Needed(_l("Укажите шифр работы, например Э-118."))])
