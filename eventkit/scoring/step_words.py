"""Steps of rules and what they met, in words, for a table on the screen and in a terminal."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _

from eventkit.scoring.engine import Reason
from eventkit.scoring.engine.comparing import Elect, Place, Points
from eventkit.scoring.engine.steps import (
    Clip,
    Combine,
    Drop,
    Group,
    Name,
    Penalty,
    Round,
    Step,
    Weight,
)
from eventkit.scoring.marks import shown


def step_words(step: Step) -> str:
    """One step as a short line: «Среднее: жюри»."""
    match step:
        case Round(digits=digits):
            return str(_("Округление до знаков после запятой: %(digits)d", digits=digits))
        case Weight(axis=axis):
            return str(_("Умножение на вес: %(axis)s", axis=axis_words(axis)))
        case Clip(over=over, by=by):
            return str(
                _("Поправка к среднему ± %(by)s: %(axis)s", by=shown(by), axis=axis_words(over))
            )
        case Drop(over=over, highest=highest, lowest=lowest):
            return str(
                _(
                    "Без самых высоких (%(highest)d) и самых низких (%(lowest)d): %(axis)s",
                    highest=highest,
                    lowest=lowest,
                    axis=axis_words(over),
                )
            )
        case Group(axis=axis, by=by):
            return str(_("%(how)s по частям: %(axis)s", how=_how(by), axis=axis_words(axis)))
        case Combine(over=over, by=by):
            return str(_("%(how)s: %(axis)s", how=_how(by), axis=axis_words(over)))
        case _:
            return _comparing_words(step)


def _comparing_words(step: Step) -> str:
    match step:
        case Place():
            return str(_("Места среди работ номинации"))
        case Points():
            return str(_("Баллы за места"))
        case Elect(by=by):
            return str(_("Общий порядок из порядков членов жюри: %(method)s", method=_election(by)))
        case Penalty():
            return str(_("Минус штрафы"))
        case Name(name=name):
            return str(_("Запомнено: %(name)s", name=name))
    raise TypeError(f"no words for {step!r}")


def axis_words(axis: str) -> str:
    """What a step works over."""
    return {
        "juror": str(_("жюри")),
        "criterion": str(_("критерии")),
        "trial": str(_("испытания")),
    }[axis]


def _how(by: str) -> str:
    return {
        "sum": str(_("Сумма")),
        "mean": str(_("Среднее")),
        "median": str(_("Медиана")),
        "highest": str(_("Наибольшее")),
        "lowest": str(_("Наименьшее")),
    }[by]


def _election(by: str) -> str:
    return {
        "borda": str(_("метод Борда")),
        "copeland": str(_("метод Копленда")),
        "schulze": str(_("метод Шульце")),
    }[by]


NOTES = (
    "too_few_to_drop",
    "weight_of_unknown",
    "incomplete",
    "partial_ballots",
    "tie_break_unknown",
)
"""What steps note, by its code."""


def note_words(note: Reason) -> str:
    """What a person should know about a count."""
    about: Mapping[str, object] = note.params
    match note.code:
        case "too_few_to_drop":
            return str(
                _(
                    "Где оценок %(numbers)s, ничего не отброшено: для этого нужно %(needed)s.",
                    **about,
                )
            )
        case "weight_of_unknown":
            return str(_("Вес задан для «%(name)s», а такого имени в оценках нет.", **about))
        case "incomplete":
            return str(
                _(
                    "Не посчитано: %(entry)s (%(of)s), нет оценок: %(missing)s.",
                    entry=about["entry"],
                    of=_listed(about["of"]),
                    missing=_listed(about["missing"]),
                )
            )
        case "partial_ballots":
            return str(_("Члены жюри оценили разное число работ: сравнивают только общие."))
        case "tie_break_unknown":
            return str(_("Равенство нечем разрешить по правилу «%(breaker)s»: нет чисел.", **about))
    raise ValueError(f"no words for {note.code}")


def _listed(names: object) -> str:
    assert isinstance(names, tuple)
    return ", ".join(str(name) for name in names if name) or "–"
