"""Sentences about rules that most contests leave alone: trials, one win, going on, gaps."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.events.models import Trial
from eventkit.scoring.engine import ScoringRules
from eventkit.web.i18n import exact_words


def trial_words(rules: ScoringRules, trial: Trial) -> str:
    """How one trial is counted and what it weighs, after its name."""
    return str(_("«%(title)s»: %(how)s", title=trial.title, how=trial_manner(rules, trial)))


def trial_manner(rules: ScoringRules, trial: Trial) -> str:
    """How one trial is counted, what it weighs and how many judge it."""
    how = [method_words(rules.trial_methods.get(trial.code, rules.aggregation))]
    weight, sheets = rules.trial_weights.get(trial.code), rules.trial_sheets.get(trial.code)
    if weight is not None:
        how.append(str(_("вес %(weight)s", weight=exact_words(weight))))
    if sheets is not None:
        how.append(
            str(ngettext("оценивает %(num)d член жюри", "оценивают %(num)d члена жюри", sheets))
        )
    return ", ".join(how)


def method_words(aggregation: str) -> str:
    """A method of sheets in two words, for lists."""
    return {
        "mean_of_valid_sheets": str(_("среднее листов")),
        "median_of_valid_sheets": str(_("медиана листов")),
        "trimmed_mean_of_valid_sheets": str(_("среднее без крайних")),
        "sum_of_valid_sheets": str(_("сумма листов")),
        "two_plus_third": str(_("два чтения и третье")),
    }[aggregation]


def one_win_words() -> str:
    """What one win for each person means."""
    return str(
        _(
            "Победить можно только в одной номинации: кто первый в двух, остаётся победителем там,"
            " где процент выше, а другое первое место переходит к следующей работе."
        )
    )


def promotes(rules: ScoringRules) -> bool:
    """Whether anybody goes on to a next stage."""
    return rules.promoted_places is not None or rules.promoted_min_percent is not None


def promotion_words(rules: ScoringRules) -> str:
    """Who goes on to the next stage."""
    places, percent = rules.promoted_places, rules.promoted_min_percent
    if places is not None and percent is not None:
        return str(
            _(
                "На следующий этап проходят места до %(places)d-го, если набрано не меньше"
                " %(percent)s %% наибольшего балла.",
                places=places,
                percent=exact_words(percent),
            )
        )
    if places is not None:
        return str(_("На следующий этап проходят места до %(places)d-го.", places=places))
    if percent is not None:
        return str(
            _(
                "На следующий этап проходят все, кто набрал не меньше %(percent)s %% наибольшего"
                " балла.",
                percent=exact_words(percent),
            )
        )
    return str(_("На следующий этап никто не проходит: его нет."))


def gap_words(rules: ScoringRules) -> str:
    """What a mark means that nobody gave."""
    if rules.gap == "zero":
        return str(_("Если в отправленном листе нет балла, он считается нулём."))
    return str(_("Если в отправленном листе нет балла, лист не учитывается: пропуск – не ноль."))
