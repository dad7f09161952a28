"""Forms of the rules that most contests leave alone: trials, gaps, going on to the next stage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from eventkit.scoring.award_forms import AwardsRule
from eventkit.scoring.engine import ScoringRules
from eventkit.scoring.engine.rules import AGGREGATIONS
from eventkit.scoring.models import Criterion
from eventkit.scoring.rule_forms import FORMS, RuleForm, typed
from eventkit.scoring.rule_words import AWARDS
from eventkit.scoring.setup_queries import plain, trials_of
from eventkit.scoring.timing.forms import TimeRule, time_rule
from eventkit.web.fields import ExactField, WholeField

METHOD, WEIGHT, SHEETS = "method_", "weight_", "sheets_"
TITLES = {
    "mean_of_valid_sheets": _l("Среднее листов"),
    "median_of_valid_sheets": _l("Медиана листов"),
    "trimmed_mean_of_valid_sheets": _l("Среднее без крайних"),
    "sum_of_valid_sheets": _l("Сумма листов"),
    "two_plus_third": _l("Два чтения и третье"),
}


class TrialsRule(RuleForm):
    """How each trial is counted, what it weighs and how trials make the value of a work."""

    total_by = RadioField(
        _l("Балл работы"),
        choices=[
            SelectChoice("sum", _l("Сумма баллов за испытания")),
            SelectChoice("mean", _l("Среднее баллов за испытания")),
        ],
    )

    def load(self, rules: ScoringRules, criteria: Sequence[Criterion]) -> None:
        """Show how each trial is counted now."""
        if self.is_submitted():
            return
        self.total_by.data = rules.total_by
        data = rules.to_dict()
        for trial in trials_of(criteria):
            methods, weights = data.get("trial_methods", {}), data.get("trial_weights", {})
            assert isinstance(methods, dict)
            assert isinstance(weights, dict)
            self[METHOD + trial.code].data = methods.get(trial.code, "")
            self[WEIGHT + trial.code].data = typed(weights.get(trial.code))
            self[SHEETS + trial.code].data = rules.trial_sheets.get(trial.code)

    def changes(self) -> dict[str, Any]:
        """Methods, weights and numbers of sheets by the trial's code; what is empty is as usual."""
        methods: dict[str, str] = {}
        weights: dict[str, str] = {}
        sheets: dict[str, int] = {}
        for name, field in self._fields.items():
            if name.startswith(METHOD) and field.data:
                methods[name.removeprefix(METHOD)] = field.data
            elif name.startswith(WEIGHT) and field.data is not None:
                weights[name.removeprefix(WEIGHT)] = plain(field.data)
            elif name.startswith(SHEETS) and field.data is not None:
                sheets[name.removeprefix(SHEETS)] = field.data
        return {
            "total_by": self.total_by.data,
            "trial_methods": methods,
            "trial_weights": weights,
            "trial_sheets": sheets,
        }


class GapRule(RuleForm):
    """What a mark means that nobody gave."""

    gap = RadioField(
        _l("Если в отправленном листе нет балла"),
        choices=[
            SelectChoice("sheet_left_out", _l("Лист не учитывается, пока балл не поставлен")),
            SelectChoice("zero", _l("Балл считается нулём")),
        ],
        description=_l(
            "Пропуск – не ноль. Лист члена жюри с конфликтом интересов не учитывается в любом"
            " случае."
        ),
    )

    def load(self, rules: ScoringRules, criteria: Sequence[Criterion]) -> None:
        """Show the rule in force."""
        if not self.is_submitted():
            self.gap.data = rules.gap


class PromotionRule(RuleForm):
    """Who goes on to the next stage."""

    promoted_places = WholeField(
        _l("Проходят места до"),
        [Optional()],
        least=1,
        description=_l("Пусто – место не важно. Работы с общим местом проходят вместе."),
    )
    promoted_min_percent = ExactField(
        _l("И набрано не меньше, % наибольшего балла"),
        [Optional()],
        description=_l("Пусто – процент не важен."),
    )


PARTS: dict[str, type[RuleForm]] = FORMS | {
    AWARDS: AwardsRule,
    "trials": TrialsRule,
    "gap": GapRule,
    "promotion": PromotionRule,
    "time": TimeRule,
}


def form_of(part: str, criteria: Sequence[Criterion], *, has_jury: bool = True) -> RuleForm | None:
    """The form of a part of the rules; None for a part that this event does not have."""
    if not has_jury:
        return _places_alone() if part == AWARDS else None
    if part not in PARTS:
        return None
    if part == "time":
        return time_rule(criteria)()
    if part != "trials":
        return PARTS[part]()
    trials = trials_of(criteria)
    return _with_trials(criteria)() if len(trials) > 1 else None


def _places_alone() -> AwardsRule:
    form = AwardsRule()
    form.ask_places_alone()
    return form


def _with_trials(criteria: Sequence[Criterion]) -> type[TrialsRule]:
    """The form of trials with a method, a weight and a number of sheets for each."""
    choices = [SelectChoice("", _l("Как все испытания"))]
    choices += [SelectChoice(name, TITLES[name]) for name in AGGREGATIONS]
    fields: dict[str, Any] = {}
    for trial in trials_of(criteria):
        fields[METHOD + trial.code] = SelectField(
            _l("«%(title)s»: балл за испытание", title=trial.title), choices=choices, default=""
        )
        fields[WEIGHT + trial.code] = ExactField(
            _l("«%(title)s»: вес", title=trial.title),
            [Optional()],
            description=_l("Пусто – 1."),
        )
        fields[SHEETS + trial.code] = WholeField(
            _l("«%(title)s»: сколько членов жюри оценивают работу", title=trial.title),
            [Optional()],
            least=1,
            description=_l("Пусто – как сказано для всех работ."),
        )
    return type("EventTrialsRule", (TrialsRule,), fields)
