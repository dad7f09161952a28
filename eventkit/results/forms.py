"""Forms of the results room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import (
    Field,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from eventkit.results.what_if.asking import Question
from eventkit.scoring.models import Criterion
from eventkit.web.fields import DayField, ExactField, Needed, stripped

NEEDED = Needed()


class DecisionForm(FlaskForm):
    """What the chair decided about a nomination."""

    kind = RadioField(
        _l("Что решено"),
        choices=[
            SelectChoice("shared_place", _l("Разделить место")),
            SelectChoice("order", _l("Расставить по местам")),
            SelectChoice("no_award", _l("Первое место не присуждать")),
            SelectChoice("special_prize", _l("Присудить специальный приз")),
            SelectChoice("late_recusal", _l("Принять поздний самоотвод члена жюри")),
        ],
        validators=[Needed(_l("Выберите, что решило жюри."))],
    )
    entry_codes = StringField(
        _l("Шифры работ"),
        [Length(max=400, message=_l("Слишком длинно: не больше %(max)d знаков."))],
        description=_l("Через запятую. Если места расставлены, первой – лучшая."),
        filters=[stripped],
    )
    juror = SelectField(
        _l("Член жюри"),
        [Optional()],
        description=_l("Только для самоотвода: его листы названных работ будут аннулированы."),
    )
    text = TextAreaField(
        _l("Решение словами"),
        [NEEDED, Length(max=2000, message=_l("Слишком длинно: не больше %(max)d знаков."))],
        description=_l("Войдёт в протокол, например: «Первое место разделить»."),
        filters=[stripped],
    )
    protocol_number = StringField(
        _l("Номер протокола"),
        [Length(max=40, message=_l("Слишком длинно: не больше %(max)d знаков."))],
        filters=[stripped],
    )
    decided_on = DayField(_l("Дата решения"), [NEEDED])

    def offer(self, jurors: Mapping[str, str]) -> None:
        """The members of the jury by their ids, with their names."""
        rows = [SelectChoice(key, name) for key, name in jurors.items()]
        self.juror.choices = [SelectChoice("", _l("Не выбран")), *rows]

    def codes(self) -> list[str]:
        """The codes typed, in their order."""
        typed = (self.entry_codes.data or "").replace(";", ",")
        return [code for part in typed.split(",") if (code := part.strip())]


class ReasonForm(FlaskForm):
    """Why something is done, for the journal."""

    reason = StringField(
        _l("Причина"),
        [NEEDED, Length(max=400, message=_l("Слишком длинно: не больше %(max)d знаков."))],
        description=_l("Останется в журнале."),
        filters=[stripped],
    )


class WhatIfForm(FlaskForm):
    """What to count otherwise. It is asked by the address, so it changes nothing."""

    class Meta:
        """Nothing is changed, so nothing has to be protected."""

        csrf = False

    without = SelectMultipleField(
        _l("Без листов члена жюри"), widget=ListWidget(), option_widget=CheckboxInput()
    )
    aggregation = RadioField(_l("Способ подсчёта"), default="")
    weights: ClassVar[dict[str, str]] = {}
    """The fields of weights by their criteria."""

    @classmethod
    def of(cls, criteria: Sequence[Criterion], typed: MultiDict[str, str]) -> WhatIfForm:
        """A form with a field for the weight of each criterion."""
        names = {c.code: f"weight{c.id}" for c in criteria}
        fields = {names[c.code]: ExactField(c.title, default=c.weight) for c in criteria}
        made: WhatIfForm = type("WhatIf", (cls,), {**fields, "weights": names})(formdata=typed)
        for weight in made.weight_fields():
            if not weight.raw_data:  # not asked about: the criterion's own
                weight.data = weight.default
        return made

    def weight_fields(self) -> list[Field]:
        """The fields of weights in the order of the criteria."""
        return [self[name] for name in self.weights.values()]

    def validate(self, extra_validators: object = None) -> bool:
        """A weight is a number above 0."""
        fine: bool = super().validate(extra_validators)
        for weight in self.weight_fields():
            if weight.data is not None and weight.data <= 0:
                weight.errors = [_("Вес должен быть больше нуля; обычный вес – 1.")]
                fine = False
        return fine

    def question(self, criteria: Sequence[Criterion]) -> Question:
        """What is asked; a weight that is not typed or is the criterion's own asks nothing."""
        typed = {c.code: self[self.weights[c.code]].data for c in criteria}
        return Question(
            without=frozenset(self.without.data or ()),
            aggregation=self.aggregation.data or "",
            weights={
                c.code: Fraction(typed[c.code])
                for c in criteria
                if typed[c.code] is not None and typed[c.code] != c.weight
            },
        )


class DisclosureForm(FlaskForm):
    """What an author sees of the sheets."""

    author_sees = RadioField(
        _l("Что участник увидит о листах жюри"),
        choices=[
            SelectChoice("means", _l("Средние по критериям")),
            SelectChoice("totals", _l("Средние по критериям и сумму каждого листа, без имён")),
            SelectChoice("marks", _l("Каждый балл по критериям, без имён членов жюри")),
            SelectChoice("names", _l("Каждый балл по критериям с именем члена жюри")),
        ],
        validators=[Needed(_l("Выберите, что показать."))],
    )


class PublishForm(FlaskForm):
    """Publication: the number that the protocol bears."""

    protocol_number = StringField(
        _l("Номер протокола"),
        [NEEDED, Length(max=40, message=_l("Слишком длинно: не больше %(max)d знаков."))],
        filters=[stripped],
    )
