"""The scoring rules in sentences, for the screen that edits them and all that quote them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.scoring.engine import ScoringRules
from eventkit.scoring.engine.rules import criterion_of
from eventkit.scoring.models import Criterion
from eventkit.web.i18n import number


@dataclass(frozen=True)
class RuleSentence:
    """One rule: the part of the form that edits it, its sentence and, for some, steps in order.

    A rare rule is folded away under «Особые правила».
    """

    part: str
    text: str
    steps: tuple[str, ...] = ()
    is_rare: bool = False


def sentences(rules: ScoringRules, criteria: Sequence[Criterion]) -> list[RuleSentence]:
    """All rules of an event as a regulation says them, the usual ones first."""
    titles = {criterion.code: criterion.title for criterion in criteria}
    return [
        RuleSentence("sheets", _sheets(rules)),
        RuleSentence("value", _value(rules)),
        RuleSentence("ties", _ties_intro(rules), _tie_steps(rules, titles)),
        RuleSentence("awards", _winner(rules)),
        RuleSentence("awards", _prizes(rules)),
        RuleSentence("places", _places(rules), is_rare=True),
        RuleSentence("divergence", _divergence(rules), is_rare=True),
        RuleSentence("juror", _juror(rules), is_rare=True),
    ]


def exact_words(value: Fraction | int) -> str:
    """An exact number for a sentence: 75, 4,5; what has no end is rounded to two digits."""
    _over, under = value.as_integer_ratio()
    for digits in range(7):
        if 10**digits % under == 0:
            return number(value, digits)
    return number(value, 2)


def points(value: Fraction) -> str:
    """«10 баллов», «4,5 балла» after «на» and «не меньше»."""
    # A broken number takes the form of two: «4,5 балла».
    count = int(value) if value.denominator == 1 else 2
    return str(ngettext("%(points)s балл", "%(points)s балла", count, points=exact_words(value)))


def tie_step(breaker: str, titles: Mapping[str, str]) -> str:
    """What one tie-breaker compares, as a line of its own."""
    criterion = criterion_of(breaker)
    if criterion is not None:
        title = titles.get(criterion, criterion)
        return str(_("Средний балл по критерию «%(title)s»", title=title))
    return {
        "median_total": str(_("Медиана сумм листов")),
        "lowest_sheet": str(_("Самый низкий лист: у кого он выше")),
        "mean_total": str(_("Среднее листов")),
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


def _ties_intro(rules: ScoringRules) -> str:
    if not rules.tie_break:
        return str(_("При равенстве баллов место делится; дополнительных сравнений нет."))
    return str(_("При равенстве баллов сравнивают по порядку, больше – выше:"))


def _tie_steps(rules: ScoringRules, titles: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(tie_step(breaker, titles) for breaker in rules.tie_break)


def _winner(rules: ScoringRules) -> str:
    if rules.winner_min_percent is None:
        return str(_("Победитель – тот, кто занял первое место, с любым баллом."))
    return str(
        _(
            "Победитель – тот, кто занял первое место и набрал не меньше %(percent)s %%"
            " наибольшего балла.",
            percent=exact_words(rules.winner_min_percent),
        )
    )


def _prizes(rules: ScoringRules) -> str:
    last = rules.prize_max_rank
    if last < 2:
        return str(_("Призовых мест, кроме первого, нет."))
    if rules.prize_min_percent is None:
        return str(_("Призёры – места со второго по %(last)d-е, с любым баллом.", last=last))
    return str(
        _(
            "Призёры – места до %(last)d-го включительно, если набрано не меньше %(percent)s %%"
            " наибольшего балла.",
            last=last,
            percent=exact_words(rules.prize_min_percent),
        )
    )


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
