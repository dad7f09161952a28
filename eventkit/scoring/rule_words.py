"""The scoring rules in sentences, for the screen that edits them and all that quote them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.events.models import Event
from eventkit.hooks import active_plugins
from eventkit.lazy import dataclass
from eventkit.scoring.award_words import prize_words, winner_words
from eventkit.scoring.engine import ScoringRules
from eventkit.scoring.engine.rules import criterion_of
from eventkit.scoring.models import Criterion
from eventkit.scoring.rule_part_words import (
    gap_words,
    one_win_words,
    promotes,
    promotion_words,
    trial_words,
)
from eventkit.scoring.setup_queries import criteria_of_event, trials_of
from eventkit.scoring.step_words import step_words
from eventkit.scoring.timing.words import time_words
from eventkit.web.i18n import exact_words

AWARDS = "awards"


@dataclass(frozen=True)
class RuleSentence:
    """One rule: the part of the form that edits it, its sentence and, for some, steps in order.

    A rare rule is folded away under «Особые правила».
    """

    part: str
    text: str
    steps: tuple[str, ...] = ()
    is_rare: bool = False


def sentences_of(event: Event, rules: ScoringRules) -> list[RuleSentence]:
    """The rules of an event; without a jury only what a place gives, the rest is the format's."""
    told = sentences(rules, criteria_of_event(event))
    has_jury = active_plugins().format_of(event).has_jury
    return told if has_jury else [one for one in told if one.part == AWARDS]


def sentences(rules: ScoringRules, criteria: Sequence[Criterion]) -> list[RuleSentence]:
    """All rules of an event as a regulation says them, the usual ones first."""
    titles = {criterion.code: criterion.title for criterion in criteria} | trial_titles(criteria)
    return [
        replace(rule, text=cited(rule.text, rules.paragraph(rule.part)))
        for rule in _sentences(rules, criteria, titles)
    ]


def _sentences(
    rules: ScoringRules, criteria: Sequence[Criterion], titles: Mapping[str, str]
) -> list[RuleSentence]:
    return [
        RuleSentence("sheets", _sheets(rules)),
        RuleSentence("value", _value(rules), tuple(map(step_words, rules.steps))),
        *_trials(rules, criteria),
        *(RuleSentence("value", text) for text in _third_reading(rules)),
        RuleSentence("time", *time_words(rules, criteria), is_rare=not rules.time_limits),
        RuleSentence("ties", _ties_intro(rules), _tie_steps(rules, titles)),
        RuleSentence(AWARDS, winner_words(rules)),
        RuleSentence(AWARDS, prize_words(rules)),
        *([RuleSentence(AWARDS, one_win_words())] if rules.one_win_per_person else []),
        RuleSentence("promotion", promotion_words(rules), is_rare=not promotes(rules)),
        RuleSentence("places", _places(rules), is_rare=True),
        RuleSentence("divergence", _divergence(rules), is_rare=True),
        RuleSentence("gap", gap_words(rules), is_rare=rules.gap == "sheet_left_out"),
        RuleSentence("juror", _juror(rules), is_rare=True),
    ]


def paragraph_words(paragraph: str) -> str:
    """«п. 5.3 Положения»; empty where no paragraph is named."""
    return str(_("п. %(paragraph)s Положения", paragraph=paragraph)) if paragraph else ""


def cited(text: str, paragraph: str) -> str:
    """A sentence with the paragraph it rests on, before its last stop."""
    if not paragraph:
        return text
    ending = text[-1] if text[-1:] in (".", ":") else ""
    return f"{text.removesuffix(ending)} ({paragraph_words(paragraph)}){ending}"


def points(value: Fraction) -> str:
    """«10 баллов», «4,5 балла» after «на» and «не меньше»."""
    # A broken number takes the form of two: «4,5 балла».
    count = int(value) if value.denominator == 1 else 2
    return str(ngettext("%(points)s балл", "%(points)s балла", count, points=exact_words(value)))


def trial_titles(criteria: Sequence[Criterion]) -> dict[str, str]:
    """What a trial's mean is called among tie-breakers, by its name there."""
    return {
        f"{trial.code}_mean": str(_("Балл за испытание «%(title)s»", title=trial.title))
        for trial in trials_of(criteria)
    }


def tie_step(breaker: str, titles: Mapping[str, str]) -> str:
    """What one tie-breaker compares, as a line of its own."""
    if breaker in titles:
        return titles[breaker]
    criterion = criterion_of(breaker)
    if criterion is not None:
        title = titles.get(criterion, criterion)
        return str(_("Средний балл по критерию «%(title)s»", title=title))
    return {
        "median_total": str(_("Медиана сумм листов")),
        "lowest_sheet": str(_("Самый низкий лист: у кого он выше")),
        "mean_total": str(_("Среднее листов")),
        "penalty_asc": str(_("Меньше снято за время")),
        "chair_decision": str(_("Решение председателя жюри")),
        "shared_place": str(_("Место делится, если так решил председатель")),
    }.get(breaker, breaker)


def _sheets(rules: ScoringRules) -> str:
    count = rules.sheets_per_entry
    if count is None:
        return str(_("Каждую работу оценивают все члены жюри, которым она назначена."))
    return str(
        ngettext(
            "Каждую работу оценивает %(num)d член жюри.",
            "Каждую работу оценивают %(num)d члена жюри.",
            count,
        )
    )


def _value(rules: ScoringRules) -> str:
    if rules.steps:
        return str(_("Балл работы считают по шагам:"))
    if rules.aggregation == "two_plus_third":
        return _two_readings(rules)
    if rules.aggregation == "trimmed_mean_of_valid_sheets":
        return str(
            ngettext(
                "Балл работы – среднее листов без самого высокого и самого низкого, если листов"
                " не меньше %(num)d; иначе – среднее всех листов.",
                "Балл работы – среднее листов без самого высокого и самого низкого, если листов"
                " не меньше %(num)d; иначе – среднее всех листов.",
                rules.trim_min_sheets,
            )
        )
    return {
        "mean_of_valid_sheets": str(_("Балл работы – среднее всех отправленных листов.")),
        "median_of_valid_sheets": str(
            _("Балл работы – медиана листов; при чётном их числе – среднее двух средних.")
        ),
        "sum_of_valid_sheets": str(_("Балл работы – сумма всех отправленных листов.")),
    }[rules.aggregation]


def _trials(rules: ScoringRules, criteria: Sequence[Criterion]) -> list[RuleSentence]:
    """How trials make the value, where there are several and the rules have no steps."""
    trials = trials_of(criteria)
    if len(trials) < 2 or rules.steps:
        return []
    if rules.total_by == "mean":
        text = _("Испытания считают отдельно; балл работы – среднее баллов за испытания:")
    else:
        text = _("Испытания считают отдельно; балл работы – сумма баллов за испытания:")
    return [RuleSentence("trials", str(text), tuple(trial_words(rules, trial) for trial in trials))]


def _two_readings(rules: ScoringRules) -> str:
    gap = points(rules.divergence_points or Fraction(0))
    return {
        "third_is_final": str(
            _(
                "Балл работы – среднее двух чтений. Если они разошлись на %(gap)s или больше,"
                " работу читает третий член жюри, и его лист становится баллом работы.",
                gap=gap,
            )
        ),
        "closest_two": str(
            _(
                "Балл работы – среднее двух чтений. Если они разошлись на %(gap)s или больше,"
                " работу читает третий член жюри; берётся среднее его листа и ближайшего к нему.",
                gap=gap,
            )
        ),
        "mean_of_three": str(
            _(
                "Балл работы – среднее двух чтений. Если они разошлись на %(gap)s или больше,"
                " работу читает третий член жюри; берётся среднее трёх листов.",
                gap=gap,
            )
        ),
    }[rules.third_policy or "mean_of_three"]


def _third_reading(rules: ScoringRules) -> list[str]:
    """What the third reader sees and how long it may take, where the rules ask for one."""
    if rules.aggregation != "two_plus_third":
        return []
    sees = {
        "nothing": _("Третий член жюри двух первых листов не видит."),
        "totals": _("Третий член жюри видит суммы двух первых листов, без имён."),
        "marks": _("Третий член жюри видит два первых листа по критериям, без имён."),
    }[rules.third_sees]
    if rules.third_days is None:
        return [str(sees)]
    days = ngettext(
        "На третье чтение даётся %(num)d день, даже если срок жюри раньше.",
        "На третье чтение даётся %(num)d дней, даже если срок жюри раньше.",
        rules.third_days,
    )
    return [str(sees), str(days)]


def _ties_intro(rules: ScoringRules) -> str:
    if not rules.tie_break:
        return str(_("При равенстве баллов место делится; дополнительных сравнений нет."))
    return str(_("При равенстве баллов сравнивают по порядку; у кого больше, тот выше:"))


def _tie_steps(rules: ScoringRules, titles: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(tie_step(breaker, titles) for breaker in rules.tie_break)


def _places(rules: ScoringRules) -> str:
    return {
        "dense": str(_("После поделённого места нумерация не прерывается: 1, 1, 2.")),
        "competition": str(_("После поделённого места следующее пропускается: 1, 1, 3.")),
        "range": str(_("Поделённое место пишется промежутком: 1–2, 1–2, 3.")),
    }[rules.place_style]


def _divergence(rules: ScoringRules) -> str:
    if rules.divergence_points is None:
        return str(_("Разошедшиеся листы отдельно не отмечаются."))
    return str(
        _(
            "Если листы одной работы разошлись на %(gap)s или больше, организатор увидит"
            " предупреждение.",
            gap=points(rules.divergence_points),
        )
    )


def _juror(rules: ScoringRules) -> str:
    flag = rules.strict_judge_flag
    if flag is None:
        return str(_("Строгие и мягкие члены жюри не отмечаются."))
    return str(
        ngettext(
            "Член жюри, у которого от %(num)d листа и который в среднем расходится с коллегами"
            " на %(gap)s или больше, отмечается как строгий или мягкий. На места это не влияет.",
            "Член жюри, у которого от %(num)d листов и который в среднем расходится с коллегами"
            " на %(gap)s или больше, отмечается как строгий или мягкий. На места это не влияет.",
            flag.min_sheets,
            gap=points(flag.abs_mean_deviation),
        )
    )
