"""What the room of scoring answers to hooks as a built-in plugin."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from eventkit.hooks import Panel, active_plugins, hookimpl
from eventkit.juries.models import Juror
from eventkit.scoring.calibration.attempt import list_panel
from eventkit.scoring.conflicts.panel import recusals_panel
from eventkit.scoring.rule_words import sentences
from eventkit.scoring.setup_queries import criteria_of_event, current_rules, largest_total
from eventkit.scoring.trial_words import round_sentences


@hookimpl
def eventkit_panels(place: str, subject: Any) -> list[Panel]:
    """Criteria and rules are a part of each regulation; what stands in a juror's list."""
    if place == "jury.tasks":
        return [*_samples(subject), *recusals_panel(subject)]
    if place != "event.regulation" or not active_plugins().format_of(subject).has_jury:
        return []
    criteria = criteria_of_event(subject, with_levels=True)
    if not criteria:
        return []
    about = {
        "event": subject,
        "criteria": criteria,
        "total": largest_total(criteria),
        "rules": [*sentences(current_rules(subject), criteria), *round_sentences(subject)],
    }
    return [
        Panel(_("Критерии"), "scoring/setup_panel_criteria.html", about),
        Panel(_("Как подводят итоги"), "scoring/setup_panel_rules.html", about),
    ]


def _samples(juror: Juror) -> list[Panel]:
    about = list_panel(juror)
    if about is None:
        return []
    number = about["left"]
    title = _("Пробные работы: %(num)d", num=number) if number else _("Пробные работы")
    return [Panel(title, "scoring/_samples.html", about)]
