"""Forms of the pages about paper sheets."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from eventkit.juries.models import Juror
from eventkit.web.fields import Needed, stripped


class DecisionForm(FlaskForm):
    """Which marks are right: those on paper, or those on the screen."""

    choice = RadioField(
        _l("Какие баллы верны"),
        [InputRequired(_l("Выберите, какие баллы верны."))],
        choices=[
            SelectChoice("paper", _l("С бумаги: внести их в лист")),
            SelectChoice("screen", _l("С экрана: оставить лист как есть")),
        ],
    )
    reason = StringField(
        _l("Причина"),
        [
            Needed(_l("Напишите причину: она войдёт в журнал.")),
            Length(max=500, message=_l("Причина длиннее 500 знаков. Сократите её.")),
        ],
    )


class TwiceForm(FlaskForm):
    """Whether sheets from paper are typed in by two people."""

    twice = BooleanField(
        _l("С бумаги вводят дважды"),
        description=_l(
            "Второй человек вводит тот же лист, не видя первого ввода. Баллы засчитываются, "
            "когда оба ввода совпали."
        ),
    )


class PrintForm(FlaskForm):
    """Which sheets to print, and whether with their marks."""

    class Meta:
        """The form only chooses what to read."""

        csrf = False

    juror = SelectField(_l("Кому"), coerce=int, default=0)
    codes = StringField(
        _l("Шифры работ"),
        [Length(max=4000, message=_l("Слишком много шифров. Разделите их на части."))],
        filters=[stripped],
        description=_l("Через запятую, например Э-118, Э-119. Пусто – все работы."),
    )
    owed = BooleanField(_l("Только те, что ещё не отправлены"))
    filled = RadioField(
        _l("Что в листах"),
        choices=[
            SelectChoice("", _l("Пустые, для заполнения")),
            SelectChoice("1", _l("С баллами, которые уже стоят")),
        ],
        default="",
    )

    def offer(self, jurors: Sequence[Juror]) -> None:
        """Let one of these be chosen, or all."""
        everybody = SelectChoice(0, _("Всему жюри"))
        people = [SelectChoice(juror.id, juror.person.full_name) for juror in jurors]
        self.juror.choices = [everybody, *people]
