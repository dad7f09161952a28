"""The desk of the day: one page for whoever runs it, renewed as things happen."""

from __future__ import annotations

from secrets import token_hex

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from eventkit.entries.performances.models import Performance
from eventkit.events.models import Event, Trial
from eventkit.events.pages import Page, actor, find_judged
from eventkit.events.refusals import RefusalError
from eventkit.scoring.live.forms import press_of
from eventkit.scoring.live.grid import grid_of
from eventkit.scoring.live.moves import MOVES
from eventkit.scoring.live.now import what_is_on
from eventkit.scoring.live.operations import press
from eventkit.scoring.live.page import day_of
from eventkit.scoring.live.queries import live_trials, mark_of, on_stage, performance_of_event
from eventkit.scoring.live.renewing import tagged, unchanged
from eventkit.scoring.live.rules import day_is_open, may_run_day
from eventkit.scoring.live.words import STATE_WORDS, VERB_WORDS
from eventkit.scoring.marks import shown
from eventkit.scoring.touches.queries import seats_now
from eventkit.web.access import access, anyone
from eventkit.web.requests import commit, row_id
from eventkit.web.viewer import Viewer, current_viewer

bp = Blueprint("live", __name__)
HERE = "/manage/<slug>/live"
PAGES = "eventkit-live-page"
"""The name of the device's cache with the pages of the desk; leave.js empties it by this name."""


def may_run_its_day(viewer: Viewer, performance: Performance) -> bool:
    """The same, asked about one performance."""
    return may_run_day(viewer, performance.entry.event)


@bp.get(HERE)
@access(may_run_day, find=find_judged)
def desk(event: Event) -> Page:
    """Who is on, who is next, the stopwatch, what has come from the jury."""
    trial = _chosen(event)
    return render_template(
        "scoring/live/desk.html",
        event=event,
        trials=live_trials(event),
        trial=trial,
        is_open=day_is_open(event),
        pages=PAGES,
        **_content(event, trial),
    )


@bp.get(f"{HERE}/state")
@access(may_run_day, find=find_judged)
def state(event: Event) -> Page:
    """What changes of the page; 304 while nothing has happened."""
    trial = _chosen(event)
    if trial is None:
        abort(404)
    tag = f"{mark_of(event.id)}-{trial.id}"
    return unchanged(tag) or tagged(
        tag, render_template("scoring/live/_day.html", event=event, **_content(event, trial))
    )


@bp.post(f"{HERE}/<int:performance_id>")
@access(may_run_its_day, performance_of_event)
def act(performance: Performance) -> Page:
    """One press; scripts are answered in JSON, forms with the page."""
    slug, trial_id = performance.entry.event.slug, performance.trial_id
    try:
        made = press(performance, press_of(request.form), actor=actor())
    except RefusalError as refusal:
        return _answer(slug, trial_id, "refused", refusal.message)
    outcome, message = made.outcome, made.message
    commit()
    return _answer(slug, trial_id, outcome, message)


@bp.get("/jury/now")
@access(anyone)
def now() -> Page:
    """Who is on, for the juror's list; 304 while nothing has happened, 204 for strangers."""
    seats = seats_now(current_viewer())
    if not seats:
        return Response(status=204)
    tag = "-".join(str(mark_of(seat.event_id)) for seat in seats)
    return unchanged(tag) or tagged(
        tag, render_template("scoring/live/_now.html", lines=what_is_on(seats))
    )


def _content(event: Event, trial: Trial | None) -> dict[str, object]:
    day = day_of(event, trial, with_log=True) if trial else None
    return {
        "day": day,
        "grid": grid_of(event, trial) if trial else None,
        "elsewhere": [
            row for row in on_stage(event.id) if trial and row.performance.trial_id != trial.id
        ],
        "moves": MOVES,
        "verbs": VERB_WORDS,
        "states": STATE_WORDS,
        "shown": shown,
        "new_key": lambda: token_hex(16),
        "csrf": generate_csrf(),
    }


def _chosen(event: Event) -> Trial | None:
    """The trial asked for; else the one in which somebody is on, else the first with any left."""
    trials = live_trials(event)
    wanted = request.args.get("trial", 0, type=row_id)
    asked = next((trial for trial in trials if trial.id == wanted), None)
    if asked is not None or not trials:
        return asked
    busy = {row.performance.trial_id for row in on_stage(event.id)}
    here = next((trial for trial in trials if trial.id in busy), None)
    left = (trial for trial in trials if day_of(event, trial).waiting)
    return here or next(left, trials[0])


def _answer(slug: str, trial_id: int, outcome: str, message: str) -> Page:
    if request.accept_mimetypes.best == "application/json":
        return jsonify(outcome=outcome, message=message)
    if message:
        flash(message, "warn" if outcome == "applied" else "bad")
    elif outcome == "applied":
        flash(_("Записано."), "ok")
    return redirect(url_for("live.desk", slug=slug, trial=trial_id))
