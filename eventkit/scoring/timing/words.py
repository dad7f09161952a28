"""Sentences about time: the limits, what time beyond them costs."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.scoring.engine import ScoringRules
from eventkit.scoring.engine.overtime import OvertimeRule
from eventkit.scoring.models import Criterion
from eventkit.scoring.timing.queries import limited_trials
from eventkit.web.i18n import duration, exact_words

MINUTE = 60


def time_words(rules: ScoringRules, criteria: Sequence[Criterion]) -> tuple[str, tuple[str, ...]]:
    """What time costs, and the limit of each trial that has one, as lines of their own."""
    limited = limited_trials(rules, criteria)
    if not limited:
        return str(_("Время выступления не ограничено.")), ()
    cost = overtime_words(rules.overtime)
    if rules.overtime_in_places:
        cost = f"{cost} {in_places_words()}"
    if len(limited) == 1:
        limit = duration(limited[0][1])
        return str(_("На выступление даётся %(limit)s. %(cost)s", limit=limit, cost=cost)), ()
    lines = tuple(
        str(_("«%(title)s»: %(limit)s", title=trial.title, limit=duration(limit)))
        for trial, limit in limited
    )
    return str(_("Время выступлений ограничено. %(cost)s", cost=cost)), lines


def overtime_words(rule: OvertimeRule) -> str:
    """«За каждую полную минуту сверх регламента снимают 1 балл.»"""
    told = [
        str(_("За %(unit)s сверх регламента снимают %(points)s.", unit=_unit(rule), points=points))
        for points in [points_words(rule.points)]
    ]
    if rule.grace_seconds:
        grace = duration(rule.grace_seconds)
        told.append(
            str(_("Первые %(grace)s прощают; дольше – считают от самого регламента.", grace=grace))
        )
    if rule.max_points is not None:
        most = points_words(rule.max_points)
        told.append(str(_("За одно испытание снимают не больше %(most)s.", most=most)))
    return " ".join(told)


def in_places_words() -> str:
    """That places of jurors know of time."""
    return str(_("Баллы за время вычитают и из суммы каждого члена жюри, когда сравнивают места."))


def points_words(points: Fraction) -> str:
    """«1 балл», «1,5 балла»."""
    words, count = exact_words(points), points_count(points)
    return str(ngettext("%(points)s балл", "%(points)s балла", count, points=words))


def points_count(points: Fraction) -> int:
    """The number that words beside points agree with: a fraction counts like two."""
    return int(points) if points.denominator == 1 else 2


def _unit(rule: OvertimeRule) -> str:
    if rule.unit_seconds == MINUTE:
        return str(
            _("каждую полную минуту") if rule.count == "full" else _("каждую начатую минуту")
        )
    unit = duration(rule.unit_seconds)
    if rule.count == "full":
        return str(_("каждые полные %(unit)s", unit=unit))
    return str(_("каждые начатые %(unit)s", unit=unit))
