"""The plan of who reads what: looked at, then carried out."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.pages import find_judged
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import actor_of, event_chain, hold
from eventkit.juries.applying import apply_plan
from eventkit.juries.planning import Preview, preview
from eventkit.juries.queries import own_juries
from eventkit.juries.rounds.queries import current_round, trials_of_round
from eventkit.juries.rules import may_run_jury
from eventkit.scoring.forms import MinutesForm
from eventkit.scoring.plan_page import plan_page
from eventkit.scoring.queries import touched_assignments, wanted_of_trials
from eventkit.scoring.reading_times import reading_time
from eventkit.scoring.setup_queries import current_rules
from eventkit.web.access import access
from eventkit.web.requests import commit
from eventkit.web.viewer import current_viewer

bp = Blueprint("planning", __name__)
Page = str | Response


@bp.route("/manage/<slug>/jury/plan", methods=["GET", "POST"])
@access(may_run_jury, find=find_judged)
def plan(event: Event) -> Page:
    """Look at a plan before it is carried out: loads, hours, moves, what cannot be reached."""
    if request.method == "POST":
        # Whoever gives out works at the same time waits here, or we for them.
        hold(event_chain(event.id))
        made, slug = _preview(event), event.slug
        refusal = _carry_out(event, made)
        if not refusal:
            return redirect(url_for("judging.works", slug=slug))
        flash(refusal, "warn")
    form = MinutesForm(request.args)
    minutes = form.minutes.data if form.validate() else None
    page = plan_page(_preview(event), reading_time(event.id), minutes, len(event.trials))
    return render_template("scoring/plan.html", event=event, page=page, made=page.made, form=form)


def _carry_out(event: Event, made: Preview) -> str:
    """Apply the plan that was looked at; says in words why it was not applied."""
    if request.form.get("digest") != made.digest:
        return str(_("Пока вы смотрели, данные изменились. Проверьте план ещё раз."))
    try:
        number = apply_plan(event, made, actor=actor_of(current_viewer()))
    except RefusalError as refusal:
        db.session.rollback()
        return refusal.message
    commit()
    flash(ngettext("Сделано %(num)d назначение.", "Сделано %(num)d назначений.", number), "ok")
    return ""


def _preview(event: Event) -> Preview:
    own = own_juries(event.id)
    judged = [t for t in trials_of_round(event, current_round(event)) if t.id not in own]
    of_trials = wanted_of_trials(current_rules(event), judged)
    most = max(of_trials.values(), default=0)
    return preview(event, most, touched_assignments(event.id), of_trials)
