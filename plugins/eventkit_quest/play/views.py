"""A team's pages and its phones' doors: coming in, the game, what is told and asked."""

from __future__ import annotations

import json
from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from eventkit.db import restart_as_writer
from eventkit.files.operations import MEGABYTE
from eventkit.journal.operations import actor_of
from eventkit.web.access import access, anyone
from eventkit.web.clock import now
from eventkit.web.requests import commit, slow_first
from eventkit.web.security import limiter
from eventkit.web.urls import full_url, pages_work_offline
from eventkit.web.viewer import current_viewer
from eventkit_quest.play import doors, operations, photos
from eventkit_quest.play.doors import Door, TeamDoor, find_by_secret, find_game
from eventkit_quest.play.forms import CodeForm, wrong_code
from eventkit_quest.play.parcel import quest_for_phone, state_for_phone, version_of
from eventkit_quest.play.queries import phones_of, team_view
from eventkit_quest.play.rules import may_enter, may_knock
from eventkit_quest.queries import quest_of
from eventkit_quest.running.scanning import code_text

bp = Blueprint("play", "eventkit_quest", template_folder="templates", static_folder="static")
GUESSES = "20 per minute"
SENDS = "120 per minute"
MOST_EVENTS = 200
LARGEST_BODY = 2 * MEGABYTE
WRONG = 422
NO_DOOR = 409
"""The phone's team is not in any more: it keeps what waits and comes in again."""


@bp.get("/<slug>")
@access(may_knock, find_game)
def game(door: Door) -> Any:
    """The game of the team that is in; to others the field for a code."""
    team = _team(door)
    if team is None:
        return _code_page(door, CodeForm())
    return render_template(
        "quest/play/game.html",
        event=door.event,
        team=team.team,
        entry=team.entry,
        own_code=code_text(team.entry),
        link=full_url(url_for("play.link", slug=door.event.slug, secret=team.team.secret)),
        works_offline=pages_work_offline(),
    )


@bp.post("/<slug>")
@access(may_knock, find_game)
@limiter.limit(GUESSES, deduct_when=lambda answer: answer.status_code == WRONG)
def enter(door: Door) -> Any:
    """Come in by a typed code. A wrong one says nothing but that it is wrong."""
    form = CodeForm()
    if not form.validate():
        return _code_page(door, form), WRONG
    found = doors.find_by_pin(door.event, form.code.data or "")
    if found is None:
        form.code.errors = [wrong_code(form.code.data or "")]
        return _code_page(door, form), WRONG
    doors.come_in(found)
    return redirect(url_for("play.game", slug=door.event.slug))


@bp.get("/<slug>/enter/<secret>")
@access(may_enter, find_by_secret)
def link(door: TeamDoor) -> Any:
    """For which team the link is; only the button lets this phone in."""
    return render_template("quest/play/link.html", event=door.event, door=door)


@bp.post("/<slug>/enter/<secret>")
@access(may_enter, find_by_secret)
def enter_by_link(door: TeamDoor) -> Any:
    """Let this phone in."""
    doors.come_in(door)
    return redirect(url_for("play.game", slug=door.event.slug))


@bp.post("/<slug>/leave")
@access(may_knock, find_game)
def leave(door: Door) -> Any:
    """Take the team off this phone; what has not been sent stays on it."""
    doors.leave()
    flash(_("Команда с этого телефона убрана."), "ok")
    return redirect(url_for("play.game", slug=door.event.slug))


@bp.get("/<slug>/state")
@access(may_knock, find_game)
def state(door: Door) -> Any:
    """How the team stands, and the quest where ``?version=`` is not the present one."""
    team = _team(door)
    if team is None:
        return jsonify(kind="door", team="", now=_milliseconds())
    return jsonify(_told(team, request.args.get("version", "")))


@bp.post("/<slug>/events")
@access(anyone, find_game)
@limiter.limit(SENDS)
def events(door: Door) -> Any:
    """Take a parcel ``{"team", "offset", "events": […]}``; each event is answered by its name."""
    team = _team(door)
    if team is None:
        return _no_door()
    if (request.content_length or 0) > LARGEST_BODY:
        return jsonify(kind="size"), 413
    parcel = _parcel()
    if parcel is None or parcel.get("team") != str(team.entry.id):
        return jsonify(kind="malformed"), 400
    offset = parcel.get("offset", 0)
    told = operations.receive_from_team(
        team.entry,
        parcel["events"],
        offset if isinstance(offset, int) else 0,
        actor=actor_of(current_viewer()),
    )
    # Counted before the end of the transaction: it reads what it has just written.
    answer = _told(team, str(parcel.get("version", "")))
    answer["refused"] = [{"id": name, "reason": reason} for name, reason in told.refused]
    commit()
    return jsonify(answer)


@bp.post("/<slug>/photos")
@slow_first
@access(anyone, find_game)
@limiter.limit(SENDS)
def photo(door: Door) -> Any:
    """Keep a photo that an answer will name; ``key`` is the phone's own name for it."""
    team = _team(door)
    if team is None:
        return _no_door()
    sent, key = request.files.get("photo"), request.form.get("key", "")
    if sent is None or not 8 <= len(key) <= 64:
        return jsonify(kind="malformed"), 400
    limit = int(current_app.config["MAX_FILE_MB"]) * MEGABYTE
    try:
        received = photos.safe(sent.stream, limit)
    except ValueError as problem:
        return jsonify(kind="photo", message=str(problem)), WRONG
    restart_as_writer()
    kept = operations.keep_photo(team.entry, key, received, actor=actor_of(current_viewer())).id
    commit()
    return jsonify(photo=kept, now=_milliseconds(), csrf=generate_csrf())


def _team(door: Door) -> TeamDoor | None:
    if door.team is None or door.entry is None:
        return None
    return TeamDoor(door.event, door.team, door.entry)


def _code_page(door: Door, form: CodeForm) -> str:
    return render_template("quest/play/code.html", event=door.event, form=form)


def _told(team: TeamDoor, known: str) -> dict[str, Any]:
    """What each exchange tells a phone."""
    quest = quest_of(team.event)
    version = version_of(team, quest)
    told = {
        "team": str(team.entry.id),
        "now": _milliseconds(),
        "csrf": generate_csrf(),
        "version": version,
        "mates": phones_of(team.entry),
        "state": state_for_phone(team_view(team.entry, quest)),
    }
    return told if known == version else told | {"quest": quest_for_phone(team, quest)}


def _milliseconds() -> int:
    return round(now().timestamp() * 1000)


def _parcel() -> dict[str, Any] | None:
    """The body, as far as it is a parcel."""
    try:
        data = json.loads(request.get_data())
    except (ValueError, RecursionError):
        return None
    rows = data.get("events") if isinstance(data, dict) else None
    if not isinstance(rows, list) or len(rows) > MOST_EVENTS:
        return None
    return data if all(isinstance(row, dict) for row in rows) else None


def _no_door() -> tuple[Response, int]:
    return jsonify(kind="door"), NO_DOOR
