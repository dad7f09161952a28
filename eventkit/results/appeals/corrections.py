"""What decided appeals did to sheets and times, as pages and papers tell it."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from eventkit.results.appeals.models import Appeal
from eventkit.results.appeals.queries import jurors_of_sheets
from eventkit.scoring.setup_queries import criteria_of_event
from eventkit.web.i18n import duration


def corrections_of(appeal: Appeal) -> list[dict[str, str]]:
    """What the decision did to the sheets, with names of jurors and criteria."""
    criteria = {c.code: c.title for c in criteria_of_event(appeal.event)}
    trials = {trial.code: trial.title for trial in appeal.event.trials}
    sheets = [one["sheet"] for one in appeal.corrections if "sheet" in one]
    jurors = jurors_of_sheets(sheets)
    return [
        _time_corrected(one, trials)
        if "trial" in one
        else {
            "trial": "",
            "juror": jurors.get(one["sheet"], ""),
            "criterion": criteria.get(one.get("criterion", ""), ""),
            "before": str(one.get("before", "")).replace(".", ","),
            "after": str(one.get("after", "")).replace(".", ","),
        }
        for one in appeal.corrections
    ]


def _time_corrected(one: dict[str, Any], trials: dict[str, str]) -> dict[str, str]:
    """What a decision did to the time of a performance."""
    before = "–" if one["before"] is None else duration(one["before"])
    after = duration(one["after"])
    return {"trial": trials.get(one["trial"], ""), "before": before, "after": after}


def correction_words(appeal: Appeal) -> list[str]:
    """Each correction in one clause: «Иванов И. И., «Стиль»: было 3, стало 4»."""
    return [_words(one) for one in corrections_of(appeal)]


def _words(one: dict[str, str]) -> str:
    if one["trial"]:
        words = _("время, «%(trial)s»: было %(before)s, стало %(after)s", **one)
    elif not one["criterion"]:
        words = _("лист аннулирован: %(juror)s", **one)
    else:
        words = _("%(juror)s, «%(criterion)s»: было %(before)s, стало %(after)s", **one)
    return str(words)
