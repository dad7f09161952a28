"""Contradictions and mistakes in rules, in words for the one who sets them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventkit.scoring.engine import Reason, RulesError, ScoringRules, contradictions
from eventkit.scoring.engine.rules import MOST_DAYS
from eventkit.scoring.models import Criterion
from eventkit.scoring.rule_words import tie_step, trial_titles
from eventkit.scoring.setup_queries import criterion_specs
from eventkit.web.i18n import exact_words


def warnings_about(
    rules: ScoringRules, criteria: Sequence[Criterion], jurors: int | None = None
) -> list[str]:
    """What cannot all be meant, as sentences; ``jurors`` is their number where it is known."""
    titles = {criterion.code: criterion.title for criterion in criteria} | trial_titles(criteria)
    found = contradictions(rules, criterion_specs(criteria), jurors)
    return [warning_words(reason, titles) for reason in found]


def warning_words(reason: Reason, titles: Mapping[str, str]) -> str:
    """One contradiction as a sentence that says what to do."""
    about = {name: _shown(name, value, titles) for name, value in reason.params.items()}
    return str(_TEXTS[reason.code]) % about


def mistake_words(mistake: RulesError) -> str:
    """A rule that cannot be meant at all, as a message at its field."""
    if mistake.code == "too_large" and mistake.key.endswith("digits"):
        return str(_("Больше 12 знаков после запятой не бывает."))
    if mistake.key == "third_days" and mistake.code == "too_large":
        return str(_("Не больше %(most)d дней.", most=MOST_DAYS))
    if mistake.key.startswith("overtime_rule") and mistake.code == "too_small":
        return str(_("Отрезок не бывает короче секунды, а баллы – меньше нуля."))
    return {
        "required": str(_("С этим способом подсчёта это число обязательно.")),
        "not_a_number": str(_("Напишите число, например 5 или 4,5.")),
        "not_whole": str(_("Напишите целое число.")),
        "too_small": str(_("Число слишком маленькое.")),
        "too_large": str(_("Процент не бывает больше 100.")),
        "repeated": str(_("Одно и то же сравнение стоит дважды.")),
        "not_a_choice": str(_("Выберите из списка.")),
    }.get(mistake.code, str(_("Это правило записано с ошибкой.")))


def problem_words(problem: str) -> str:
    """Why steps cannot be run (see `steps_problem`)."""
    return {
        "axis": str(
            _(
                "После этих шагов у работы остаётся несколько чисел. Добавьте шаг, который сводит"
                " их в одно: по критериям, по жюри или по испытаниям."
            )
        ),
        "group": str(
            _(
                "Критерий не попал ни в одну часть. Назовите его в какой-то из них или напишите,"
                " в какую часть идут остальные."
            )
        ),
        "order": str(
            _("Шаги стоят в таком порядке, в котором их не выполнить: чего-то уже или ещё нет.")
        ),
    }[problem]


def _shown(name: str, value: object, titles: Mapping[str, str]) -> str:
    if name in ("breaker", "after"):
        return tie_step(str(value), titles)
    if name == "problem":
        return problem_words(str(value))
    if name == "criterion":
        return titles.get(str(value), str(value))
    return exact_words(value) if isinstance(value, Fraction) else str(value)


# Formatted when shown: the lazy texts keep their placeholders.
_TEXTS = {
    "tie_break_unknown_criterion": _l(
        "Равенство решает критерий «%(criterion)s», которого нет. Выберите другой."
    ),
    "tie_break_never_reached": _l(
        "До сравнения «%(breaker)s» дело не дойдёт: перед ним стоит «%(after)s»."
    ),
    "shared_place_needs_decision": _l(
        "Место делит председатель, а его решения в списке нет. Добавьте «Решение председателя"
        " жюри»."
    ),
    "winner_threshold_below_prize": _l(
        "Порог победителя ниже порога призёра: первое место может остаться без диплома призёра."
    ),
    "no_prize_places": _l("Награждается только первое место."),
    "more_places_than_degrees": _l(
        "Награждаются места до %(prize_max_rank)s-го, а степеней диплома три."
    ),
    "tie_break_never_decides": _l(
        "Сравнение «%(breaker)s» ничего не решит: у работ с равным баллом оно всегда равно."
    ),
    "trim_leaves_one": _l(
        "Листов %(sheets)s: если отбросить самый высокий и самый низкий, останется один, и балл"
        " работы решит один член жюри."
    ),
    "rule_of_unknown_trial": _l("Есть правило для испытания «%(trial)s», которого нет."),
    "weights_do_not_add_up": _l("Веса похожи на доли, но в сумме дают %(sum)s, а не %(whole)s."),
    "steps_lead_nowhere": _l("%(problem)s"),
    "criterion_weights_unused": _l(
        "У критериев есть веса, а среди шагов нет умножения на вес: веса ничего не решают."
    ),
    "penalties_unused": _l(
        "Время выступлений ограничено, а среди шагов нет «Вычесть штрафы»: за время ничего не"
        " снимут."
    ),
    "percent_of_places": _l(
        "По местам нельзя сказать, сколько процентов набрано: порог в процентах никто не пройдёт."
        " Уберите порог или считайте по баллам."
    ),
    "places_of_partial_panels": _l(
        "Места каждого члена жюри складывают, а работу оценивают не все (листов на работу"
        " %(sheets)s): место зависит от того, кому какие работы достались."
    ),
    "trim_never": _l(
        "Крайние листы не отбросят никогда: на работу приходится %(sheets)s, а нужно %(needed)s."
    ),
    "trim_leaves_nothing": _l(
        "Крайние листы отбрасывают уже от %(needed)s: после этого ничего не остаётся."
    ),
    "two_readings_need_two_sheets": _l(
        "Для двух чтений нужно не меньше двух листов на работу, а назначается %(sheets)s."
    ),
    "third_reading_needs_jurors": _l(
        "Для третьего чтения нужно членов жюри: %(needed)s. Сейчас их %(jurors)s."
    ),
    "too_few_jurors": _l("На каждую работу нужно листов: %(needed)s, а членов жюри %(jurors)s."),
    "no_criteria": _l("Нет ни одного критерия: жюри нечего оценивать."),
    "divergence_never": _l("Листы не могут разойтись на %(points)s: это больше наибольшего балла."),
    "divergence_always": _l("Порог расхождения 0: разошедшимися окажутся все листы."),
    "criterion_impossible": _l("По критерию «%(criterion)s» нельзя поставить ни одного балла."),
    "maximum_off_step": _l("Наибольший балл критерия «%(criterion)s» не кратен шагу."),
    "criterion_without_weight": _l("Вес критерия «%(criterion)s» равен нулю: он ничего не решает."),
}
