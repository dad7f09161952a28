"""Forms of the scoring rules, one for each sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from eventkit.scoring.engine import ScoringRules
from eventkit.scoring.engine.rules import AGGREGATIONS
from eventkit.scoring.engine.step_reading import plain_steps
from eventkit.scoring.engine.step_templates import USUAL_PULL
from eventkit.scoring.engine.steps import Name
from eventkit.scoring.models import Criterion
from eventkit.scoring.ready_methods import OWN_STEPS, method_of, ready_methods
from eventkit.scoring.rule_words import tie_step, trial_titles
from eventkit.scoring.setup_queries import has_several_trials, plain, trials_of
from eventkit.web.fields import ExactField, Needed, WholeField, stripped

NEEDED = Needed()
TIE_STEPS = 5
BESIDE = ("paragraph", "reason", "csrf_token")
"""Fields of every rule that are no keys of the rules."""
_CLAUSE = re.compile(r"^(?:пункт|п\.?\s*п|п|clause)\b\.?\s*", re.IGNORECASE)


def bare_number(value: Any) -> Any:
    """«5.3» of «п. 5.3»: the words around it are said in the reader's language."""
    return _CLAUSE.sub("", value) if isinstance(value, str) else value


class RuleForm(FlaskForm):
    """A part of the rules. Names of fields are keys of the rules."""

    paragraph = StringField(
        _l("Пункт Положения"),
        [Length(max=20, message=_l("Слишком длинно: не больше %(max)d знаков."))],
        description=_l("Необязательно, например 5.3. Его назовут объяснения результатов."),
        filters=[stripped, bare_number],
    )
    reason = StringField(
        _l("Почему правило меняется"),
        [Length(max=500)],
        description=_l("Правила закреплены, поэтому причина войдёт в протокол."),
        filters=[stripped],
    )

    def load(self, rules: ScoringRules, criteria: Sequence[Criterion]) -> None:
        """Offer what the criteria allow and show the rules in force."""
        for name, value in rules.to_dict().items():
            if name in self and not self.is_submitted():
                self[name].data = typed(value)

    def changes(self) -> dict[str, Any]:
        """Keys of the rules with their new values."""
        values = {name: field.data for name, field in self._fields.items()}
        return {
            name: plain(value) if isinstance(value, Decimal) else value
            for name, value in values.items()
            if name not in BESIDE
        }


class SheetsRule(RuleForm):
    """How many jurors judge a work."""

    sheets_per_entry = WholeField(
        _l("Сколько членов жюри оценивают работу"),
        [Optional()],
        least=1,
        description=_l("Пусто – все, кому работа назначена."),
    )


class ValueRule(RuleForm):
    """How sheets become one number."""

    aggregation = RadioField(
        _l("Балл работы"),
        choices=[
            SelectChoice("mean_of_valid_sheets", _l("Среднее всех листов")),
            SelectChoice("median_of_valid_sheets", _l("Медиана листов")),
            SelectChoice(
                "trimmed_mean_of_valid_sheets", _l("Среднее без самого высокого и самого низкого")
            ),
            SelectChoice("sum_of_valid_sheets", _l("Сумма листов")),
            SelectChoice("two_plus_third", _l("Два чтения и третье, если они разошлись")),
        ],
    )
    trim_min_sheets = WholeField(
        _l("Крайние листы отбрасывают, если листов не меньше"), [Optional()], least=1
    )
    divergence_points = ExactField(_l("Листы разошлись, если разница в баллах от"), [Optional()])
    third_policy = RadioField(
        _l("Что делать с третьим чтением"),
        [Optional()],
        choices=[
            SelectChoice("third_is_final", _l("Третий лист становится баллом работы")),
            SelectChoice("closest_two", _l("Среднее третьего и ближайшего к нему")),
            SelectChoice("mean_of_three", _l("Среднее трёх")),
        ],
    )
    third_sees = RadioField(
        _l("Что видит третий член жюри"),
        [Optional()],
        default="nothing",
        choices=[
            SelectChoice("nothing", _l("Только работу, как и первые двое")),
            SelectChoice("totals", _l("Ещё и суммы двух листов, без имён")),
            SelectChoice("marks", _l("Ещё и оба листа по критериям, без имён")),
        ],
    )
    third_days = WholeField(
        _l("Сколько дней даётся на третье чтение"),
        [Optional()],
        least=1,
        description=_l("Пусто – до срока жюри. День, когда листы разошлись, не считается."),
    )

    clip_by = ExactField(
        _l("Насколько балл может отстоять от среднего, чтобы его не подтягивали"),
        [Optional()],
        default=Decimal(3),
    )

    def load(self, rules: ScoringRules, criteria: Sequence[Criterion]) -> None:
        """Offer the ready methods too, and one's own steps where the rules have them."""
        super().load(rules, criteria)
        self._several, self._in_places = has_several_trials(criteria), rules.overtime_in_places
        name, by = method_of(rules.steps, several_trials=self._several)
        ready = ready_methods(several_trials=self._several, by=Fraction(USUAL_PULL))
        added = [SelectChoice(method.name, method.title) for method in ready]
        if rules.steps and name == OWN_STEPS:
            added.append(SelectChoice(OWN_STEPS, _l("По своим шагам")))
        self.aggregation.choices = [*self.aggregation.choices, *added]
        if rules.steps and not self.is_submitted():
            self.aggregation.data = name
            self.clip_by.data = Decimal(by.numerator) / Decimal(by.denominator)

    def changes(self) -> dict[str, Any]:
        """A method of sheets, or the steps of a ready one; one's own steps stay as they are."""
        changes = super().changes()
        changes.pop("clip_by")
        chosen = changes.pop("aggregation")
        if chosen == OWN_STEPS:
            return changes
        if chosen in AGGREGATIONS:
            return changes | {"aggregation": chosen, "steps": None}
        by = Fraction(self.clip_by.data or USUAL_PULL)
        ready = ready_methods(several_trials=self._several, by=by, in_places=self._in_places)
        steps = next(method.steps for method in ready if method.name == chosen)
        return changes | {"steps": plain_steps(steps), "aggregation": None}


class TiesRule(RuleForm):
    """What is compared when works are equal, in order."""

    first = SelectField(_l("Сначала"))
    second = SelectField(_l("Потом"))
    third = SelectField(_l("Затем"))
    fourth = SelectField(_l("После этого"))
    fifth = SelectField(_l("В конце"))

    def load(self, rules: ScoringRules, criteria: Sequence[Criterion]) -> None:
        """Offer each criterion, sums of sheets and the chair."""
        titles = {criterion.code: criterion.title for criterion in criteria}
        known = [f"{criterion.code}_mean" for criterion in criteria]
        if has_several_trials(criteria):
            known += [f"{trial.code}_mean" for trial in trials_of(criteria)]
            titles |= trial_titles(criteria)
        if rules.steps:
            known += [step.name for step in rules.steps if isinstance(step, Name)]
            known.append("mean_total")
        if rules.time_limits:
            known.append("penalty_asc")
        known += ["median_total", "lowest_sheet", "chair_decision", "shared_place"]
        known += [breaker for breaker in rules.tie_break if breaker not in known]
        nothing = SelectChoice("", _l("– ничего –"))
        choices = [nothing, *(SelectChoice(name, tie_step(name, titles)) for name in known)]
        for place, field in enumerate(self.steps()):
            field.choices = choices
            if not self.is_submitted():
                field.data = rules.tie_break[place] if place < len(rules.tie_break) else ""

    def steps(self) -> list[SelectField]:
        """The selects in their order."""
        return [self.first, self.second, self.third, self.fourth, self.fifth]

    def changes(self) -> dict[str, Any]:
        """The list of comparisons."""
        return {"tie_break": [field.data for field in self.steps() if field.data]}


class PlacesRule(RuleForm):
    """How places are numbered after a shared one."""

    place_style = RadioField(
        _l("Места после поделённого"),
        choices=[
            SelectChoice("dense", _l("1, 1, 2: нумерация не прерывается")),
            SelectChoice("competition", _l("1, 1, 3: следующее место пропускается")),
            SelectChoice("range", _l("1–2, 1–2, 3: поделённое место пишется промежутком")),
        ],
    )


class DivergenceRule(RuleForm):
    """From which difference sheets of a work are shown as divergent."""

    divergence_points = ExactField(
        _l("Листы разошлись, если разница в баллах от"),
        [Optional()],
        description=_l("Пусто – не отмечать."),
    )


class JurorRule(RuleForm):
    """When a juror is called strict or lenient."""

    is_flagged = BooleanField(_l("Отмечать строгих и мягких членов жюри"))
    min_sheets = WholeField(_l("Если листов не меньше"), [Optional()], least=1)
    abs_mean_deviation = ExactField(
        _l("И среднее отличие от коллег в баллах не меньше"), [Optional()]
    )

    def load(self, rules: ScoringRules, criteria: Sequence[Criterion]) -> None:
        """Show the present bounds."""
        flag = rules.to_dict()["strict_judge_flag"]
        if not self.is_submitted() and isinstance(flag, dict):
            self.is_flagged.data = True
            self.min_sheets.data = flag["min_sheets"]
            self.abs_mean_deviation.data = typed(flag["abs_mean_deviation"])

    def changes(self) -> dict[str, Any]:
        """The flag as one object, or None."""
        if not self.is_flagged.data:
            return {"strict_judge_flag": None}
        deviation = self.abs_mean_deviation.data
        flag = {
            "min_sheets": self.min_sheets.data,
            "abs_mean_deviation": None if deviation is None else plain(deviation),
        }
        return {"strict_judge_flag": flag}


FORMS: dict[str, type[RuleForm]] = {
    "sheets": SheetsRule,
    "value": ValueRule,
    "ties": TiesRule,
    "places": PlacesRule,
    "divergence": DivergenceRule,
    "juror": JurorRule,
}


def typed(value: object) -> object:
    """A value of the rules as a field shows it: 9/2 as 4.5."""
    if isinstance(value, str) and re.fullmatch(r"\d+/\d+", value):
        top, bottom = value.split("/")
        return Decimal(top) / Decimal(bottom)
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value
