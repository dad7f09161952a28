"""Forms about conflicts of interest."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from eventkit.scoring.conflicts.words import DECIDERS, GROUNDS, RAISERS
from eventkit.web.fields import Needed

LONGEST = Length(max=500, message=_l("Причина длиннее 500 знаков. Сократите её."))


def _choices(words: Mapping[str, LazyString]) -> list[SelectChoice]:
    return [SelectChoice(name, label) for name, label in words.items()]


class RecusalForm(FlaskForm):
    """Why a juror cannot judge a work: one tap on a ground, or words."""

    ground = StringField(validators=[Optional()])
    reason = TextAreaField(
        _l("Другая причина"),
        [LONGEST],
        description=_l("Например: живу с автором в одном доме. Видят организаторы и председатель."),
    )

    def named(self) -> str:
        """The ground that was tapped; empty for an unknown one."""
        return self.ground.data if self.ground.data in GROUNDS else ""


class ConflictForm(FlaskForm):
    """A conflict of interest that the staff records: who says it and why."""

    juror_id = SelectField(_l("Член жюри"), coerce=int)
    code = StringField(_l("Шифр работы"), [Needed(_l("Укажите шифр работы, например Э-118."))])
    raised_by = SelectField(
        _l("Кто заявил"),
        choices=_choices(RAISERS),
        default="juror",
        description=_l("Отвод, который заявил участник, сначала решает председатель."),
    )
    ground = SelectField(
        _l("Основание"),
        choices=_choices(GROUNDS),
        default="other",
    )
    reason = TextAreaField(
        _l("Причина"), [Needed(_l("Напишите причину: она нужна для протокола.")), LONGEST]
    )


class DecisionForm(FlaskForm):
    """What is decided about a challenge; a refusal says why."""

    verdict = RadioField(
        _l("Решение"),
        [InputRequired(_l("Выберите решение."))],
        choices=[
            SelectChoice("accept", _l("Принять: работу судит другой")),
            SelectChoice("refuse", _l("Отклонить: работа остаётся у члена жюри")),
        ],
    )
    answer = TextAreaField(
        _l("Почему"), [LONGEST], description=_l("Прочитает член жюри. Не называйте автора.")
    )
    hand_on = BooleanField(_l("Сразу передать работу самому свободному члену жюри"), default=True)

    def validate_on_submit(self) -> bool:
        """A refusal without a reason does not pass."""
        if not super().validate_on_submit():
            return False
        if self.verdict.data == "refuse" and not (self.answer.data or "").strip():
            self.answer.errors = [_l("Напишите, почему отвод отклонён: член жюри это прочитает.")]
            return False
        return True


class DeciderForm(FlaskForm):
    """Whose word is enough for a recusal."""

    recusal_decider = RadioField(
        _l("О самоотводе решает"),
        [InputRequired(_l("Выберите, кто решает."))],
        choices=_choices(DECIDERS),
    )
