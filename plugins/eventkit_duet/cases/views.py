"""The pages of improvisation: the bank, a trial's draw, the page of the hall."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventkit.db import db
from eventkit.entries.performances.models import Performance
from eventkit.entries.performances.queries import performances_of
from eventkit.events.models import Event, Trial
from eventkit.events.queries import event_by_slug
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import actor_of
from eventkit.web.access import access, anyone
from eventkit.web.clock import now
from eventkit.web.requests import commit, row_id
from eventkit.web.viewer import current_viewer
from eventkit_duet.cases import operations, queries
from eventkit_duet.cases.bank import SHIPPED
from eventkit_duet.cases.forms import CaseForm, ChooseForm, DrawForm
from eventkit_duet.cases.models import Case, CaseDraw, CaseSetting
from eventkit_duet.cases.rules import may_draw, may_keep_bank

bp = Blueprint("cases", __name__)
Page = str | Response | tuple[str, int]


@bp.get("/cases")
@access(may_keep_bank)
def bank() -> Page:
    """All situations, for the offices of all contests."""
    found = queries.bank()
    lacking = len(SHIPPED) - len({one.shipped for one in found if one.shipped})
    return render_template("duet/bank.html", cases=found, lacking=lacking)


@bp.post("/cases/shipped")
@access(may_keep_bank)
def add_shipped() -> Page:
    """Add the plugin's own situations."""
    operations.add_shipped(actor=actor_of(current_viewer()))
    return _done(url_for("cases.bank"))


@bp.route("/cases/new", methods=["GET", "POST"])
@access(may_keep_bank)
def new_case() -> Page:
    """Add a situation."""
    return _edit(None)


@bp.route("/cases/<int:case_id>", methods=["GET", "POST"])
@access(may_keep_bank)
def edit_case(case_id: int) -> Page:
    """Change a situation."""
    return _edit(_case(case_id))


@bp.post("/cases/<int:case_id>/archive")
@access(may_keep_bank)
def archive_case(case_id: int) -> Page:
    """Put a situation away, or take it back."""
    operations.archive_case(_case(case_id), actor=actor_of(current_viewer()))
    return _done(url_for("cases.bank"))


@bp.get("/<slug>/cases/<int:trial_id>")
@access(may_draw, event_by_slug)
def room(event: Event, trial_id: int) -> Page:
    """What a trial draws from and what was drawn: before that only the office sees it."""
    return _room(event, _trial(event, trial_id))


@bp.post("/<slug>/cases/<int:trial_id>")
@access(may_draw, event_by_slug)
def choose(event: Event, trial_id: int) -> Page:
    """Choose the situations and the time of reading."""
    trial = _trial(event, trial_id)
    form = ChooseForm()
    if not form.validate_on_submit():
        return _room(event, trial, form), 422
    asked = {row_id(one) for one in request.form.getlist("cases")}
    wanted = [one for one in queries.bank() if one.id in asked and one.archived_at is None]
    actor = actor_of(current_viewer())
    return _tried(trial, lambda: operations.choose(trial, wanted, form.minutes.data, actor=actor))


@bp.post("/<slug>/cases/<int:trial_id>/draw/<int:performance_id>")
@access(may_draw, event_by_slug)
def draw(event: Event, trial_id: int, performance_id: int) -> Page:
    """Draw a ticket for a performance, by the machine or by hand."""
    trial = _trial(event, trial_id)
    performance = db.session.get(Performance, performance_id)
    if performance is None or performance.trial_id != trial.id:
        abort(404)
    form = DrawForm()
    if not form.validate_on_submit():
        for message in form.number.errors:
            flash(message, "bad")
        return _room(event, trial), 422
    actor = actor_of(current_viewer())
    return _tried(trial, lambda: operations.draw(performance, form.number.data, actor=actor))


@bp.post("/<slug>/cases/<int:trial_id>/read/<int:draw_id>")
@access(may_draw, event_by_slug)
def read(event: Event, trial_id: int, draw_id: int) -> Page:
    """Begin the time of reading."""
    trial = _trial(event, trial_id)
    made = db.session.get(CaseDraw, draw_id)
    if made is None or made.trial_id != trial.id:
        abort(404)
    operations.begin_reading(made, actor=actor_of(current_viewer()))
    return _done(_address(trial))


@bp.get("/<slug>/case/<key>")
@access(anyone, queries.setting_by_key)
def show(setting: CaseSetting) -> Page:
    """What the pair and the hall see: the situation that was drawn last, and its time."""
    return render_template("duet/show.html", setting=setting, **_scene(setting))


@bp.get("/<slug>/case/<key>/state")
@access(anyone, queries.setting_by_key)
def state(setting: CaseSetting) -> Page:
    """What changes of it."""
    return render_template("duet/_scene.html", setting=setting, **_scene(setting))


def _edit(found: Case | None) -> Page:
    form = CaseForm(obj=found)
    if form.validate_on_submit():
        words = form.title.data, form.topic.data or "", form.text.data
        operations.save_case(found, *words, actor=actor_of(current_viewer()))
        return _done(url_for("cases.bank"))
    page = render_template("duet/case.html", form=form, found=found)
    return page, 422 if form.is_submitted() else 200


def _case(case_id: int) -> Case:
    found = queries.case(case_id)
    if found is None:
        abort(404)
    return found


def _trial(event: Event, trial_id: int) -> Trial:
    found = next((one for one in event.trials if one.id == trial_id), None)
    if found is None or found.mode != "live":
        abort(404)
    return found


def _room(event: Event, trial: Trial, form: ChooseForm | None = None) -> str:
    setting = db.session.get(CaseSetting, trial.id)
    tickets, made = queries.tickets(trial.id), queries.draws(trial.id)
    return render_template(
        "duet/room.html",
        event=event,
        trial=trial,
        trials=[one for one in event.trials if one.mode == "live"],
        setting=setting,
        bank=queries.bank(),
        tickets={one.case_id: one.number for one in tickets},
        drawn={one.case_id for one in made},
        performances=performances_of(trial),
        last={one.performance_id: one for one in made},
        form=form or ChooseForm(data={"minutes": setting.minutes if setting else 5}),
        drawing=DrawForm(formdata=None),
        left=len(tickets) - len(made),
    )


def _scene(setting: CaseSetting) -> dict[str, Any]:
    made = queries.draws(setting.trial_id)
    last = made[-1] if made else None
    since = last.reading_since if last else None
    elapsed = int((now() - since).total_seconds() * 1000) if since else 0
    return {"event": setting.trial.event, "last": last, "elapsed": elapsed}


def _tried(trial: Trial, act: Any) -> Response:
    back = _address(trial)
    try:
        act()
    except RefusalError as refusal:
        db.session.rollback()
        flash(refusal.message, "bad")
        return redirect(back)
    return _done(back)


def _done(address: str) -> Response:
    commit()
    flash(_("Сохранено."), "ok")
    return redirect(address)


def _address(trial: Trial) -> str:
    return url_for("cases.room", slug=trial.event.slug, trial_id=trial.id)
