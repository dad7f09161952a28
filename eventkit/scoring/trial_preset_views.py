"""Settings: trials that come ready, with criteria and a limit of time."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.events.pages import Page, actor, find_judged, refused, saved
from eventkit.events.refusals import RefusalError
from eventkit.events.rules import may_manage
from eventkit.scoring.criteria_operations import may_change_criteria
from eventkit.scoring.setup_queries import largest_total
from eventkit.scoring.trial_preset_operations import add_offered_trial, offered_trials
from eventkit.scoring.trial_views import HERE
from eventkit.scoring.views import bp
from eventkit.web.access import access


@bp.get(f"{HERE}/ready")
@access(may_manage, find=find_judged)
def ready_trials(event: Event) -> Page:
    """Trials that plugins offer, each with its criteria to be looked at."""
    return render_template(
        "scoring/setup_ready_trials.html",
        event=event,
        offered=offered_trials(),
        largest=largest_total,
        taken={trial.title for trial in event.trials},
        may_change=may_change_criteria(event),
    )


@bp.post(f"{HERE}/ready")
@access(may_manage, find=find_judged)
def add_ready_trial(event: Event) -> Page:
    """Add one of them."""
    try:
        trial = add_offered_trial(event, request.form.get("preset", ""), actor=actor())
    except RefusalError as refusal:
        return refused("scoring.ready_trials", event, refusal)
    message = _(
        "Испытание «%(title)s» добавлено. Критерии и время можно поменять.", title=trial.title
    )
    return saved("scoring.trials", event, message)
