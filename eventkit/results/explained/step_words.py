"""Sentences about trials, steps of rules and recusals: how they made the value of a work."""

from __future__ import annotations

import json
from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.results.explained.telling import EQUAL, NEARLY, Params, Tell, Teller, is_exact, listed
from eventkit.scoring.engine.step_reading import read_steps
from eventkit.scoring.step_words import step_words
from eventkit.web.i18n import exact_words, number

MOST_NUMBERS = 12
"""So many numbers a sentence lists; more of them stand in the table of marks."""


def _recused(teller: Teller, about: Params) -> object:
    jurors = about["jurors"]
    names = [name for juror in jurors if (name := teller.juror(juror))]
    if names:
        return _("Не оценивали из-за конфликта интересов: %(names)s.", names=listed(names))
    return ngettext(
        "%(num)d член жюри не оценивал работу из-за конфликта интересов.",
        "%(num)d члена жюри не оценивали работу из-за конфликта интересов.",
        len(jurors),
    )


def _trial(teller: Teller, about: Params) -> object:
    return _("«%(title)s».", title=teller.trials.get(about["trial"], about["trial"]))


def _without_sheets(teller: Teller, about: Params) -> object:
    return _("Ни одного листа нет, испытание ничего не прибавляет.")


def _together(teller: Teller, about: Params) -> object:
    parts = [
        exact_words(value) if weight == 1 else f"{exact_words(value)} × {exact_words(weight)}"
        for value, weight in zip(about["values"], about["weights"], strict=True)
    ]
    is_shown = is_exact(about["value"], 2) and all(map(is_exact, about["values"]))
    told = {
        "parts": " + ".join(parts),
        "sign": EQUAL if is_shown else NEARLY,
        "value": number(about["value"]),
    }
    if about["by"] == "mean":
        return _("Вместе: (%(parts)s) / %(count)s %(sign)s %(value)s.", count=len(parts), **told)
    return _("Вместе: %(parts)s %(sign)s %(value)s.", **told)


def _marks(teller: Teller, about: Params) -> object:
    return _("Баллы: %(numbers)s.", numbers=_cells(teller, about)) if _is_short(about) else ""


def _step(teller: Teller, about: Params) -> object:
    (step,) = read_steps([json.loads(about["step"])])
    told = {"number": about["number"], "step": step_words(step)}
    if not _is_short(about):
        return _("Шаг %(number)s. %(step)s.", **told)
    return _("Шаг %(number)s. %(step)s: %(numbers)s.", numbers=_cells(teller, about), **told)


def _is_short(about: Params) -> bool:
    return len(about["values"]) <= MOST_NUMBERS


def _cells(teller: Teller, about: Params) -> str:
    """«Визитка: 41; 44; 38»: with the names of jurors where they may be told."""
    cells = (
        [
            (_label(teller, dict(zip(about["axes"], names.split("|"), strict=True))), value)
            for names, value in zip(about["names"], about["values"], strict=True)
        ]
        if about["axes"]
        else [("", value) for value in about["values"]]
    )
    if teller.is_discreet:  # no order tells who gave what
        cells.sort(key=lambda cell: (cell[0], -cell[1]))
    return "; ".join(" ".join(filter(None, (label, shown(value)))) for label, value in cells)


def _label(teller: Teller, names: dict[str, str]) -> str:
    told = (
        teller.trials.get(names.get("trial", ""), names.get("trial", "")),
        teller.criteria.get(names.get("criterion", ""), names.get("criterion", "")),
        teller.juror(names.get("juror")),
    )
    return ", ".join(filter(None, told))


def shown(value: Fraction) -> str:
    """An exact number, or one that says that it is rounded."""
    words = exact_words(value)
    return words if (value * 10**6).denominator == 1 else f"≈ {words}"


STEP_SENTENCES: dict[str, Tell] = {
    "recused": _recused,
    "trial": _trial,
    "trial_without_sheets": _without_sheets,
    "trials_together": _together,
    "marks_taken": _marks,
    "step": _step,
}
