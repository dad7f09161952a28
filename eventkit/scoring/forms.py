"""Forms of the pages about sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_wtf import FlaskForm
from wtforms import Form, IntegerField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from eventkit.juries.models import Juror
from eventkit.web.fields import Needed


class ReasonForm(FlaskForm):
    """Why a sheet is returned or annulled, or a work taken away."""

    reason = StringField(
        _l("Причина"),
        [
            Needed(_l("Напишите причину: она войдёт в журнал.")),
            Length(max=500, message=_l("Причина длиннее 500 знаков. Сократите её.")),
        ],
    )


class HandThirdForm(FlaskForm):
    """Who reads a work third, and why if a begun sheet is taken from somebody."""

    juror_id = RadioField(
        _l("Кто прочитает"), [InputRequired(_l("Выберите члена жюри."))], coerce=int
    )
    reason = StringField(
        _l("Причина"),
        [Length(max=500, message=_l("Причина длиннее 500 знаков. Сократите её."))],
        description=_l("Начатый лист будет аннулирован. Причина войдёт в журнал."),
    )

    def offer(
        self, jurors: Sequence[Juror], loads: Mapping[int, int], *, needs_reason: bool
    ) -> None:
        """Let these be chosen, the least loaded first; ask why only where a sheet falls."""
        self.juror_id.choices = [
            SelectChoice(
                juror.id,
                ngettext(
                    "%(name)s, сейчас %(num)d работа",
                    "%(name)s, сейчас %(num)d работ",
                    loads.get(juror.id, 0),
                    name=juror.person.full_name,
                ),
            )
            for juror in jurors
        ]
        if not self.is_submitted() and jurors:
            self.juror_id.data = jurors[0].id
        if needs_reason:
            self.reason.validators = [
                Needed(_l("Напишите причину: она войдёт в журнал.")),
                *self.reason.validators,
            ]
        else:
            del self.reason


class MinutesForm(Form):
    """How long a sheet takes, to be looked at: nothing is kept."""

    minutes = IntegerField(
        _l("Минут на лист"),
        [Optional(), NumberRange(1, 600, message=_l("От 1 до 600 минут."))],
    )


class AssignForm(FlaskForm):
    """One work for one juror, by hand."""

    juror_id = SelectField(_l("Член жюри"), coerce=int)
    code = StringField(_l("Шифр работы"), [Needed(_l("Укажите шифр работы, например Э-118."))])
