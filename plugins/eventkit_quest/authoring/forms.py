"""Forms of the authoring pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Optional

from eventkit.web.fields import ExactField, Needed, WholeField, stripped
from eventkit_quest.authoring import notation
from eventkit_quest.authoring.words import ANSWER_KINDS, STATION_KINDS, WAYS
from eventkit_quest.engine.tasks import LONG, SHORT

PRICE = re.compile(r"^\d{1,6}(?:[.,]\d{1,6})?$", re.ASCII)


class Within(NumberRange):
    """A range; what is no number at all has been told already."""

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse a number outside."""
        if field.data is not None:
            super().__call__(form, field)


POSITIVE = Within(0, 10**6, _l("Не меньше нуля."))


def _choices(named: Mapping[str, Any]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in named.items()]


class GameForm(FlaskForm):
    """What the whole quest says: its story, its way, its rules."""

    legend = TextAreaField(
        _l("Легенда"),
        [Optional(), Length(max=LONG)],
        filters=[stripped],
        description=_l("История, которую команда прочтёт в начале."),
    )
    goal = TextAreaField(
        _l("Цель"),
        [Optional(), Length(max=LONG)],
        filters=[stripped],
        description=_l("К чему команда придёт, если преодолеет препятствия."),
    )
    ending = TextAreaField(
        _l("Финал"),
        [Optional(), Length(max=LONG)],
        filters=[stripped],
        description=_l("Что команда прочтёт, когда достигнет цели. Две-три строки."),
    )
    way = RadioField(_l("Как идут команды"), choices=_choices(WAYS), default="free")
    hint_cost = StringField(
        _l("Цена подсказок"),
        [Optional(), Length(max=100)],
        filters=[stripped],
        description=_l("По порядку через пробел: 1 2 3. Одно число – цена каждой."),
    )
    free_wrong_answers = WholeField(_l("Бесплатных неверных ответов"), [Optional(), POSITIVE])
    wrong_answer_cost = ExactField(_l("Каждый следующий неверный стоит"), [Optional(), POSITIVE])
    control_time_minutes = ExactField(
        _l("Контрольное время, минут"),
        [Optional(), POSITIVE],
        description=_l("Пусто – без контрольного времени."),
    )
    overtime_points = ExactField(
        _l("Минута сверх времени стоит"), [Optional(), POSITIVE], description=_l("Баллов.")
    )
    overtime_count = SelectField(
        _l("Минута считается"),
        choices=_choices({"started": _l("начатая"), "full": _l("полная")}),
        default="started",
    )
    overtime_limit_minutes = ExactField(
        _l("Опоздание больше – вне зачёта, минут"),
        [Optional(), POSITIVE],
        description=_l("Пусто – без предела."),
    )
    tie = SelectField(
        _l("При равных баллах выше тот, у кого"),
        choices=_choices(
            {
                "time_seconds_asc hints_asc": _l("меньше времени, потом меньше подсказок"),
                "hints_asc time_seconds_asc": _l("меньше подсказок, потом меньше времени"),
                "wrong_asc time_seconds_asc": _l("меньше ошибок, потом меньше времени"),
                "": _l("никто: место делят"),
            }
        ),
        default="time_seconds_asc hints_asc",
    )
    reason = StringField(
        _l("Почему правила меняются во время игры"),
        [Optional(), Length(max=500)],
        filters=[stripped],
        description=_l("Нужно, только если меняются баллы, цены или время: останется в журнале."),
    )

    def validate_hint_cost(self, field: Any) -> None:
        """Refuse prices that are no numbers."""
        for part in str(field.data or "").split():
            if not PRICE.match(part):
                raise ValidationError(
                    _("«%(part)s» – не цена. Напишите, например: 1 2 3.", part=part)
                )


class AnswerForm(Form):
    """One answer of a task; a block with nothing in it is passed over."""

    kind = SelectField(_l("Вид ответа"), choices=_choices({"": _l("– нет –")} | ANSWER_KINDS))
    label = StringField(
        _l("Вопрос"),
        [Optional(), Length(max=SHORT)],
        filters=[stripped],
        description=_l("Если у задания один ответ, можно не писать."),
    )
    text = TextAreaField(
        _l("Верные ответы или варианты"),
        # Optional would stop before validate_text, which asks for a line where there is a kind
        [Length(max=8000)],
        description=_l(
            "По одному на строке. Варианты: «+» перед верным. Порядок: строки в верном порядке."
            " Соответствие: слева = справа. Число: 3,14 ± 0,01."
        ),
    )

    def validate_text(self, field: Any) -> None:
        """Refuse lines from which no answer comes."""
        if self.kind.data:
            try:
                notation.read(self.kind.data, field.data or "", "a1")
            except ValueError as problem:
                raise ValidationError(str(problem)) from problem
        elif (field.data or "").strip():
            raise ValidationError(_("Выберите вид ответа."))


class HintForm(Form):
    """One hint; empty ones are passed over."""

    text = TextAreaField(_l("Подсказка"), [Length(max=2000)], filters=[stripped])
    price = ExactField(
        _l("Своя цена"), [Optional(), POSITIVE], description=_l("Пусто – как в правилах.")
    )

    def validate_text(self, field: Any) -> None:
        """A price has a hint."""
        if self.price.data is not None and not field.data:
            raise ValidationError(_("Напишите подсказку или уберите цену."))


class CriterionForm(Form):
    """What a host marks; empty ones are passed over."""

    title = StringField(_l("Критерий"), [Length(max=SHORT)], filters=[stripped])
    maximum = ExactField(_l("Наибольший балл"), [Optional(), POSITIVE])
    step = ExactField(_l("Шаг"), [Optional(), Within(0.001, 10**6, _l("Больше нуля."))])

    def validate_title(self, field: Any) -> None:
        """A criterion with a name has a largest mark, and the other way round."""
        if bool(field.data) != (self.maximum.data is not None):
            raise ValidationError(_("Нужны и название, и наибольший балл."))


class StationForm(FlaskForm):
    """A station: what stands in the way, what is asked, when it opens."""

    title = StringField(_l("Название"), [Needed(), Length(max=200)], filters=[stripped])
    kind = RadioField(_l("Как считаются баллы"), choices=_choices(STATION_KINDS), default="code")
    obstacle = TextAreaField(_l("Препятствие"), [Optional(), Length(max=LONG)], filters=[stripped])
    task = TextAreaField(_l("Задание"), [Optional(), Length(max=LONG)], filters=[stripped])
    link = StringField(
        _l("Ссылка на внешнее задание"),
        [Optional(), Length(max=500)],
        filters=[stripped],
        description=_l(
            "Например, на тест другого сайта. Результат команда впишет как ответ, или его"
            " принесёт таблица."
        ),
    )
    maximum = ExactField(_l("Баллы станции"), [Optional(), POSITIVE])
    per_question = ExactField(_l("За верный ответ викторины"), [Optional(), POSITIVE])
    bonus = ExactField(
        _l("Премия"),
        [Optional(), POSITIVE],
        description=_l("За решение с первого раза и без подсказок."),
    )
    answers = FieldList(FormField(AnswerForm), max_entries=20)
    criteria = FieldList(FormField(CriterionForm), max_entries=20)
    hints = FieldList(FormField(HintForm), max_entries=10)
    charge = SelectField(
        _l("Подсказка оплачивается"),
        choices=_choices({"at_once": _l("сразу"), "if_solved": _l("только если станция решена")}),
    )
    attempts = WholeField(_l("Попыток"), [Optional(), Within(1, 1000, _l("От 1 до 1000."))])
    lock_out_seconds = WholeField(
        _l("Пауза после ошибки, секунд"), [Optional(), Within(0, 3600, _l("До часа."))]
    )
    minutes = WholeField(
        _l("Время на станцию, минут"), [Optional(), Within(1, 1440, _l("До суток."))]
    )
    needed = WholeField(
        _l("Сколько из отмеченных достаточно"),
        [Optional(), Within(1, 100, _l("Не меньше одной."))],
        description=_l("Пусто – все."),
    )
    after_minutes = WholeField(
        _l("Не раньше минуты"), [Optional(), Within(0, 1440, _l("До суток."))]
    )
    at_score = ExactField(_l("Не раньше, чем команда наберёт баллов"), [Optional(), POSITIVE])
    is_goal = BooleanField(_l("Это цель квеста"))
    reason = StringField(
        _l("Почему баллы меняются во время игры"),
        [Optional(), Length(max=500)],
        filters=[stripped],
        description=_l("Нужно, только если меняется подсчёт: останется в журнале."),
    )

    ticked = 0
    """How many stations are ticked beside the form as those to wait for."""

    def validate_needed(self, field: Any) -> None:
        """Refuse to wait for more stations than are ticked."""
        if field.data is not None and field.data > self.ticked:
            raise ValidationError(_("Отмечено станций: %(count)s.", count=self.ticked))

    def validate_link(self, field: Any) -> None:
        """Refuse what leads to no site."""
        if field.data and not field.data.startswith(("http://", "https://")):
            raise ValidationError(_("Ссылка начинается с https:// или http://."))


class PictureForm(FlaskForm):
    """The map's picture."""

    picture = FileField(_l("Картинка карты"), [Optional()])
    alt = TextAreaField(
        _l("Описание карты словами"),
        [Optional(), Length(max=2000)],
        filters=[stripped],
        description=_l("Для тех, кто карту не видит."),
    )


class FileForm(FlaskForm):
    """A file from outside: a whole quest or a table of questions."""

    file = FileField(_l("Файл"), [Needed()])


class TeamForm(FlaskForm):
    """A team that the organizer names."""

    title = StringField(_l("Название команды"), [Needed(), Length(max=200)], filters=[stripped])
    organization = StringField(_l("Школа"), [Optional(), Length(max=300)], filters=[stripped])
    members = TextAreaField(
        _l("Участники"),
        [Optional(), Length(max=4000)],
        description=_l("Фамилия Имя Отчество, каждый на своей строке."),
    )


class TeamsForm(FlaskForm):
    """Several teams at once."""

    teams = TextAreaField(
        _l("Команды"),
        [Needed(), Length(max=8000)],
        description=_l("Каждая на своей строке. Школу можно добавить через точку с запятой."),
    )
