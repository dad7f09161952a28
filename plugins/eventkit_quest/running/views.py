"""The desk of whoever runs a game: the whole of it on one page, renewed as things happen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import actor_of
from eventkit.web.access import access
from eventkit.web.clock import now
from eventkit.web.requests import commit, row_id
from eventkit.web.viewer import current_viewer
from eventkit_quest.running import operations
from eventkit_quest.running.blueprint import bp
from eventkit_quest.running.board import spots_of, tokens_of
from eventkit_quest.running.board_views import map_size
from eventkit_quest.running.forms import BoardForm, StaggerForm, moment_of
from eventkit_quest.running.host_operations import Said, check_answer
from eventkit_quest.running.live import live_view
from eventkit_quest.running.models import BOARDS
from eventkit_quest.running.noting import DESK
from eventkit_quest.running.queries import (
    happening,
    mark_of,
    quest_by_slug,
    run_of,
    team_by_id,
    windows_of,
    without_host,
)
from eventkit_quest.running.rules import may_run
from eventkit_quest.running.showing import Shown
from eventkit_quest.running.suspicions import doubts_by_team
from eventkit_quest.running.waiting import Waiting, waiting_of
from eventkit_quest.running.words import DOUBTS, STATES

Page = str | Response | tuple[str, int]
ACTS: Mapping[str, Callable[..., Any]] = {
    "start": operations.start_all,
    "pause": operations.pause,
    "resume": operations.resume,
    "finish": operations.finish_all,
    "reopen": operations.reopen,
    "freeze": operations.freeze,
    "reveal": operations.reveal,
}


@bp.get("/<slug>/manage/run")
@access(may_run, quest_by_slug)
def desk(event: Event) -> Page:
    """The state of the game, teams, what waits for a person, what cannot have been so."""
    return _desk(event)


@bp.get("/<slug>/manage/run/state")
@access(may_run, quest_by_slug)
def desk_state(event: Event) -> Page:
    """What changes of the page; 304 while nothing has happened."""
    tag = str(mark_of(event.id))
    answer = Response(status=304)
    if not request.if_none_match.contains_weak(tag):
        text = render_template("quest/running/_desk.html", event=event, **_content(event))
        answer = Response(text, mimetype="text/html")
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@bp.post("/<slug>/manage/run/<any(start,pause,resume,finish,reopen,freeze,reveal):act>")
@access(may_run, quest_by_slug)
def act(event: Event, act: str) -> Page:
    """One press about the whole game; refused where somebody else was first."""
    return _tried(event, lambda: ACTS[act](event, actor=_actor()))


@bp.post("/<slug>/manage/run/windows")
@access(may_run, quest_by_slug)
def windows(event: Event) -> Page:
    """Give the teams starts one after another."""
    form = StaggerForm()
    first = moment_of(event, form.first.data) if form.validate_on_submit() else None
    if first is None:
        return _desk(event, stagger=form), 422
    every, length = form.every.data, form.length.data
    return _tried(event, lambda: operations.stagger(event, first, every, length, actor=_actor()))


@bp.post("/<slug>/manage/run/board")
@access(may_run, quest_by_slug)
def choose_board(event: Event) -> Page:
    """Choose what the hall sees."""
    form = BoardForm()
    if not form.validate_on_submit():
        return _desk(event, board=form), 422
    return _tried(event, lambda: operations.choose_board(event, form.board.data, actor=_actor()))


@bp.post("/<slug>/manage/run/check")
@access(may_run, quest_by_slug)
def check(event: Event) -> Page:
    """Say whether an answer that waits is right."""
    row = happening(event.id, request.form.get("uid", ""))
    own = team_by_id(event.slug, row.entry_id) if row else None
    station = row.station if row else None
    if row is None or own is None or station is None:
        return _tried(event, _no_answer)
    said = Said(_actor(), DESK, comment=request.form.get("comment", "").strip()[:500])
    right = request.form.get("right") == "yes"
    return _tried(event, lambda: check_answer(own.entry, station, row.uid, right, said))


def _no_answer() -> None:
    raise RefusalError(_("Такого ответа нет."))


def _desk(event: Event, stagger: StaggerForm | None = None, board: BoardForm | None = None) -> str:
    run = run_of(event.id)
    return render_template(
        "quest/running/desk.html",
        event=event,
        stagger=stagger or StaggerForm(formdata=None, data={"every": 10}),
        board=board or BoardForm(formdata=None, data={"board": run.board if run else BOARDS[0]}),
        **_content(event),
    )


def _content(event: Event) -> dict[str, object]:
    at = now()
    view = live_view(event, at)
    width, height = map_size(event)
    radius = width / 34
    return {
        "run": run_of(event.id),
        "view": view,
        "lacking": without_host(event),
        "windows": windows_of(event.id),
        "waiting": [one for one in waiting_of(event) if one.right is None],
        "doubts": doubts_by_team(event, view.stations),
        "doubt_words": DOUBTS,
        "states": STATES,
        "size": (width, height),
        "photo_url": lambda one, part: _photo(event, one, part),
        "radius": radius,
        "spots": spots_of(view.stations, width, height),
        "tokens": tokens_of(view, width, height, radius),
    }


def _photo(event: Event, one: Waiting, part: Shown) -> str:
    number = row_id(part.text)
    if not number:
        return ""
    return url_for("quest_running.photo", slug=event.slug, entry_id=one.entry.id, number=number)


def _tried(event: Event, verb: Callable[[], object]) -> Response:
    """Do it, commit once, say how it went, go back to the desk."""
    where = url_for("quest_running.desk", slug=event.slug)
    try:
        verb()
    except RefusalError as refusal:
        db.session.rollback()
        flash(refusal.message, "bad")
        return redirect(where)
    commit()
    flash(_("Записано."), "ok")
    return redirect(where)


def _actor() -> str:
    return actor_of(current_viewer())
