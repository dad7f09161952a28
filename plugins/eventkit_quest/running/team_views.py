"""The page of one team: everything that happened, in words, and what may be done about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from eventkit.db import db
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import actor_of
from eventkit.web.access import access
from eventkit.web.requests import commit, row_id
from eventkit.web.viewer import current_viewer
from eventkit_quest.queries import definitions_of, result_of_team
from eventkit_quest.running import team_operations as verbs
from eventkit_quest.running.blueprint import bp
from eventkit_quest.running.forms import (
    PenaltyForm,
    ReasonForm,
    TimeForm,
    WindowForm,
    moment_of,
)
from eventkit_quest.running.log import log_of, stand_of
from eventkit_quest.running.queries import (
    OwnTeam,
    run_of,
    strikable_of,
    team_by_id,
    window_of,
)
from eventkit_quest.running.rules import has_results, may_run_team
from eventkit_quest.running.showing import Shown
from eventkit_quest.running.suspicions import doubts_by_team
from eventkit_quest.running.words import DOUBTS, LINES, STATES

Page = str | Response | tuple[str, int]
FORMS: Mapping[str, type[FlaskForm]] = {
    "window": WindowForm,
    "time": TimeForm,
    "penalty": PenaltyForm,
    "out": ReasonForm,
    "strike": ReasonForm,
}


@bp.get("/<slug>/manage/teams/<int:entry_id>")
@access(may_run_team, team_by_id)
def team(own: OwnTeam) -> Page:
    """The log of a team and the forms about it."""
    return _page(own)


@bp.post("/<slug>/manage/teams/<int:entry_id>/<any(start,finish):act>")
@access(may_run_team, team_by_id)
def team_step(own: OwnTeam, act: str) -> Page:
    """Start or finish a team by hand, at this instant."""
    verb = verbs.start_team if act == "start" else verbs.finish_team
    return _tried(own, lambda: verb(own.entry, actor=_actor()))


@bp.post("/<slug>/manage/teams/<int:entry_id>/<any(window,time,penalty,out,strike):act>")
@access(may_run_team, team_by_id)
def team_act(own: OwnTeam, act: str) -> Page:
    """What is done about one team, with its reason."""
    form = FORMS[act](prefix=act)
    if not form.validate_on_submit():
        return _page(own, act, form), 422
    try:
        _do(own, act, form)
    except RefusalError as refusal:
        db.session.rollback()
        if refusal.field in form:
            form[refusal.field].errors = [refusal.message]
            return _page(own, act, form), 422
        flash(refusal.message, "bad")
        return _page(own, act, form), 409
    return _done(own)


def _do(own: OwnTeam, act: str, form: Any) -> None:
    entry, by = own.entry, _actor()
    if act == "window":
        opens = moment_of(own.event, form.opens.data)
        closes = moment_of(own.event, form.closes.data)
        verbs.set_window(entry, opens, closes, request.form.get("seen", ""), actor=by)
    elif act == "time":
        verbs.give_time(entry, Fraction(form.minutes.data), form.reason.data, actor=by)
    elif act == "penalty":
        verbs.penalize(entry, Fraction(form.points.data), form.reason.data, actor=by)
    elif act == "out":
        verbs.put_out(entry, form.reason.data, actor=by)
    else:
        verbs.strike(entry, request.form.get("uid", ""), form.reason.data, actor=by)


def _page(own: OwnTeam, act: str = "", sent: FlaskForm | None = None) -> str:
    stations = definitions_of(own.event)
    forms = {name: kind(formdata=None, prefix=name) for name, kind in FORMS.items()}
    if sent is not None:
        forms[act] = sent
    result, window = result_of_team(own.event, own.entry), window_of(own.entry.id)
    stand = stand_of(result, run_of(own.event.id), window, is_counted=has_results(own.event))
    return render_template(
        "quest/running/team.html",
        event=own.event,
        entry=own.entry,
        result=result,
        log=log_of(result, stations, stand),
        photo_url=lambda part: _photo(own, part),
        stand=stand,
        states=STATES,
        titles={station.code: station.title for station in stations},
        doubts=doubts_by_team(own.event, stations, own.entry.id).get(own.entry.code or "", []),
        doubt_words=DOUBTS,
        forms=forms,
        opened=act,
        window=window,
        seen=verbs.window_seen(own.entry),
        strikable=strikable_of(own.entry.id),
        kinds=LINES,
    )


def _photo(own: OwnTeam, part: Shown) -> str:
    number, slug = row_id(part.text), own.event.slug
    if not number:
        return ""
    return url_for("quest_running.photo", slug=slug, entry_id=own.entry.id, number=number)


def _tried(own: OwnTeam, verb: Callable[[], object]) -> Response:
    try:
        verb()
    except RefusalError as refusal:
        db.session.rollback()
        flash(refusal.message, "bad")
        return redirect(_address(own))
    return _done(own)


def _done(own: OwnTeam) -> Response:
    where = _address(own)
    commit()
    flash(_("Записано."), "ok")
    return redirect(where)


def _address(own: OwnTeam) -> str:
    return url_for("quest_running.team", slug=own.event.slug, entry_id=own.entry.id)


def _actor() -> str:
    return actor_of(current_viewer())
